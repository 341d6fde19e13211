// Dead letters: what an order asked for and nobody got, in words for whoever has to do something about it.
import { outboxBacklog } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import type { Pool } from 'pg';
import { type Finding, look, ok, problem } from './finding.ts';

/** Named one by one. */
const SHOWN = 10;

interface DeadLetter {
  readonly type: string;
  readonly params: string;
  readonly error: string | null;
  readonly number: string | null;
  /** Of the order that a command was for. */
  readonly target: string | null;
  readonly workflow: string | null;
}

export const lookAtDeadLetters = (db: Pool): Promise<Finding> =>
  look('dead letters', async () => {
    const { rows } = await db.query<DeadLetter & { all: number }>(
      `select o.type, o.params, o.error, f.number, t.number as target, coalesce(t.workflow, f.workflow) as workflow, count(*) over ()::int as all
       from outbox o
         left join orders f on f.id = o.order_id
         left join orders t on t.id = case when o.params::jsonb ->> 'order' ~ '^[0-9a-f-]{36}$' then (o.params::jsonb ->> 'order')::uuid end
       where o.dead_at is not null and o.aside_at is null order by o.dead_at, o.id limit ${SHOWN}`,
    );
    const { aside } = await outboxBacklog(db);
    const settled = aside === 0 ? '' : `; ${aside} set aside (\`npm run six-order -- set-aside\` lists them)`;
    const all = rows[0]?.all ?? 0;
    if (all === 0) return ok('dead letters', `none${settled}`);
    const lines = rows.map((row) => `${whatOf(row)}, asked for by ${row.number ?? 'an order that is gone'}: ${whyOf(row.error)}`);
    const more = all > rows.length ? `; and ${all - rows.length} more` : '';
    return problem(
      'dead letters',
      `${all} not delivered, and not tried again: ${lines.join('; ')}${more}. Look at each order and do by hand what must not wait; mend the cause; then \`npm run six-order -- redeliver\` offers them again (a NUMBER after it: those of that order); where nothing is to be done, \`set-aside NUMBER\` settles it${settled}`,
    );
  });

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

function whatOf({ type, params, target, workflow }: DeadLetter): string {
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

/** Faults are kept by their names only. */
function whyOf(error: string | null): string {
  const kind = /^RefusedCommandError (.+)$/.exec(error ?? '')?.[1];
  if (kind !== undefined) return refusals[kind] ?? `refused (${kind})`;
  if (error === 'TerminalError') return 'its data cannot be read by this release; tell who develops it';
  return `failed ten times (${error ?? 'unknown'}); the log says why ("an effect was not delivered")`;
}
