export { NotAccepted, type Channel, type ChannelName, type Message } from './channel.js';
export { aboutOf } from './about.js';
export { nextDigestAt, waitsForDigest } from './digest-time.js';
export { composeDigest } from './digest.js';
export { govukNotifyChannel } from './govuk-notify-channel.js';
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
export { recipientsOf, STAND_IN, type HeldRole, type KnownPerson } from './recipients.js';
export { escapeHtml, renderComposed, renderLetter } from './render.js';
export { whyNotPosted } from './receivers.js';
export { slackChannel } from './slack-channel.js';
export { teamsChannel } from './teams-channel.js';
export { webhookChannel } from './webhook-channel.js';
