export { keepMail, listMail, readMail, type Mail, type MailLine } from './captured-mail.js';
export { deliver, DeliveryFailed, type Delivered, type Delivering } from './deliver.js';
export { usualRetrying, type Retrying } from './delivery-jobs.js';
export type { DeliveryRef } from './delivery-rows.js';
export { handlersOf, type Schedule } from './handlers.js';
export {
  checkHandlers,
  queueOf,
  runJob,
  type AnyHandler,
  type JobName,
  type QueueName,
} from './jobs.js';
export {
  openQueues,
  queueBackend,
  useBackend,
  type QueueBackend,
  type Queues,
} from './queue-backend.js';
export { NOBODY } from './relay.js';
export { resend } from './resend.js';
export { ensureSchedulers } from './schedulers.js';
export { showDelivery } from './show-delivery.js';
export type { SweepFailure } from './sweep.js';
