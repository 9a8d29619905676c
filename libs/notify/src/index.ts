export { NotAccepted, type Channel, type ChannelName, type Message } from './channel.js';
export { aboutOf } from './about.js';
export { addressedChannels } from './addressed-channels.js';
export { nextDigestAt, waitsForDigest } from './digest-time.js';
export { composeDigest } from './digest.js';
export { hostOf } from './host-of.js';
export { inboxChannel } from './inbox-channel.js';
export type { Letter, Recipient } from './letter.js';
export {
  capturedMailChannel,
  smtpChannel,
  type CapturedMail,
  type MailSender,
} from './mail-channel.js';
export { messageId } from './message-id.js';
export { messages, type Messages } from './messages/messages.js';
export { poster, type Post } from './post.js';
export { previewOn } from './preview.js';
export { recipientsOf, type HeldRole, type KnownPerson } from './recipients.js';
export { escapeHtml, renderComposed, renderLetter } from './render.js';
export { whyNotPosted } from './receivers.js';
export { composeTest } from './test-message.js';
export { webhookChannel } from './webhook-channel.js';
