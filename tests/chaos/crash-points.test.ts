// A process that ends at any statement of an order's life; `npm run test:all` plays its whole life.
import { test } from 'vitest';
import { playEveryEnd } from '../harness/chaos/interrupted-life.ts';
import { shortLife, wholeLife } from '../harness/chaos/scripted-life.ts';

const life = process.env['SIX_ORDER_LONG'] === '1' ? wholeLife : shortLife;

test.for(['before', 'after'] as const)('a process that ends %s any statement is as if it had not', { timeout: 180_000 }, (side) =>
  playEveryEnd(life, side),
);
