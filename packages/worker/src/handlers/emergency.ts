// The effects of an emergency (workflows/emergency): its areas are in it (`mode`), their orders follow (`follow`), what its own
// orders say of people is destroyed (`destroy`).
//
// Keeps: I1, I8. F1: orders follow page by page; each page that is done is told to the emergency, which asks for the next: broken off
// anywhere, the page begins again. F2: an order follows once: its key is made of emergency, order and direction, the same by which it
// joins later. F3: few commands at a time, so that others' are not behind thousands; and never none, so that nothing stands still
// between them. F4: which orders follow is read once for many pages: read for each, a street of fifty thousand is read a dozen times.
// What began meanwhile to be worked on is found afterwards (../emergency-latecomers.ts).
import { putMode } from '@six-order/community/emergency/mode-store';
import { ofEmergencies, switchKey } from '@six-order/community/emergency/standing';
import { emergencyLabel } from '@six-order/community/desks/marks';
import { eraseOrder } from '@six-order/community/privacy/erasure-store';
import { OrderId, RetryableError, TerminalError, writeCursor, type FaceFilter } from '@six-order/engine';
import type { OutboxRow } from '@six-order/engine/runtime';
import { Hazard, Level } from '@six-order/community/emergency/hazard';
import { z } from 'zod';
import { NotOursError, type Handler, type HandlerTools } from '../delivery.ts';
import { mayWait } from './notify.ts';

/** Orders of a page. */
const PAGE = 4_000;
/** F4. Ids read at once. */
const AHEAD = 60_000;
/** F3. So many strands of so many commands: while some are written, the next wait already. */
const STRANDS = 4;
const AT_ONCE = 32;

const scope = z.array(z.string().min(1)).min(1);
const Mode = z.object({
  scope,
  hazard: Hazard,
  level: Level,
  firstResponse: z.boolean(),
  document: z.string().min(1),
  from: z.number(),
  until: z.number(),
});
const Follow = z.object({ direction: z.enum(['on', 'off']), scope, cursor: z.string().nullable() });
const Destroy = z.object({ scope, from: z.number(), until: z.number() });

const systemOf = ({ tenant }: OutboxRow) => ({ person: null, post: null, role: 'system', tenant, path: '' });
const unreadable = () => new TerminalError('the parameters of the effect cannot be read');

const oneByOne =
  <T>(schema: z.ZodType<T>, work: (tools: HandlerTools, row: OutboxRow, params: T) => Promise<Error | null>): Handler =>
  async (tools, rows) => {
    const faults: (Error | null)[] = [];
    for (const row of rows) {
      const params = schema.safeParse(row.params);
      faults.push(params.success ? await work(tools, row, params.data) : unreadable());
    }
    return faults;
  };

export const mode = oneByOne(Mode, async ({ db, rules }, { order, tenant }, params) => {
  const { scope: areas, hazard, level, firstResponse, document, from, until } = params;
  await putMode(db, { tenant, scope: areas, mode: { emergency: order, hazard, level, firstResponse }, document, from, until });
  await rules?.refresh();
  return null;
});

/**
 * What is worked on: the rest waits for somebody else, or has ended. What stands still entered already, in a page that is begun again:
 * it counts once more under its key (F2), so that a page counts what it did, however often it was broken off.
 */
const atWork: FaceFilter = { stage: ['placed', 'admitted', 'dispatched', 'accepted', 'working', 'suspended'] };
const within = (areas: readonly string[]): FaceFilter => ({ any: areas.map((area) => ({ within: area })) });

/** What was read beyond a page (F4): the ids after `cursor`, and the cursor after them. */
interface Ahead {
  readonly direction: 'on' | 'off';
  readonly cursor: string;
  readonly ids: readonly string[];
  readonly next: string | null;
}
/** By emergency: the streets of a county enter one each at the same time, and their pages come in turn. */
const aheads = new WeakMap<HandlerTools['engine'], Map<string, Ahead>>();
/** What another process went on with is never asked for: the oldest go. Some 4 MB each. */
const MOST_AHEAD = 8;

async function pageOf(
  engine: HandlerTools['engine'],
  { order: emergency, tenant }: OutboxRow,
  { direction, scope: areas, cursor }: z.infer<typeof Follow>,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const ahead = aheads.get(engine) ?? new Map<string, Ahead>();
  aheads.set(engine, ahead);
  const known = ahead.get(emergency);
  const isNext = known?.direction === direction && known.cursor === cursor;
  const stands = direction === 'on' ? atWork : { label: emergencyLabel(emergency) };
  const filter: FaceFilter = { all: [{ workflow: 'six-order' }, within(areas), stands] };
  const read = isNext ? known : await engine.findIds({ tenant, filter, limit: AHEAD, ...(cursor !== null && { cursor }) });
  const ids = read.ids.slice(0, PAGE);
  const last = ids.at(-1);
  ahead.delete(emergency);
  if (last === undefined || ids.length === read.ids.length) return { ids, next: read.next };
  // By which the newest are read on: the id alone.
  const next = writeCursor({ at: null, id: last });
  ahead.set(emergency, { direction, cursor: next, ids: read.ids.slice(PAGE), next: read.next });
  if (ahead.size > MOST_AHEAD) ahead.delete(ahead.keys().next().value as string);
  return { ids, next };
}

export const follow = oneByOne(Follow, async ({ engine, load }, row, params) => {
  const { direction } = params;
  const { ids, next } = await pageOf(engine, row, params);
  const actor = systemOf(row);
  const type = direction === 'on' ? 'enterEmergency' : 'leaveEmergency';
  let orders = 0;
  let fault: Error | null = null;
  const chunks = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, n) =>
    ids.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  ).values();
  const strand = async (): Promise<void> => {
    for (const chunk of chunks) {
      const from = load.offersFrom();
      const outcomes = await engine.executeMany(
        chunk.map((id) => ({
          order: OrderId.parse(id),
          type,
          input: { emergency: row.order },
          // F2
          key: switchKey(row.order, direction),
          actor,
          ...(from !== null && { later: { from, which: mayWait } }),
        })),
      );
      load.ours(outcomes.length);
      for (const outcome of outcomes) {
        if (outcome instanceof Error) fault ??= outcome;
        else if (outcome.kind === 'busy') fault ??= new RetryableError('the engine is busy');
        else if (outcome.kind === 'applied') orders += 1;
      }
      if (fault) return;
    }
  };
  const strands = await Promise.allSettled(Array.from({ length: STRANDS }, strand));
  for (const one of strands) if (one.status === 'rejected') throw one.reason;
  if (fault) return fault;
  const [told] = await engine.executeMany([
    { order: row.order, type: 'followed', input: { direction, orders, cursor: next }, key: row.id, actor },
  ]);
  if (told instanceof Error) return told;
  return told?.kind === 'busy' ? new RetryableError('the engine is busy') : null;
});

export const destroy = oneByOne(Destroy, async ({ db, engine, privacy }, row, { scope: areas, from, until }) => {
  if (!privacy) return new NotOursError('this process keeps no ledger of erasures');
  const { record, now } = privacy;
  // What is still open goes when it has ended, by the rule of retention.
  const due: FaceFilter[] = [{ workflow: 'six-order' }, ofEmergencies, { open: false }, { opened: { from, until } }];
  const ids = new Set<string>();
  for (const area of areas) {
    let cursor: string | null = null;
    do {
      const found: Awaited<ReturnType<typeof engine.findFaces>> = await engine.findFaces({
        tenant: row.tenant,
        // One area at a time, and innermost: a range of an index, however many orders of the county have ended.
        filter: { all: [...due, { within: area }] },
        sort: 'newest',
        limit: PAGE,
        ...(cursor !== null && { cursor }),
      });
      for (const { id } of found.faces) ids.add(id);
      cursor = found.next;
    } while (cursor !== null);
  }
  for (const id of ids) await eraseOrder({ db, engine, record }, OrderId.parse(id), now());
  const orders = ids.size;
  const [told] = await engine.executeMany([
    { order: row.order, type: 'dataDestroyed', input: { orders }, key: row.id, actor: systemOf(row) },
  ]);
  if (told instanceof Error) return told;
  return told?.kind === 'busy' ? new RetryableError('the engine is busy') : null;
});
