// A process that ends at any statement of an order's whole life.
import { test } from 'vitest';
import { playEveryEnd } from '../harness/chaos/interrupted-life.ts';
import { wholeLife } from '../harness/chaos/scripted-life.ts';

test.for(['before', 'after'] as const)('a process that ends %s any statement is as if it had not', { timeout: 180_000 }, (side) =>
  playEveryEnd(wholeLife, side),
);
