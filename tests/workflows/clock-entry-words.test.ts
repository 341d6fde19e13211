// Whatever a clock writes into a journal has a name that people read.
import { clockEntryWords } from '@six-order/workflows/clock-entry-words';
import { workflows } from '@six-order/workflows/all';
import { expect, test } from 'vitest';

test('every delay of every workflow is called something', () => {
  const delays = workflows.flatMap(({ id, version, machine }) =>
    Object.keys((machine as unknown as { implementations: { delays: object } }).implementations.delays).map(
      (delay) => [`${id}@${version}`, id, delay] as const,
    ),
  );
  expect(delays.length).toBeGreaterThan(50);
  expect(
    delays.filter(([, id, delay]) => clockEntryWords(delay, id) === null).map(([name, , delay]) => `${name} ${delay}`),
  ).toEqual([]);
});
