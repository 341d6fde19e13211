// Dead letters in words: what could not be delivered, and why.
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { workflows } from '@six-order/workflows/all';
import type { Pool } from 'pg';

export interface DeadLetter {
  /** The effect's id. */
  readonly effect: string;
  readonly type: string;
  /** JSON; null when what was asked for is not kept any more. */
  readonly params: string | null;
  readonly error: string | null;
  /** Of the order that asked for it. */
  readonly number: string | null;
  /** Of the order that a command was for. */
  readonly target: string | null;
  readonly workflow: string | null;
}

/** `o`: rows of the outbox; `f`: the orders that asked for them. */
export const withTarget = `left join orders t
  on t.id = case when o.params::jsonb ->> 'order' ~ '^[0-9a-f-]{36}$' then (o.params::jsonb ->> 'order')::uuid end`;

/** Which are meant: those of an order, by its number as people write it, or one by its own id, for its order may be gone. */
export const whichOf = (said: string): string => parseOrderNumber(said)?.number ?? said;

export const noneOf = (which: string): string =>
  `Nothing of ${which} waits that could not be delivered: \`npm run six-order -- doctor\` names what does.`;

/**
 * Those that nobody has set aside, the oldest first: all, the one of this id, or what the order of this number (of whatever county) asked for.
 * `all`: how many there are.
 */
export async function deadLetters(
  db: Pool,
  { which, limit }: { readonly which: string | null; readonly limit: number | null },
): Promise<{ readonly letters: readonly DeadLetter[]; readonly all: number }> {
  const { rows } = await db.query<DeadLetter & { all: number }>(
    `select o.id as effect, o.type, o.params, o.error, f.number, t.number as target, coalesce(t.workflow, f.workflow) as workflow,
       count(*) over ()::int as all
     from outbox o left join orders f on f.id = o.order_id ${withTarget}
     where o.dead_at is not null and o.aside_at is null and ($1::text is null or f.number = $1 or o.id::text = lower($1)) order by o.dead_at, o.id limit $2`,
    [which, limit],
  );
  return { letters: rows, all: rows[0]?.all ?? 0 };
}

const told: Readonly<Record<string, string>> = {
  attach: 'its photographs and recordings were not given to the order',
  board: 'the public board was not drawn anew',
  webhook: 'news for other systems',
  erase: 'an erasure that a person had asked for',
  correct: 'a correction of somebody’s own data',
  mode: 'an area was not put into its emergency',
  follow: 'the orders of an area did not follow its emergency',
  destroy: 'data of an emergency were not destroyed',
};

/** What nobody got. */
export function whatOf({ type, params, target, workflow }: Omit<DeadLetter, 'effect' | 'error'>): string {
  if (params === null) return type === 'notify' ? 'a notice' : (told[type] ?? type);
  const said = JSON.parse(params) as Readonly<Record<string, unknown>>;
  if (type === 'notify') return `a notice (${String(said['template'])}) to those concerned`;
  if (type !== 'command') return told[type] ?? type;
  const opens = typeof said['workflow'] === 'string' ? said['workflow'] : null;
  const definition = workflows.findLast(({ id }) => id === (opens ?? workflow));
  const title = definition?.commands[String(said['type'])]?.title.en ?? String(said['type']);
  if (opens !== null) return `a new ${definition?.title.en.toLowerCase() ?? opens}`;
  return `“${title}” on ${target ?? 'itself'}`;
}

const refusals: Readonly<Record<string, string>> = {
  'not-allowed': 'the order’s state takes it no more; offered again it is refused again',
  forbidden: 'a rule forbids it; offered again it is refused again until that has changed',
  'not-found': 'the order is not there',
  invalid:
    'what it says is refused (somebody who left, keeps out, or cannot do it); offered again it is refused again until that has changed',
  stale: 'the order had changed',
};

/** Why nobody did. Faults are kept by their names only. */
export function whyOf(error: string | null): string {
  const kind = /^RefusedCommandError (.+)$/.exec(error ?? '')?.[1];
  if (kind !== undefined) return refusals[kind] ?? `refused (${kind})`;
  if (error === 'TerminalError') return 'its data cannot be read by this release; tell who develops it';
  return `failed ten times (${error ?? 'unknown'}); the log says why ("an effect was not delivered")`;
}
