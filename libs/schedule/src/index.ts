export { keepMail, listMail, readMail, type Mail, type MailLine } from './captured-mail.js';
export { listDeadLetters, type DeadLetter } from './dead-letters.js';
export { DeliveryFailed } from './deliver.js';
export type { Retrying } from './delivery-jobs.js';
export { startDoorbell } from './doorbell.js';
export { handlersOf, type Schedule } from './handlers.js';
export { checkHandlers, queueOf, runJob, type AnyHandler } from './jobs.js';
export type { Anchor } from './anchor/anchor.js';
export { databaseAnchor } from './anchor/database-anchor.js';
export { folderAnchor } from './anchor/folder-anchor.js';
export { gitAnchor } from './anchor/git-anchor.js';
export { mailAnchor } from './anchor/mail-anchor.js';
export { webhookAnchor } from './anchor/webhook-anchor.js';
export { keepLog } from './log/keep-log.js';
export { sequenceLog } from './log/sequence-log.js';
export { verifyLog } from './log/verify-log.js';
export type { LogSigning, Signer } from './log/make-checkpoint.js';
export {
  openQueues,
  QueueError,
  queueBackend,
  useBackend,
  type QueueBackend,
  type Queues,
} from './queue-backend.js';
export { countJobs, type QueueCount } from './queue-counts.js';
export { resend } from './resend.js';
export { ensureSchedulers } from './schedulers.js';
export { sendTest, type Tested } from './send-test.js';
export type { FiredEvent } from './sweep.js';
export { readSoonDue, warmSessions, warmUp } from './warm-up.js';
