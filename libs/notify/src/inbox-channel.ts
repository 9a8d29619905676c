import type { Channel } from './channel.js';

/** In-app: the delivery itself is what the inbox shows, so there is nothing more to send. */
export const inboxChannel: Channel = {
  name: 'inbox',
  address: ({ person }) => person,
  send: async () => undefined,
  close: () => undefined,
};
