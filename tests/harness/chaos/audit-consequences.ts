// What an order's journal asked for: the timers that it armed stand or were consumed, the notices that it named are
// delivered to their people or wait. A command to another order leaves its trace in that order's own journal.
import {
  canonicalJson,
  createRegistry,
  step,
  type Json,
  type JournalEntry,
  type OrderId,
  type Snapshot,
} from '@six-order/engine';
import { parseNotice } from '@six-order/community/notices/notice';
import { workflows } from '@six-order/workflows/all';
import type { PoolClient } from 'pg';
import type { Findings } from './findings.ts';

const registry = createRegistry(workflows);

/** What stands of an order beside its journal. */
export interface Standing {
  readonly timers: readonly { readonly slot: string; readonly due: number }[];
  readonly waiting: readonly { readonly params: string; readonly at: Date }[];
  readonly delivered: readonly {
    readonly template: string;
    readonly params: unknown;
    readonly at: Date;
    readonly people: readonly string[];
  }[];
}

/** Reads it for these orders, in a transaction that sees one snapshot. */
export async function readStanding(client: PoolClient, ids: readonly OrderId[]): Promise<(id: OrderId) => Standing> {
  const read = async <Row extends object>(text: string): Promise<(id: string) => readonly Row[]> => {
    const { rows } = await client.query<Row & { order_id: string }>(text, [ids]);
    const byOrder = Map.groupBy(rows, ({ order_id }) => order_id);
    return (id) => byOrder.get(id) ?? [];
  };
  const timers = await read<Standing['timers'][number]>(
    'select order_id, slot, round(extract(epoch from due_at) * 1000)::float8 as due from timers where order_id = any($1)',
  );
  const waiting = await read<Standing['waiting'][number]>(
    `select order_id, params, at from outbox where order_id = any($1) and type = 'notify'`,
  );
  // A row that is delivered and not yet recorded as such is waiting still.
  const delivered = await read<Standing['delivered'][number]>(
    `select order_id, template, params, at, array_agg(person order by person) as people from notices n
     where order_id = any($1) and not exists (select from outbox o where o.id = n.outbox)
     group by order_id, outbox, template, params, at`,
  );
  return (id) => ({ timers: timers(id), waiting: waiting(id), delivered: delivered(id) });
}

export interface ConsequencesAudit {
  readonly id: OrderId;
  readonly journal: readonly JournalEntry[];
  readonly standing: Standing;
  readonly findings: Findings;
}

export function checkConsequences({ id, journal, standing, findings }: ConsequencesAudit): void {
  const { timers, effects } = consequencesOf(journal);
  const astray = difference(
    [...timers].map(([slot, dueAt]) => `${slot} ${dueAt}`),
    standing.timers.map(({ slot, due }) => `${slot} ${due}`),
  );
  findings.timersAstray.push(...astray.map((line) => `${id}: ${line}`));
  const found = [
    ...standing.waiting.map(({ params, at }) => effectOf(JSON.parse(params) as NotifyParams, at.getTime())),
    ...standing.delivered.map(({ template, params, at, people }) => ({ what: lineOf(at.getTime(), template, params), people })),
  ];
  findings.effectsAstray.push(...compareEffects(effects, found).map((line) => `${id}: ${line}`));
}

/** The params of the effect `notify`. */
interface NotifyParams {
  readonly to: readonly string[];
  readonly desk: string | null;
  readonly overseers?: string;
  readonly publishers?: string;
  readonly template: string;
}

interface FoundEffect {
  /** When, which template, with what. */
  readonly what: string;
  /** In order; null where only the directory knows who is meant: behind a desk, who supervises or publishes. */
  readonly people: readonly string[] | null;
}

const lineOf = (at: number, template: string, params: unknown): string => `${at} ${template} ${canonicalJson(params as Json)}`;

function effectOf(params: NotifyParams, at: number): FoundEffect {
  const { desk, overseers, publishers } = params;
  const notice = parseNotice(params.template, params);
  return {
    what: lineOf(at, notice.template, notice.params),
    people: desk === null && !overseers && !publishers ? [...new Set(params.to)].sort() : null,
  };
}

/** Folds the journal once more, for what each step asks for. */
function consequencesOf(journal: readonly JournalEntry[]) {
  const timers = new Map<string, number>();
  const effects: FoundEffect[] = [];
  let snapshot: Snapshot | null = null;
  for (const { at, type, workflow, version, actor, input, facts, timer } of journal) {
    const result = step(registry.get(workflow, version), snapshot, { type: timer?.slot ?? type, at, actor, input, facts });
    if (result.kind !== 'applied') break;
    snapshot = result.snapshot;
    if (timer) timers.delete(timer.slot);
    for (const slot of result.cancel) timers.delete(slot);
    for (const { slot, dueAt } of result.arm) timers.set(slot, dueAt);
    const notices = result.effects.filter((effect) => effect.type === 'notify');
    effects.push(...notices.map(({ params }) => effectOf(params as unknown as NotifyParams, at)));
  }
  return { timers, effects };
}

/** What is on one side only, `-` asked for and not found, `+` found and not asked for. */
function difference(asked: readonly string[], found: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of asked) counts.set(line, (counts.get(line) ?? 0) - 1);
  for (const line of found) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].filter(([, n]) => n !== 0).map(([line, n]) => `${n < 0 ? '-' : '+'} ${line}`);
}

function compareEffects(asked: readonly FoundEffect[], found: readonly FoundEffect[]): string[] {
  const wrong = difference(
    asked.map(({ what }) => what),
    found.map(({ what }) => what),
  );
  if (wrong.length > 0) return wrong;
  // As many as were asked for: each must have reached everybody whom it named.
  const byPeople = (effects: readonly FoundEffect[]) =>
    effects.flatMap(({ what, people }) => (people === null ? [] : [`${what} to ${people.join()}`]));
  const named = new Set(byPeople(found));
  return byPeople(asked)
    .filter((line) => !named.has(line))
    .map((line) => `- ${line}`);
}
