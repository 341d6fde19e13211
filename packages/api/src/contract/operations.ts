// Demo mode and the running of the service.
import { personaNames } from '@six-order/community/demo/persona-name';
import { z } from 'zod';
import { Me } from './reference.ts';
import type { RouteEntry } from './entry.ts';

export const DemoSessionRequest = z.strictObject({ persona: z.enum(personaNames) });

export const DemoSessionReply = z.object({
  token: z.string().describe('To be sent as Authorization: Bearer; the answer sets the same as a cookie'),
  me: Me,
});

export const DemoClockRequest = z
  .strictObject({
    advance: z.iso.duration().optional().describe('ISO 8601 duration in weeks, days, hours, minutes and seconds: PT2H, P1DT12H'),
    to: z.iso.datetime({ offset: true }).optional().describe('An instant that lies ahead'),
  })
  .refine(({ advance, to }) => (advance === undefined) !== (to === undefined), 'give either advance or to');

export const DemoClockReply = z.object({ now: z.iso.datetime() });

export const Health = z.object({ status: z.literal('ok') });

export const Readiness = z.object({
  ready: z.boolean(),
  database: z.boolean(),
  keys: z.boolean().describe('The key ring opens what this database holds'),
  clockLagSeconds: z.number().nullable().describe('By how much the oldest due timer is late; null when not known'),
});

export const operationRoutes = {
  openDemoSession: {
    method: 'post',
    path: '/api/v1/demo/session',
    summary: { zh: '以演示人物登录', en: 'A session as a persona of the demo' },
    auth: 'open',
    demo: true,
    body: DemoSessionRequest,
    answers: { 200: { description: { zh: '令牌', en: 'The token' }, schema: DemoSessionReply } },
    refusals: [404, 413, 415, 422],
  },
  moveDemoClock: {
    method: 'post',
    path: '/api/v1/demo/clock',
    summary: { zh: '拨动演示时钟', en: 'Move the demo’s clock; answers when every timer due by then has fired' },
    auth: 'open',
    demo: true,
    body: DemoClockRequest,
    answers: { 200: { description: { zh: '新的时间', en: 'The time it is now' }, schema: DemoClockReply } },
    refusals: [413, 415, 422],
  },
  getOpenApi: {
    method: 'get',
    path: '/openapi.json',
    summary: { zh: '接口描述(OpenAPI 3.1)', en: 'This contract as OpenAPI 3.1' },
    auth: 'open',
    answers: { 200: { description: { zh: 'OpenAPI 文档', en: 'The document' }, schema: z.record(z.string(), z.unknown()) } },
    refusals: [],
  },
  getDocs: {
    method: 'get',
    path: '/docs',
    summary: { zh: '接口说明页', en: 'The same as a page' },
    auth: 'open',
    answers: { 200: { description: { zh: '网页', en: 'The page' }, type: 'text/html' } },
    refusals: [],
  },
  getDocsOf: {
    method: 'get',
    path: '/docs/{operation}',
    summary: { zh: '一个接口的说明', en: 'One operation with its shapes, as a page' },
    auth: 'open',
    params: z.strictObject({ operation: z.string().max(64) }),
    answers: { 200: { description: { zh: '网页', en: 'The page' }, type: 'text/html' } },
    refusals: [404],
  },
  getReference: {
    method: 'get',
    path: '/llms.txt',
    summary: { zh: '接口说明（纯文本 Markdown）', en: 'The contract as plain Markdown' },
    auth: 'open',
    answers: { 200: { description: { zh: '文本', en: 'The text' }, type: 'text/plain' } },
    refusals: [],
  },
  getHealth: {
    method: 'get',
    path: '/healthz',
    summary: { zh: '进程存活', en: 'The process lives' },
    auth: 'open',
    answers: { 200: { description: { zh: '存活', en: 'It does' }, schema: Health } },
    refusals: [],
  },
  getReadiness: {
    method: 'get',
    path: '/readyz',
    summary: { zh: '是否可以服务', en: 'Whether it can serve: database, keys, clock' },
    auth: 'open',
    answers: {
      200: { description: { zh: '可以', en: 'It can' }, schema: Readiness },
      503: { description: { zh: '暂时不能', en: 'Not now' }, schema: Readiness },
    },
    refusals: [],
  },
  getMetrics: {
    method: 'get',
    path: '/metrics',
    summary: { zh: '运行指标(Prometheus)', en: 'Metrics for Prometheus' },
    auth: 'open',
    answers: { 200: { description: { zh: '指标', en: 'The metrics' }, type: 'text/plain' } },
    refusals: [],
  },
} as const satisfies Record<string, RouteEntry>;
