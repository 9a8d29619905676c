import { z } from 'zod';
import { Moment } from './json.js';

/** Channels that reach you at a URL of yours. */
export const postedChannels = ['webhook', 'slack', 'teams'] as const;

/** Where a channel reaches you. Of its URL the host alone is shown: the rest is as good as a password. */
export const ChannelAddress = z
  .object({
    channel: z.string(),
    host: z.string(),
    enabled: z.boolean(),
    /** Why it was switched off, where that was not your doing. */
    failure: z.string().nullable(),
    createdAt: Moment,
  })
  .meta({ id: 'ChannelAddress' });
export type ChannelAddress = z.infer<typeof ChannelAddress>;

export const ChannelAddressList = z
  .object({ addresses: z.array(ChannelAddress) })
  .meta({ id: 'ChannelAddressList' });
export type ChannelAddressList = z.infer<typeof ChannelAddressList>;

/** An address just named. `secret`, of a webhook: what its messages are signed with, shown this once. */
export const ChannelAddressNamed = ChannelAddressList.extend({
  secret: z.string().nullable(),
}).meta({ id: 'ChannelAddressNamed' });
export type ChannelAddressNamed = z.infer<typeof ChannelAddressNamed>;

export const NewChannelAddress = z
  .strictObject({ address: z.string().min(1).max(2000) })
  .meta({ id: 'NewChannelAddress', example: { address: 'https://hooks.example.org/evolve' } });
export type NewChannelAddress = z.infer<typeof NewChannelAddress>;
