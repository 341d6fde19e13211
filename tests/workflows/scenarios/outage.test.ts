// After an outage an order is where it would be without one, or below: what nobody answered takes it up no further because it was heard late,
// and is not forgotten (decision 0385). Who is reminded, and when, is not looked at here.
import { contextOf } from '@six-order/workflows/six-order/face';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStreet } from '../../harness/street.ts';
import type { Street } from '../../harness/street-on.ts';

const MINUTE = 60_000;
/** By then whatever is still silent has been reminded of as often as it is. */
const LATER = 12 * 60 * MINUTE;
const [calm, late] = [await openStreet({ delivers: true }), await openStreet({ delivers: true })];

const levels = async (street: Street, id: Parameters<Street['get']>[0]): Promise<number> =>
  contextOf((await street.get(id)).snapshot).escalations ?? 0;

/** What is due while nothing runs fires when it runs again, at one moment. */
async function withOutage(street: Street, from: number, to: number): Promise<void> {
  await street.until(from);
  street.clock.set(to);
  await street.tick();
}

const numRuns = process.env['SIX_ORDER_LONG'] === '1' ? 60 : 12;

test(
  'an outage takes an order up no further than time alone would have, and hides no silence',
  { timeout: 300_000 },
  async () => {
    const minutes = (max: number) => fc.integer({ min: 1, max });
    // Several limits run from the start, or one after the other.
    const category = fc.constantFrom('0506', '0203');
    const steps = fc.integer({ min: 0, max: 3 });
    await fc.assert(
      fc.asyncProperty(category, steps, minutes(240), fc.oneof(minutes(30), minutes(600)), async (kind, done, runs, lasts) => {
        const placed = await Promise.all(
          [calm, late].map(async (street) => {
            const { id } = await street.place({ category: kind });
            const member = street.actor('member').person;
            for (const [as, type, input] of [
              ['secretary', 'admit', {}],
              ['secretary', 'dispatch', { to: { kind: 'person', id: member } }],
              ['member', 'accept', {}],
            ].slice(0, done) as ['secretary' | 'member', string, object][]) {
              await street.as(as).send(id, type, input as Record<string, never>);
            }
            return id;
          }),
        );
        const [quiet, out] = placed as [(typeof placed)[0], (typeof placed)[0]];
        const from = calm.clock.now() + runs * MINUTE;
        const to = from + lasts * MINUTE;
        const told: (readonly [number, number])[] = [];
        await Promise.all([calm.until(to), withOutage(late, from, to)]);
        told.push([await levels(calm, quiet), await levels(late, out)]);
        await Promise.all([calm.until(to + LATER), late.until(to + LATER)]);
        told.push([await levels(calm, quiet), await levels(late, out)]);
        for (const [without, withOne] of told) expect(withOne).toBeLessThanOrEqual(without);
        const [without, withOne] = told[1] as readonly [number, number];
        expect(withOne > 0).toBe(without > 0);
        // Nobody waits for them any more.
        for (const [street, id] of [
          [calm, quiet],
          [late, out],
        ] as const) {
          await street.as('resident').send(id, 'withdraw', { reason: '不用了' });
          await street.db.query('delete from timers where order_id = $1', [id]);
        }
      }),
      // Heard late, but within the minutes of one silence.
      { numRuns, examples: [['0506', 0, 85, 10]] },
    );
  },
);
