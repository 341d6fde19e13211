// What it costs to ask who may see and do what, and to mask: pages of desks and commands with authority and without, in one run.
//
// A1: the two take turns, window by window, over the same orders; the share is the median of the rounds. A2: without, the same
// desk is read for the same area, judged by nobody; a command is judged by "allowed". A3: CPU of both processes counts, ours and
// PostgreSQL's, so that neighbours on the machine do not.
import { presentSummary } from '@six-order/api/present-order';
import type { DeskName } from '@six-order/community/desks/desk-name';
import { officialCalendar } from '@six-order/community/calendar/calendar';
import { deskOf, momentOf } from '@six-order/community/desks/desks';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Reader } from '@six-order/community/authority/reader';
import { accessOf } from '@six-order/community/privacy/fields';
import { maskName, maskPhone } from '@six-order/community/privacy/mask';
import type { FaceFilter, StoredOrder } from '@six-order/engine';
import { migrateAll } from '@six-order/cli/migrations';
import { liftLoadLimit } from '../harness/lift-load-limit.ts';
import { streetOn, type Street } from '../harness/street-on.ts';
import type { Bench } from './bench.ts';
import { closedLoop, type Window } from './closed-loop.ts';
import { fill, NOW } from './desk-orders.ts';
import { median, round } from './figures.ts';
import { livesOn } from './life.ts';
import { dropDatabase, makeDatabase } from './server.ts';

const PAGE = 50;
const CALLERS = 64;
const pages: readonly (readonly [PersonaName, DeskName])[] = [
  ['secretary', 'intake'],
  ['secretary', 'dispatch'],
  ['community', 'cards'],
  ['street', 'intake'],
  ['street', 'decide'],
  ['street', 'all'],
  ['supervisor', 'overdue'],
  ['member', 'mine'],
  ['resident', 'requests'],
];

export const authority: Bench = async ({ mode, server, say, report }) => {
  const { rounds, looks, ...window } =
    mode === 'full'
      ? { rounds: 7, looks: 40, warmUpMs: 500, windowMs: 3_000 }
      : { rounds: 3, looks: 20, warmUpMs: 300, windowMs: 1_000 };
  const database = await makeDatabase(server, 'nothing');
  await migrateAll(database);
  const street = await streetOn(database, { delivers: true });
  const unjudged = await streetOn(database, { judge: () => () => 'allowed' });
  try {
    await fill(street, 50_000, say);
    for (const each of [street, unjudged]) each.clock.set(NOW);
    const all: number[][] = [];
    for (const [persona, desk] of pages) {
      const ratios: number[] = [];
      const times: { readonly judged: number[]; readonly plain: number[] } = { judged: [], plain: [] };
      for (let n = 0; n < rounds; n += 1) {
        const [judged, plain] = await turns(n, [
          () => pageTime(street, persona, desk, looks, true),
          () => pageTime(street, persona, desk, looks, false),
        ]);
        times.judged.push(judged);
        times.plain.push(plain);
        ratios.push(judged / plain);
      }
      all.push(ratios);
      report({
        bench: 'authority',
        part: 'page',
        desk,
        persona,
        with_ms: round(median(times.judged), 3),
        without_ms: round(median(times.plain), 3),
        share_percent: round((median(ratios) - 1) * 100, 1),
      });
    }
    report({ bench: 'authority', part: 'all pages', page_percent: round((median(all.flat()) - 1) * 100, 1), rounds });

    await liftLoadLimit(database);
    const ratios: number[] = [];
    const costs: { readonly judged: Window[]; readonly plain: Window[] } = { judged: [], plain: [] };
    const loop = (each: Street) =>
      closedLoop({ ...window, callers: CALLERS, postmaster: server.pid, round: livesOn(each.engine, each.actor) });
    say('commands …');
    await loop(street);
    await loop(unjudged);
    for (let n = 0; n < rounds; n += 1) {
      const [judged, plain] = await turns(n, [() => loop(street), () => loop(unjudged)]);
      costs.judged.push(judged);
      costs.plain.push(plain);
      ratios.push(cpuOf(judged) / cpuOf(plain));
    }
    report({
      bench: 'authority',
      part: 'command',
      callers: CALLERS,
      with_cpu_ms: round(median(costs.judged.map(cpuOf)), 3),
      without_cpu_ms: round(median(costs.plain.map(cpuOf)), 3),
      with_per_second: round(median(costs.judged.map(({ perSecond }) => perSecond)), 0),
      without_per_second: round(median(costs.plain.map(({ perSecond }) => perSecond)), 0),
      command_percent: round((median(ratios) - 1) * 100, 1),
      rounds,
    });
  } finally {
    await street.close();
    await unjudged.close();
    await dropDatabase(server, database);
  }
};

/** Who goes first changes from round to round. */
async function turns<T>(n: number, [one, other]: readonly [() => Promise<T>, () => Promise<T>]): Promise<readonly [T, T]> {
  if (n % 2 === 0) return [await one(), await other()];
  const second = await other();
  return [await one(), second];
}

const cpuOf = ({ oursMs, postgresMs }: Window): number => oursMs + (postgresMs ?? 0);

/** Median ms of a page as the API gives it; where it is judged, with what may be read of each order, and masks of what may not. */
async function pageTime(street: Street, persona: PersonaName, desk: DeskName, looks: number, judged: boolean): Promise<number> {
  const actor = street.actor(persona);
  const reader = { ...actor, holds: street.directory.holdsOf(actor) };
  const times: number[] = [];
  for (let n = 0; n < looks; n += 1) {
    const began = performance.now();
    const { filter, sort } = deskOf(desk, reader, momentOf(officialCalendar, NOW));
    const asked = judged ? filter : unjudgedOf(filter, reader.path, desk);
    const { orders } = await street.engine.find({ tenant: actor.tenant, filter: asked, sort, limit: PAGE });
    const presenting = { directory: street.directory, rules: street.rules, reader, now: NOW, language: 'zh' } as const;
    const shown = orders.map((order) => ({ ...presentSummary(order, presenting), ...(judged && masked(reader, order)) }));
    JSON.stringify(shown);
    times.push(performance.now() - began);
  }
  return median(times);
}

/** The desk's own conditions, for the same area. */
function unjudgedOf(filter: FaceFilter, path: string, desk: DeskName): FaceFilter {
  const [own = filter] = 'all' in filter ? filter.all : [];
  return desk === 'mine' || desk === 'requests' ? own : { all: [own, { within: path }] };
}

/** Our lists open nothing personal; one with names and telephones would cost this more. */
function masked(reader: Reader, order: StoredOrder) {
  const access = accessOf(reader, order, NOW);
  const name = access('contact.name') === 'full' ? '韦春梅' : maskName('韦春梅');
  const phone = access('contact.phone') === 'full' ? '13800000001' : maskPhone('13800000001');
  return { name, phone };
}
