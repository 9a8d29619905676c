export {
  channelNames,
  NotAccepted,
  type Channel,
  type ChannelName,
  type Message,
} from './channel.js';
export { nextDigestAt, waitsForDigest } from './digest-time.js';
export { composeDigest } from './digest.js';
export { inboxChannel } from './inbox-channel.js';
export type { Letter, Recipient } from './letter.js';
export { capturedMailChannel, smtpChannel, type CapturedMail } from './mail-channel.js';
export { messageId } from './message-id.js';
export { recipientsOf, type HeldRole, type KnownPerson } from './recipients.js';
export { escapeHtml, renderComposed, renderLetter } from './render.js';
