import type { OrderId } from '@six-order/engine';
import { expect, test } from 'vitest';
import { packTimers, unpackTimers } from './timer-batch.ts';

const timer = (n: number, slot: string, tenant = '522326') => ({
  order: `00000000-0000-7000-8000-00000000000${n}` as OrderId,
  id: `00000000-0000-7000-8000-10000000000${n}`,
  slot,
  tenant,
  dueAt: 1_780_000_000_000 + n,
});

test('a batch comes out as it went in, grouped by county and slot', () => {
  const timers = [timer(1, 'a b'), timer(2, 'c'), timer(3, 'a b'), timer(4, 'c', '522327')];
  const batch = packTimers(timers);
  expect(batch).toHaveLength(3);
  expect(unpackTimers(JSON.parse(JSON.stringify(batch)))).toEqual([timers[0], timers[2], timers[1], timers[3]]);
  expect(unpackTimers(packTimers([]))).toEqual([]);
});
