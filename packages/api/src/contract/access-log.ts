// Who read what of whom: the contract's part of it.
import { z } from 'zod';
import { Role } from '@six-order/community/people/role';
import { Cursor } from './cursor.ts';
import type { RouteEntry } from './entry.ts';
import { PostRef } from './reference.ts';

const Instant = z.iso.datetime();
const How = z.enum(['full', 'masked', 'reveal']);

export const accessLogRoutes = {
  listAccess: {
    method: 'get',
    path: '/api/v1/privacy/access-log',
    summary: {
      zh: '查阅日志：谁以何岗位、因何看了谁的哪一项(个人信息保护负责人)',
      en: 'Who read what of whom, in which post and why, newest first; for the data protection officer',
    },
    auth: 'session',
    query: z.strictObject({
      order: z.uuid().toLowerCase().optional().describe('只看这一单 / of this order only'),
      person: z.uuid().toLowerCase().optional().describe('只看此人查阅的 / by this person only'),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answers: {
      200: {
        description: { zh: '查阅记录', en: 'The readings' },
        schema: z.object({
          readings: z.array(
            z.object({
              at: Instant,
              reader: z
                .object({ id: z.uuid(), name: z.string() })
                .nullable()
                .describe(
                  '凭单号和查询码查看的，不知是谁 / null for whoever followed an order by its code: nobody knows who that is',
                ),
              post: PostRef.nullable(),
              order: z.object({
                id: z.uuid(),
                number: z.string().nullable(),
                resident: z.uuid().nullable().describe('谁的单 / whose it is'),
              }),
              field: z.string(),
              how: How,
              reason: z.string().nullable(),
            }),
          ),
          next: z.string().nullable(),
        }),
      },
    },
    refusals: [422],
  },
  sumAccess: {
    method: 'get',
    path: '/api/v1/privacy/access-sums',
    summary: { zh: '某月查阅次数，按岗位类别(不足5次不列)', en: 'How often fields were read in a month, by role; null below 5' },
    auth: 'session',
    query: z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month reads 2026-03') }),
    answers: {
      200: {
        description: { zh: '次数', en: 'The sums' },
        schema: z.object({
          month: z.string(),
          sums: z.array(z.object({ role: Role, how: How, count: z.int().nullable() })),
        }),
      },
    },
    refusals: [422],
  },
} as const satisfies Record<string, RouteEntry>;
