// Draws what figures are counted from, as orders change.
//
// W1: what this process hears of is drawn within a second; in a flood of commands after it, a minute later at most: each drawing
// reads whole journals. W2: what nobody heard of is found in the journal on the next beat, from where the last sweep ended, so that
// nothing is missed however often a process stops. W3: drawing twice is drawing once. W4: what is looked at again because it was
// recorded at the same time as the last that was drawn counts for nothing: a flood of more than a beat's bites would never be passed.
// W5: what was looked at to its end a minute after the last of it was drawn is not looked at again: of what was under way then nothing
// is left.
import {
  changedOrders,
  drawnTo,
  drawnUpTo,
  readMeasurables,
  saveCardMeasures,
  saveAcceptances,
  saveOrderMeasures,
} from '@six-order/community/metrics/measure-store';
import type { Deadlines } from '@six-order/community/deadlines/deadlines';
import { isTouched, readFrozenMeasures, touchedNotice } from '@six-order/community/metrics/touched-store';
import { putNotice } from '@six-order/community/notices/notice-store';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import type { OrderMeasure } from '@six-order/community/metrics/measure';
import { openTables, type Db } from '@six-order/community/tables';
import type { Engine } from '@six-order/engine/runtime';
import { cardMeasureOf, orderMeasureOf, type Places } from '@six-order/workflows/measure';
import type { Pool } from 'pg';
import type { HandlerTools } from './delivery.ts';
import type { Load } from './load.ts';
import { faultFields, type Log } from './log.ts';

const GATHER_MS = 500;
/** Heard of and not yet drawn; what is beyond it the sweep finds. */
const MOST_WAITING = 2_000;
const AT_ONCE = 500;
/** Entries that one look into the journal gives. */
const AT_READING = 10_000;
const BITES = 20;
/** W5. Longer than anything is under way, and than clocks of processes differ. */
const SETTLED_AFTER_MS = 60_000;

export interface MeasuringOptions {
  readonly engine: Pick<Engine, 'onChange'>;
  readonly db: Pool;
  /** Epoch ms. */
  readonly wall: () => number;
  readonly directory: Pick<HandlerTools['directory'], 'unitById' | 'post' | 'unitsWithin' | 'postsIn' | 'actorOf'>;
  readonly deadlines: Pick<Deadlines, 'rulesOf'>;
  readonly log: Log;
  readonly load: Pick<Load, 'flooded'>;
}

export interface Measuring {
  /** Finds what changed since the last sweep. Never rejects. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** Draws the measures of these orders anew where they have changed. */
export async function measure(
  db: Db,
  { directory, deadlines }: Pick<MeasuringOptions, 'directory' | 'deadlines'>,
  ids: readonly string[],
): Promise<void> {
  const ofUnit: Places['ofUnit'] = (unit) => directory.unitById(unit);
  const places: Places = {
    ofUnit,
    ofPost: (id) => {
      const post = directory.post(id);
      return post && ofUnit(post.unit);
    },
  };
  const changed = await readMeasurables(db, ids);
  const orders = changed.filter(({ workflow }) => workflow === 'six-order');
  await saveAcceptances(
    db,
    orders.filter(({ wasAccepted }) => wasAccepted).map(({ id }) => id),
  );
  const measured = orders.map((order) => orderMeasureOf(order, places, deadlines.rulesOf(order.tenant).calendarAt(order.path)));
  await tellOfTouched(db, directory, measured);
  await saveOrderMeasures(db, measured);
  await saveCardMeasures(db, changed.filter(({ workflow }) => workflow === 'card').map(cardMeasureOf));
}

/** Before it is saved: afterwards nobody knows what was counted before. */
async function tellOfTouched(db: Db, directory: MeasuringOptions['directory'], measured: readonly OrderMeasure[]): Promise<void> {
  if (measured.length === 0) return;
  const after = new Map(measured.map((one) => [one.order, one]));
  const frozen = await readFrozenMeasures(db, [...after.keys()]);
  for (const before of frozen) {
    const now = after.get(before.order);
    if (!now || !isTouched(before, now)) continue;
    const notice = touchedNotice(before);
    await putNotice(db, ...correctorsOf(directory, before.tenant).map((person) => ({ ...notice, person })));
  }
}

/** Who may correct the figures of the whole county. */
function correctorsOf(directory: MeasuringOptions['directory'], tenant: string): readonly string[] {
  const counties = directory.unitsWithin('').filter((unit) => unit.tenant === tenant && unit.kind === 'county');
  const posts = counties.flatMap(({ id, path }) => directory.postsIn(id).map((post) => ({ ...post, path })));
  const able = posts.filter(({ id, path }) => {
    const actor = directory.actorOf(id);
    return actor !== undefined && mayRefer({ ...actor, holds: [] }, 'correct-figures', path);
  });
  return [...new Set(able.map(({ person }) => person))];
}

export function createMeasuring({ engine, db: pool, wall, directory, deadlines, log, load }: MeasuringOptions): Measuring {
  const db = openTables(pool);
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  /** W5. The end of the sweeps, since when (wall) it has been that, and whether all before it was looked at late enough. */
  let end = { at: Number.NaN, since: 0, settled: false };
  const fault = (error: unknown): void => log.warn(faultFields(error), 'measures were not drawn: they are on the next beat');

  const draw = (): void => {
    timer = undefined;
    if (load.flooded()) {
      timer = setTimeout(draw, GATHER_MS).unref();
      return;
    }
    const ids = [...waiting].slice(0, AT_ONCE);
    for (const id of ids) waiting.delete(id);
    if (waiting.size > 0) timer = setTimeout(draw, GATHER_MS).unref();
    working = working.then(() => measure(db, { directory, deadlines }, ids)).catch(fault);
  };
  const deaf = engine.onChange((changes) => {
    for (const { order } of changes) if (waiting.size < MOST_WAITING) waiting.add(order);
    timer ??= setTimeout(draw, GATHER_MS).unref();
  });

  return {
    async sweep() {
      try {
        const drawn = (await drawnTo(db)) ?? Number.NEGATIVE_INFINITY;
        const began = wall();
        if (end.at !== drawn) end = { at: drawn, since: began, settled: false };
        let bites = 0;
        for (let after = end.settled ? drawn : null; bites < BITES && !load.flooded();) {
          const changed = await changedOrders(db, { after, limit: AT_READING });
          for (let from = 0; from < changed.length; from += AT_ONCE) {
            if (bites === BITES || load.flooded()) return;
            const some = changed.slice(from, from + AT_ONCE);
            const { at } = some.at(-1) as { at: number };
            await measure(
              db,
              { directory, deadlines },
              some.map(({ id }) => id),
            );
            // W4
            if (at <= drawn) continue;
            await drawnUpTo(db, at);
            bites += 1;
          }
          const last = changed.at(-1);
          if (!last) {
            // With nothing drawn yet there is no end to begin after.
            if (Number.isFinite(drawn) && began - end.since > SETTLED_AFTER_MS) end = { ...end, settled: true };
            return;
          }
          after = last.at;
        }
      } catch (error) {
        fault(error);
      }
    },
    async close() {
      deaf();
      clearTimeout(timer);
      waiting = new Set();
      await working;
    },
  };
}
