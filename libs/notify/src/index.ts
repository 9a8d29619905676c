export type { Channel, ChannelName, Message } from './channel.js';
export { inboxChannel } from './inbox-channel.js';
export type { Letter, Recipient, Rendered } from './letter.js';
export {
  capturedMailChannel,
  smtpChannel,
  type CapturedMail,
  type SmtpOptions,
} from './mail-channel.js';
export { messageId } from './message-id.js';
export {
  recipientsOf,
  STAND_IN,
  type HeldRole,
  type KnownPerson,
  type Resolved,
} from './recipients.js';
export { escapeHtml, renderLetter } from './render.js';
