// What the other packages may use of the worker.
export { createWorker, type Worker, type WorkerOptions } from './src/worker.ts';
export { fireUntil, type FireUntilOptions, type SettableClock } from './src/fire-until.ts';
export { handlers } from './src/handlers.ts';
export { mayWait } from './src/handlers/notify.ts';
export { createRelay } from './src/relay.ts';
export { emergencyLeftovers } from './src/emergency-leftovers.ts';
export { measure } from './src/measuring.ts';
export { draw } from './src/handlers/board.ts';
export { deliver, type DeliveryOptions, type Handler, type Handlers, type HandlerTools } from './src/delivery.ts';
export { openQueues, type Queues, type QueuesOptions } from './src/queues.ts';
export { migrateQueues } from './src/queue-connection.ts';
export type { Log } from './src/log.ts';
export { sendWebhook, webhookSignature, type WebhookTarget } from './src/webhook/send-webhook.ts';
export { unfitAddress, WebhookError } from './src/webhook/post.ts';
export { createWebhookSender, type WebhookSender } from './src/webhook/webhook-sender.ts';
export { createNoticeSender, type NoticeSender } from './src/notices/notice-sender.ts';
export { MailError, openMailer, type Mailer } from './src/notices/mailer.ts';
export { isPublicAddress } from './src/webhook/public-address.ts';
