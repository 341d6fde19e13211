// Who else has an order open at a desk: the contract's part of it.
import { z } from 'zod';
import type { RouteEntry } from './entry.ts';
import { OrderPath } from './order.ts';

export const presenceRoutes = {
  lookAt: {
    method: 'post',
    path: '/api/v1/orders/{id}/look',
    summary: { zh: '正在看这一单，还有谁也在看', en: 'Says that one has the order open, and tells which colleagues have too' },
    auth: 'session',
    params: OrderPath,
    body: z.strictObject({
      page: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .describe('What the page calls itself as long as it shows the order; pages from before they had names say none'),
      leaving: z.boolean().default(false),
    }),
    answers: {
      200: {
        description: { zh: '其他正在看的人', en: 'Those who looked within the last minute' },
        schema: z.object({ others: z.array(z.object({ name: z.string(), role: z.string() })) }),
      },
    },
    refusals: [404, 413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
