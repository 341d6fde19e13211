// Ids: UUIDv7 (RFC 9562), each greater than the one before.
import { newId } from '@six-order/cli/new-id';
import { expect, test } from 'vitest';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('each of many is a UUID of version 7, greater than the one before, and tells when it was made', () => {
  const from = Date.now();
  const made = Array.from({ length: 20_000 }, newId);
  expect(made.filter((id) => !V7.test(id))).toEqual([]);
  expect(made.filter((id, n) => n > 0 && id <= (made[n - 1] as string))).toEqual([]);
  const [first] = made;
  const at = Number.parseInt(`${first?.slice(0, 8)}${first?.slice(9, 13)}`, 16);
  // Ids of one millisecond beyond 4,096 borrow from the next.
  expect(at).toBeGreaterThanOrEqual(from);
  expect(at).toBeLessThan(from + 60_000);
});

test('no two share what is random in them', () => {
  const tails = Array.from({ length: 20_000 }, () => newId().slice(19));
  expect(new Set(tails).size).toBe(tails.length);
});
