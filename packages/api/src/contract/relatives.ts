// Relatives whom a resident named, who may place orders for him: the contract's part of it.
import { z } from 'zod';
import type { RouteEntry } from './entry.ts';

const Instant = z.iso.datetime();

const Bond = z.object({
  id: z.uuid(),
  name: z.string().describe('打码的姓名 / masked'),
  since: Instant,
});
const Relatives = z.object({
  named: z.array(Bond).describe('我指定的家属 / whom I named'),
  of: z
    .array(Bond.extend({ person: z.uuid().describe('替谁点单时填 / whom an order is placed for') }))
    .describe('指定我的居民 / who named me'),
  codeUntil: Instant.nullable().describe('已生成的码到何时有效 / until when a code that was made can be used'),
});
const Answered = { schema: Relatives };

export const relativeRoutes = {
  listRelatives: {
    method: 'get',
    path: '/api/v1/me/relatives',
    summary: { zh: '可以替我点单的家属；我可以替谁点单', en: 'Relatives who may place orders for me; for whom I may' },
    auth: 'session',
    answers: { 200: { description: { zh: '家属', en: 'The relatives' }, ...Answered } },
    refusals: [],
  },
  makeRelativeCode: {
    method: 'post',
    path: '/api/v1/me/relatives/codes',
    summary: {
      zh: '生成家属码：只显示一次，三天内由家属本人登录后输入',
      en: 'Make a code for a relative: shown once, entered in the relative’s own session within three days',
    },
    auth: 'session',
    body: z.strictObject({}),
    answers: {
      201: {
        description: { zh: '家属码', en: 'The code' },
        schema: z.object({ code: z.string(), until: Instant }),
      },
    },
    refusals: [409, 413, 415, 422],
  },
  acceptRelativeCode: {
    method: 'post',
    path: '/api/v1/me/relatives',
    summary: { zh: '输入家属码，成为可以替其点单的家属', en: 'Enter a code and become the relative of whoever gave it' },
    auth: 'session',
    body: z.strictObject({
      code: z
        .string()
        .trim()
        .regex(/^\d{8}$/, '家属码是 8 位数字 / a code has 8 digits'),
    }),
    answers: { 201: { description: { zh: '家属', en: 'The relatives' }, ...Answered } },
    refusals: [404, 409, 413, 415, 422],
  },
  endRelative: {
    method: 'post',
    path: '/api/v1/me/relatives/{id}/end',
    summary: { zh: '解除：居民或家属一方即可，立即生效', en: 'Take it back, by either of the two, at once' },
    auth: 'session',
    params: z.object({ id: z.uuid().toLowerCase() }),
    body: z.strictObject({}),
    answers: { 200: { description: { zh: '家属', en: 'The relatives' }, ...Answered } },
    refusals: [404, 413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
