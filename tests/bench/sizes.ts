// How large the rows of a six-order order really are: the baselines write rows of the same size.
import type { OrderId } from '@six-order/engine';
import pg from 'pg';
import { LIFE, lifeOf } from './life.ts';
import type { Rig } from './rig.ts';

/** What one command of a life left behind. */
export interface CommandRows {
  readonly stage: string;
  readonly snapshot: string;
  readonly entry: string;
  /** Of its first effect; null when it had none. */
  readonly params: string | null;
}

export interface RowSizes {
  /** One for each command of a life, in order. */
  readonly commands: readonly CommandRows[];
  /** Of the sample whose size is nearest the average: one row that stands for all. */
  readonly typical: { readonly snapshot: string; readonly entry: string; readonly params: string };
  /** Average bytes. */
  readonly snapshotBytes: number;
  readonly entryBytes: number;
  readonly paramsBytes: number;
}

const SAMPLES = 8;

/** Plays a few lives alone and reads what each command wrote. */
export async function measureRows(rig: Rig, database: string): Promise<RowSizes> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const lives: CommandRows[][] = [];
    for (let n = 0; n < SAMPLES; n += 1) lives.push(await sampleLife(rig, client, n));
    const all = lives.flat();
    const snapshots = all.map(({ snapshot }) => snapshot);
    const entries = all.map(({ entry }) => entry);
    const params = all.flatMap((rows) => rows.params ?? []);
    return {
      commands: lives[0] ?? [],
      typical: { snapshot: nearest(snapshots), entry: nearest(entries), params: nearest(params) },
      snapshotBytes: average(snapshots),
      entryBytes: average(entries),
      paramsBytes: average(params),
    };
  } finally {
    await client.end();
  }
}

async function sampleLife(rig: Rig, client: pg.Client, n: number): Promise<CommandRows[]> {
  const rows: CommandRows[] = [];
  let order: OrderId | undefined;
  for (const { persona, type, input } of lifeOf(n)) {
    const outcome = await rig.engine.execute({
      ...(order ? { order } : { workflow: 'six-order' }),
      type,
      input,
      actor: rig.actor(persona),
    });
    if (outcome.kind !== 'applied') throw new Error(`${type} was not applied: ${outcome.kind}`);
    order = outcome.order.id;
    const { rows: found } = await client.query<CommandRows>(
      `select o.stage, o.snapshot, j.entry, (select params from outbox x where x.order_id = o.id and x.seq = j.seq order by x.id limit 1) as params
       from orders o join journal j on j.order_id = o.id and j.seq = o.revision where o.id = $1`,
      [order],
    );
    if (!found[0]) throw new Error('an acknowledged command left no rows');
    rows.push(found[0]);
  }
  if (rows.length !== LIFE) throw new Error('the life was cut short');
  return rows;
}

const bytes = (text: string): number => Buffer.byteLength(text);
const average = (texts: readonly string[]): number =>
  Math.round(texts.reduce((sum, text) => sum + bytes(text), 0) / texts.length);

const nearest = (texts: readonly string[]): string => {
  const wanted = average(texts);
  return texts.reduce((best, text) => (Math.abs(bytes(text) - wanted) < Math.abs(bytes(best) - wanted) ? text : best));
};
