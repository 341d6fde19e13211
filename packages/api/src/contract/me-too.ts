// “我也一样”: what a resident who is about to place an order is told of those that are open already.
import { z } from 'zod';
import { UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

export const MeTooQuery = z.strictObject({
  category: z.string().regex(/^\d{4}$/),
  unit: z.string().trim().min(1).max(64).describe('Id or code of the unit where it is'),
});

export const MeToo = z.object({
  offers: z.array(
    z.object({
      category: z.string(),
      unit: UnitRef.describe('The grid, or the community where it lies on none'),
      day: z.iso.date().describe('When it was first said, in China'),
      join: z
        .string()
        .describe('Said when placing (`join`), the new order joins that one. Only for whom it was made, and tells nothing'),
      published: z
        .object({ alias: z.string(), title: z.string() })
        .nullable()
        .describe('On the board, as everybody sees it; null when it is not there'),
    }),
  ),
});

export const meTooRoutes = {
  meToo: {
    method: 'get',
    path: '/api/v1/me-too',
    summary: { zh: '我也一样', en: 'Whether others have the same trouble with a public facility, or one that is published' },
    auth: 'session',
    query: MeTooQuery,
    answers: { 200: { description: { zh: '类别、社区与日期', en: 'Category, community and day' }, schema: MeToo } },
    refusals: [422],
  },
} as const satisfies Record<string, RouteEntry>;
