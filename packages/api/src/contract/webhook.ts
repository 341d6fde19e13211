// Webhooks of other systems: the contract's part of it. What is sent to them: docs/integrations.md.
import { Subscription } from '@six-order/community/webhooks/event';
import { z } from 'zod';
import { Instant, InstantOrNull, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const IdPath = z.object({ id: z.uuid() });
const reason = z.string().trim().min(2).max(400).describe('为什么；记入变更记录(脱敏) / why; kept, masked');
const name = z.string().trim().min(1).max(80).describe('哪个系统 / which system');
const url = z
  .string()
  .trim()
  .max(2_000)
  .describe('https 地址，须在公网；加密保存，不再显示 / https, on the public internet; kept sealed and not shown again');
const events = z.array(Subscription).min(1).max(40);
const secret = z
  .string()
  .trim()
  .min(8)
  .max(200)
  .describe('机器人的加签密钥(平台给的)；standard 由本系统生成 / a robot’s, from its platform; a standard one is made here');

export const WebhookOut = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: UnitRef.nullable(),
  format: z.enum(['standard', 'dingtalk', 'feishu', 'wecom']),
  events: z.array(z.string()),
  on: z.boolean(),
  off: z
    .object({ at: Instant, why: z.enum(['asked', 'failing', 'gone']) })
    .nullable()
    .describe('failing: 连续两天未送达 / nothing was taken for two days; gone: 对方答复 410 / it answered 410'),
  createdAt: Instant,
});
const WebhookReply = z.object({ webhook: WebhookOut });
const WithSecret = WebhookReply.extend({
  secret: z.string().nullable().describe('只显示这一次 / shown this once; null for a robot'),
});

const NewWebhook = z.strictObject({
  name,
  url,
  unit: z.string().trim().min(1).max(64).describe('告知该单元及其下的单 / of whose orders, with all below it, it is told'),
  format: WebhookOut.shape.format.default('standard'),
  events,
  secret: secret.optional(),
  reason,
});

const MessagesQuery = z.strictObject({
  state: z.enum(['waiting', 'sent', 'dead']).optional(),
  before: z.iso.datetime({ offset: true }).optional().describe('此前发生的 / of events before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Messages = z.object({
  messages: z.array(
    z.object({
      id: z.uuid().describe('webhook-id 头为 msg_ 加此号 / the header webhook-id is msg_ and this'),
      type: z.string(),
      at: Instant,
      order: z.uuid().nullable(),
      number: z.string(),
      state: z.enum(['waiting', 'sent', 'dead']),
      attempts: z.int(),
      status: z.int().nullable().describe('对方最后的答复 / its last answer; null when it was not reached'),
      error: z.string().nullable(),
      nextAt: InstantOrNull,
      sentAt: InstantOrNull,
    }),
  ),
});

const Replay = z.union([
  z.strictObject({ messages: z.array(z.uuid()).min(1).max(200), reason }),
  z.strictObject({ deadSince: z.iso.datetime({ offset: true }), reason }),
]);

const ok = <S extends z.ZodType>(zh: string, en: string, schema: S) => ({ 200: { description: { zh, en }, schema } });

export const webhookRoutes = {
  listWebhooks: {
    method: 'get',
    path: '/api/v1/webhooks',
    summary: { zh: '事件推送列表', en: 'Webhooks of other systems' },
    auth: 'session',
    answers: ok('推送列表', 'The webhooks', z.object({ webhooks: z.array(WebhookOut) })),
    refusals: [],
  },
  addWebhook: {
    method: 'post',
    path: '/api/v1/webhooks',
    summary: { zh: '登记事件推送', en: 'Register a webhook (Standard Webhooks, or a chat’s robot); its secret is shown once' },
    auth: 'session',
    body: NewWebhook,
    answers: { 201: { description: { zh: '已登记', en: 'Registered' }, schema: WithSecret } },
    refusals: [413, 415, 422],
  },
  changeWebhook: {
    method: 'post',
    path: '/api/v1/webhooks/{id}',
    summary: { zh: '修改、启用、停用事件推送', en: 'Change a webhook, switch it on or off' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({
      name: name.optional(),
      url: url.optional(),
      events: events.optional(),
      on: z.boolean().optional(),
      reason,
    }),
    answers: ok('已修改', 'Changed', WebhookReply),
    refusals: [404, 413, 415, 422],
  },
  rotateWebhookSecret: {
    method: 'post',
    path: '/api/v1/webhooks/{id}/secret',
    summary: { zh: '更换签名密钥', en: 'A new secret; for 24 hours the one before signs beside it' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ secret: secret.optional(), reason }),
    answers: ok('新密钥', 'The new secret', WithSecret),
    refusals: [404, 413, 415, 422],
  },
  endWebhook: {
    method: 'post',
    path: '/api/v1/webhooks/{id}/end',
    summary: { zh: '撤销事件推送', en: 'End a webhook for good; its address and secrets are destroyed' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ reason }),
    answers: ok('已撤销', 'Ended', z.object({ ended: z.literal(true) })),
    refusals: [404, 413, 415, 422],
  },
  listWebhookMessages: {
    method: 'get',
    path: '/api/v1/webhooks/{id}/messages',
    summary: { zh: '推送记录', en: 'What a webhook was told, what waits, what was given up' },
    auth: 'session',
    params: IdPath,
    query: MessagesQuery,
    answers: ok('推送记录', 'The messages, newest first', Messages),
    refusals: [404, 422],
  },
  replayWebhook: {
    method: 'post',
    path: '/api/v1/webhooks/{id}/replay',
    summary: { zh: '重新推送', en: 'Send messages again: those named, or all that were given up since' },
    auth: 'session',
    params: IdPath,
    body: Replay,
    answers: ok('重新推送的条数', 'How many', z.object({ replayed: z.int() })),
    refusals: [404, 413, 415, 422],
  },
  tryWebhook: {
    method: 'post',
    path: '/api/v1/webhooks/{id}/trial',
    summary: { zh: '发送测试消息', en: 'Send a message that nothing happened for (webhook.trial)' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({}),
    answers: { 202: { description: { zh: '已排队', en: 'Waits to be sent' }, schema: z.object({ message: z.uuid() }) } },
    refusals: [404, 409, 413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
