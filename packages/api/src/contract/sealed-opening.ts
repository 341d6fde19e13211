// Sealed orders opened to the street for a time: the contract's part of it.
import { z } from 'zod';
import { OPEN_AT_MOST_HOURS, OPEN_HOURS } from '@six-order/community/privacy/sealed-opening';
import { Bilingual } from './common.ts';
import type { RouteEntry } from './entry.ts';
import { PostRef } from './reference.ts';

const Instant = z.iso.datetime();
const OpeningPath = z.object({ id: z.uuid().toLowerCase() });

const Opening = z.object({
  id: z.uuid(),
  order: z.object({
    number: z.string(),
    category: Bilingual,
    unit: PostRef.shape.unit.nullable(),
    ended: z.boolean().describe('已办结 / its handling has ended'),
  }),
  asker: z.object({ name: z.string(), post: PostRef.nullable() }),
  reason: z.string(),
  askedAt: Instant,
  state: z.enum(['waiting', 'refused', 'open', 'over']),
  grounds: z.string().nullable().describe('审批意见 / on what it was decided'),
  decidedAt: Instant.nullable(),
  openUntil: Instant.nullable(),
  allowed: z.array(z.enum(['decide', 'end', 'read'])).describe('现在可做的 / what this reader may do with it now'),
});
const Answered = { schema: z.object({ opening: Opening }) };

export const sealedOpeningRoutes = {
  askSealedOpening: {
    method: 'post',
    path: '/api/v1/privacy/sealed-openings',
    summary: {
      zh: '申请查阅本辖区密封件的内容（街道），由个人信息保护负责人审批',
      en: 'Ask that what a sealed order of one’s area says be opened to oneself (street); the data protection officer decides',
    },
    auth: 'session',
    body: z.strictObject({
      number: z.string().max(30).describe('单号 / the order’s number'),
      reason: z.string().trim().min(5).max(500),
    }),
    answers: { 201: { description: { zh: '申请', en: 'The request' }, ...Answered } },
    refusals: [404, 409, 413, 415, 422],
  },
  listSealedOpenings: {
    method: 'get',
    path: '/api/v1/privacy/sealed-openings',
    summary: {
      zh: '密封件查阅申请：本人的；个人信息保护负责人看全部',
      en: 'Requests to open sealed orders: one’s own; all of them for the data protection officer, what waits first',
    },
    auth: 'session',
    answers: { 200: { description: { zh: '申请', en: 'The requests' }, schema: z.object({ openings: z.array(Opening) }) } },
    refusals: [],
  },
  decideSealedOpening: {
    method: 'post',
    path: '/api/v1/privacy/sealed-openings/{id}/decision',
    summary: {
      zh: '审批查阅申请：同意即在限定时间内只对申请人开放',
      en: 'Decide on a request: granted, it is open to whoever asked alone, for so many hours',
    },
    auth: 'session',
    params: OpeningPath,
    body: z.strictObject({
      granted: z.boolean(),
      hours: z.int().min(1).max(OPEN_AT_MOST_HOURS).default(OPEN_HOURS),
      grounds: z.string().trim().min(2).max(500),
    }),
    answers: { 200: { description: { zh: '申请', en: 'The request' }, ...Answered } },
    refusals: [404, 409, 413, 415, 422],
  },
  endSealedOpening: {
    method: 'post',
    path: '/api/v1/privacy/sealed-openings/{id}/end',
    summary: { zh: '提前关闭，或撤回申请', en: 'Close it before its time, or take the request back' },
    auth: 'session',
    params: OpeningPath,
    body: z.strictObject({}),
    answers: { 200: { description: { zh: '申请', en: 'The request' }, ...Answered } },
    refusals: [404, 409, 413, 415, 422],
  },
  readSealedOpening: {
    method: 'get',
    path: '/api/v1/privacy/sealed-openings/{id}/order',
    summary: {
      zh: '在开放时间内查阅密封件；逐项记入查阅日志',
      en: 'What the sealed order says, while it is open; each field goes into the access log with the reason',
    },
    auth: 'session',
    scope: 'reveal',
    params: OpeningPath,
    answers: {
      200: {
        description: { zh: '内容', en: 'What it says' },
        schema: z.object({
          opening: Opening,
          fields: z.record(z.string(), z.string().nullable()).describe('已删除为空 / null when erased'),
          attachments: z.array(z.object({ id: z.uuid(), kind: z.string() })),
        }),
      },
    },
    refusals: [404],
  },
  readSealedAttachment: {
    method: 'get',
    path: '/api/v1/privacy/sealed-openings/{id}/attachments/{attachment}',
    summary: { zh: '在开放时间内查阅密封件的附件', en: 'An attachment of the sealed order, while it is open' },
    auth: 'session',
    scope: 'reveal',
    params: OpeningPath.extend({ attachment: z.uuid().toLowerCase() }),
    answers: { 200: { description: { zh: '文件', en: 'The file' }, type: 'application/octet-stream' } },
    refusals: [404],
  },
} as const satisfies Record<string, RouteEntry>;
