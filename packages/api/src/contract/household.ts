// How the orders of a household group stand, for its head: the contract's part of it.
import { z } from 'zod';
import { Bilingual } from './common.ts';
import { Cursor } from './cursor.ts';
import type { RouteEntry } from './entry.ts';

export const householdRoutes = {
  listHouseholdOrders: {
    method: 'get',
    path: '/api/v1/households/orders',
    summary: {
      zh: '本联户的单办到哪一步（联户长；只有单号、类别、环节、灯色、期限）',
      en: 'How the orders of a household group stand, newest first, for its head: nothing of what they say or whose they are',
    },
    auth: 'session',
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answers: {
      200: {
        description: { zh: '本联户的单', en: 'The orders' },
        schema: z.object({
          orders: z.array(
            z.object({
              number: z.string(),
              category: Bilingual,
              station: z.enum(['place', 'dispatch', 'accept', 'supervise', 'publish', 'evaluate']),
              light: z.enum(['green', 'blue', 'yellow', 'red', 'done']),
              dueAt: z.iso.datetime().nullable(),
            }),
          ),
          next: z.string().nullable(),
        }),
      },
    },
    refusals: [422],
  },
} as const satisfies Record<string, RouteEntry>;
