// Notices that did not go out beyond the box: the contract's part of it.
import { z } from 'zod';
import { Instant } from './common.ts';
import type { RouteEntry } from './entry.ts';

const text = (zh: string, en: string) => ({ zh, en });
const path = '/api/v1/notices/undelivered';

export const undeliveredRoutes = {
  listUndelivered: {
    method: 'get',
    path,
    summary: text(
      '没有发出去的短信和邮件（不含收件人）',
      'Notices that did not go out by SMS or e-mail; without whom they were for',
    ),
    auth: 'session',
    answers: {
      200: {
        description: text('最近的在前', 'The latest first'),
        schema: z.object({
          count: z.int().describe('现存总数 / of all that are kept'),
          messages: z.array(
            z.object({
              number: z.string().describe('单号 / of the order'),
              way: z.enum(['sms', 'email']),
              ended: z
                .enum(['dead', 'unreachable'])
                .describe('dead: 多次发送失败 / refused again and again; unreachable: 没有号码或地址 / no number or address'),
              error: z.string().nullable(),
              endedAt: Instant,
            }),
          ),
        }),
      },
    },
    refusals: [],
  },
  retryUndelivered: {
    method: 'post',
    path: `${path}/retry`,
    summary: text('发送失败的再发一次', 'Try again what was refused'),
    auth: 'session',
    body: z.strictObject({}),
    answers: {
      200: { description: text('重新排队的条数', 'How many wait to be sent'), schema: z.object({ retried: z.int() }) },
    },
    refusals: [413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
