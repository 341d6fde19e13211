// Lists sent in binary arrive as what they were.
import { blobs, bools, instants, ints, texts, uuids } from '@six-order/engine/internal/array-parameters';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLoanDesk } from '../harness/loan-desk.ts';

const desk = await openLoanDesk();
const maybe = <T>(of: fc.Arbitrary<T>) => fc.array(fc.option(of), { maxLength: 6 });
const between = (first: string, last: string) => fc.integer({ min: Date.parse(first), max: Date.parse(last) });
/** Those that are met every day, and whatever a date can be written as. */
const ms = fc.oneof(between('1900-01-01', '2200-01-01'), between('0000-01-01', '9999-12-31'));

test('every list arrives as it was, empty, long, with nulls and without', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        texts: maybe(fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', '{', '\n', 'é', '单', '🏠'), maxLength: 40 })),
        blobs: maybe(fc.uint8Array({ maxLength: 40 })),
        uuids: maybe(fc.uuid()),
        ints: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
        bools: fc.array(fc.boolean()),
        instants: maybe(fc.oneof(ms, fc.constant(Number.POSITIVE_INFINITY))),
      }),
      async (lists) => {
        const [row] = await desk.query<Record<string, readonly unknown[]>>(
          `select $1::text[] as texts, $2::bytea[] as blobs, $3::uuid[] as uuids, $4::int[] as ints, $5::bool[] as bools,
             array(select extract(epoch from at)::float8 * 1000 from unnest($6::timestamptz[]) as at) as instants`,
          [
            texts(lists.texts),
            blobs(lists.blobs),
            uuids(lists.uuids),
            ints(lists.ints),
            bools(lists.bools),
            instants(lists.instants),
          ],
        );
        const instantsBack = row?.['instants']?.map((at) =>
          typeof at === 'number' && Number.isFinite(at) ? Math.round(at) : at,
        );
        const blobsBack = row?.['blobs']?.map((blob) => blob && Uint8Array.from(blob as Buffer));
        expect({ ...row, blobs: blobsBack, instants: instantsBack }).toEqual(lists);
      },
    ),
    { numRuns: 60 },
  );
});

test('what is no id and what is no time is never sent', () => {
  for (const id of [
    '',
    'x',
    '018f3c9e-7d2a-7b1c-9f00-0000000000g1',
    '018f3c9e07d2a07b1c09f0000000000000001',
    '单18f3c9e-7d2a-7b1c-9f00-000000000001',
  ])
    expect(() => uuids([id])).toThrow('no UUID');
  for (const at of [Number.NaN, Number.NEGATIVE_INFINITY, 1e16]) expect(() => instants([at])).toThrow('no time');
});

test('a list longer than the room it is written in arrives, and leaves the lists before it as they were', async () => {
  const [short, long] = [['单', null], Array.from({ length: 400 }, (_, n) => `${n} ${'街道'.repeat(500)}`)];
  const [first, second] = [texts(short), texts(long)];
  const rows = await desk.query('select $1::text[] as short, $2::text[] as long', [first, second]);
  expect(rows).toEqual([{ short, long }]);
});
