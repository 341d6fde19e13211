// A process that ends at any statement of an order's life.
import { test } from 'vitest';
import { playEveryEnd } from '../harness/chaos/interrupted-life.ts';
import { shortLife } from '../harness/chaos/scripted-life.ts';

test.for(['before', 'after'] as const)('a process that ends %s any statement is as if it had not', { timeout: 60_000 }, (side) =>
  playEveryEnd(shortLife, side),
);
