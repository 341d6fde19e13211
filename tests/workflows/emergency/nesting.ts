// A run of emergencies over four orders, through the whole system: proposed, confirmed or not, begun as first responses, renewed, ended,
// left to end by themselves, drilled, wide and narrow, one inside another's area or beside it. Two of the orders are finished and come
// back, again and again, and are let go on by hand where they stand still. After each thing that happens the due times are those of the
// slow reference, and what is refused is what a list of areas and ends says.
import { demoCommunity, demoGrid, demoStreet } from '@six-order/community/demo/personas';
import type { OrderId } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/six-order/face';
import fc from 'fast-check';
import { expect } from 'vitest';
import { instant, Slow, type Limit } from '../../community/slow-clock.ts';
import { toMember, type Street } from '../../harness/street-on.ts';
import { opened } from '../recorder.ts';

/** The orders lie in the grid; `beside` is another community of their street. */
const areas = { grid: demoGrid, community: demoCommunity, street: demoStreet, beside: '522326004001' } as const;
type Area = keyof typeof areas;
const overlaps = (one: Area, other: Area): boolean =>
  one === other || (one === 'beside') === (other === 'beside') || [one, other].includes('street');
const holdsOrders = (area: Area): boolean => area !== 'beside';

const HOURS = 60;
const document = '望应急〔2026〕3号';

const kinds = ['response', 'response', 'unconfirmed', 'first-response', 'first-response', 'drill'] as const;
const acts = ['start', 'start', 'start', 'end', 'end', 'renew', 'confirm', 'rework', 'rework', 'wait'] as const;
export const happenings = fc.array(
  fc.record({
    /** Minutes after the one before: often across the end of a first response, at times across that of a response. */
    wait: fc.oneof(fc.integer({ min: 1, max: 5 * HOURS }), fc.integer({ min: 1, max: 30 * HOURS })),
    what: fc.constantFrom(...acts),
    kind: fc.constantFrom(...kinds),
    area: fc.constantFrom<Area>('grid', 'community', 'street', 'beside'),
    /** Which of those that hold is ended, renewed, confirmed. */
    which: fc.nat({ max: 3 }),
  }),
  { minLength: 3, maxLength: 8 },
);
type Happening = typeof happenings extends fc.Arbitrary<infer T> ? (T extends readonly (infer One)[] ? One : never) : never;

/** An order that was finished: whether it is worked on again, and how its clock stands. */
interface Reworked {
  readonly id: OrderId;
  readonly limit: Limit;
  slow: Slow | null;
  /** It stands still, or has the emergency's limits. */
  entered: boolean;
  /** Ordinary work that was let go on by hand in the emergency that holds. */
  exempt: boolean;
  times: number;
}

interface Held {
  readonly id: OrderId;
  readonly area: Area;
  kind: 'response' | 'unconfirmed' | 'first-response' | 'drill';
  /** Minute at which it ends, or lapses, by itself. */
  until: number;
}

/** What came up so far, so that a test can say that all of it did. */
export const seen: Record<string, number> = {};
const count = (what: string): void => {
  seen[what] = (seen[what] ?? 0) + 1;
};

/** `begin`: minutes after the reference's first midnight. */
export async function live(street: Street, begin: number, all: readonly Happening[]): Promise<void> {
  await street.db.query('delete from timers');
  await street.db.query(`update orders set labels = array[]::text[], closed_at = coalesce(closed_at, now())`);
  await street.db.query(`delete from county_rules where kind = 'emergency-mode'`);
  await street.rules.refresh();
  const applied = (outcome: { readonly kind: string }): void => expect(outcome).toMatchObject({ kind: 'applied' });
  let now = begin;
  street.clock.set(instant(now));
  const place = async (category: string): Promise<OrderId> => {
    const { id } = await street.place({ category, unit: demoGrid });
    expect(await street.as('secretary').send(id, 'admit')).toMatchObject({ kind: 'applied' });
    return id;
  };
  const [ordinary, urgent] = [await place('0101'), await place('0201')];
  const finish = async (id: OrderId): Promise<void> => applied(await street.as('member').send(id, 'finish', { result: '已修' }));
  const finished = async (category: string, limit: Limit): Promise<Reworked> => {
    const id = await place(category);
    applied(await street.as('secretary').send(id, 'dispatch', toMember));
    applied(await street.as('member').send(id, 'accept'));
    await finish(id);
    return { id, limit, slow: null, entered: false, exempt: false, times: 0 };
  };
  const reworked = { ordinary: await finished('0101', [3, 'wd']), urgent: await finished('0201', [24, 'h']) };
  const slow = { ordinary: new Slow(now, [5, 'wd']), dispatch: new Slow(now, [24, 'h']), urgent: new Slow(now, [24, 'h']) };
  let held: Held[] = [];
  let inForce = false;

  /** The reminders of orders, and of the cards about them, are no matter here. */
  const quiet = () =>
    street.db.query(`delete from timers where order_id in (select id from orders where workflow in ('six-order', 'card'))`);
  const enter = (name: keyof typeof reworked): void => {
    const one = reworked[name];
    if (one.slow === null || one.exempt) return;
    one.entered = true;
    if (name === 'urgent') one.slow.enter(now, 24);
    else one.slow.stop(now, 'emergency');
  };
  const leave = (name: keyof typeof reworked): void => {
    const one = reworked[name];
    one.entered = false;
    if (name === 'urgent') one.slow?.leave();
    else if (one.slow?.paused === 'emergency') one.slow.go(now);
  };
  /** It comes back, or is let go on, or is finished once more. */
  const rework = async (name: keyof typeof reworked, bad: boolean): Promise<void> => {
    const one = reworked[name];
    if (one.slow === null) {
      const evaluates = bad && one.times === 0;
      applied(
        evaluates
          ? await street.as('resident').send(one.id, 'evaluate', { solved: 'no', stars: 1 })
          : await street.as('supervisor').send(one.id, 'declareFalse', { reason: '现场未修' }),
      );
      one.slow = new Slow(now, one.limit);
      one.times += 1;
      count(`back ${inForce ? 'in an emergency' : 'in ordinary times'}${one.exempt ? ', let go on before' : ''}`);
      if (inForce) enter(name);
    } else if (name === 'ordinary' && one.entered) {
      applied(await street.as('secretary').send(one.id, 'leaveEmergency', {}));
      leave(name);
      one.exempt = true;
      count('let go on by hand');
    } else {
      await finish(one.id);
      one.slow = null;
    }
    // However long ago: what was let go on is a fact of the order.
    await street.db.query('delete from idempotency_keys where order_id = $1', [one.id]);
  };
  const follow = (): void => {
    const is = held.some(({ area, kind }) => holdsOrders(area) && (kind === 'response' || kind === 'first-response'));
    if (is === inForce) return;
    inForce = is;
    count(is ? 'in force' : 'over');
    if (is) {
      if (now < Math.min(slow.dispatch.due, slow.ordinary.due)) slow.dispatch.stop(now, 'emergency');
      slow.ordinary.stop(now, 'emergency');
      slow.urgent.enter(now, 4);
      for (const name of ['ordinary', 'urgent'] as const) enter(name);
    } else {
      for (const one of [slow.ordinary, slow.dispatch]) if (one.paused === 'emergency') one.go(now);
      slow.urgent.leave();
      for (const name of ['ordinary', 'urgent'] as const) leave(name);
      reworked.ordinary.exempt = false;
    }
  };
  const check = async (what: string): Promise<void> => {
    const [first, second] = [contextOf((await street.get(ordinary)).snapshot), contextOf((await street.get(urgent)).snapshot)];
    expect([what, first.emergency !== undefined, second.emergency !== undefined]).toEqual([what, inForce, inForce]);
    expect([what, first.clocks.whole?.dueAt, first.clocks.dispatch?.dueAt, second.clocks.whole?.dueAt]).toEqual([
      what,
      instant(slow.ordinary.due),
      instant(Math.min(slow.dispatch.due, slow.ordinary.due)),
      instant(slow.urgent.due),
    ]);
    for (const [name, one] of Object.entries(reworked)) {
      const { emergency, clocks } = contextOf((await street.get(one.id)).snapshot);
      expect([what, name, emergency !== undefined]).toEqual([what, name, one.entered]);
      if (one.slow) expect([what, name, clocks.rework?.dueAt]).toEqual([what, name, instant(one.slow.due)]);
    }
  };
  /** Time passes; whatever ends by itself meanwhile does so at its minute. */
  const passTo = async (minute: number): Promise<void> => {
    for (;;) {
      const next = Math.min(...held.map(({ until }) => until));
      if (next > minute) break;
      await street.until(instant(next));
      now = next;
      for (const one of held.filter(({ until }) => until === next)) count(`${one.kind} by itself`);
      held = held.filter(({ until }) => until > next);
      follow();
      await quiet();
      await check('by itself');
    }
    await street.until(instant(minute));
    now = minute;
  };
  for (const { wait, what, kind, area, which } of all) {
    await passTo(now + wait);
    const scope = [areas[area]];
    const chosen = held[which % Math.max(1, held.length)];
    if (what === 'start') {
      const real = kind !== 'drill';
      const who = kind === 'first-response' && area !== 'street' && area !== 'beside' ? 'community' : 'street';
      const input = {
        kind: kind === 'unconfirmed' ? 'response' : kind,
        hazard: 'flood',
        level: 'II',
        scope,
        ...((kind === 'response' || kind === 'unconfirmed') && { document }),
      };
      const outcome = await street.as(who).open('emergency', 'propose', input);
      if (real && held.some((one) => one.kind !== 'drill' && overlaps(one.area, area))) {
        count('refused');
        expect(outcome).toMatchObject({ kind: 'invalid', issues: [{ message: expect.stringContaining('no-overlap') }] });
      } else {
        const id = opened(outcome);
        if (kind === 'response') applied(await street.as('leader').send(id, 'confirm'));
        const lasts = { response: 24, drill: 24, 'first-response': 4, unconfirmed: 1 }[kind];
        held.push({ id, area, kind, until: now + lasts * HOURS });
        count(`${kind} at the ${area}`);
      }
    }
    if (what === 'end' && chosen && chosen.kind !== 'unconfirmed') {
      applied(await street.as('street').send(chosen.id, 'end'));
      count(`ended ${chosen.kind}`);
      held = held.filter((one) => one !== chosen);
    }
    if (what === 'renew' && chosen) {
      const outcome = await street.as('street').send(chosen.id, 'renew', { document });
      if (chosen.kind === 'response') {
        applied(outcome);
        chosen.until = now + 24 * HOURS;
        count('renewed');
      } else expect(outcome).toMatchObject({ kind: 'not-allowed' });
    }
    if (what === 'confirm' && chosen && (chosen.kind === 'first-response' || chosen.kind === 'unconfirmed')) {
      applied(await street.as('leader').send(chosen.id, 'confirm', { document }));
      count(`confirmed ${chosen.kind}`);
      chosen.kind = 'response';
      chosen.until = now + 24 * HOURS;
    }
    if (what === 'rework') for (const name of ['ordinary', 'urgent'] as const) await rework(name, which % 2 === 0);
    follow();
    await quiet();
    await check(what);
  }
  for (const one of held) if (one.kind !== 'unconfirmed') applied(await street.as('street').send(one.id, 'end'));
  held = [];
  follow();
  await check('the end');
  for (const id of [ordinary, urgent, reworked.ordinary.id, reworked.urgent.id])
    expect(await street.engine.replay(id)).toMatchObject({ same: true });
  expect(street.undelivered).toEqual([]);
}
