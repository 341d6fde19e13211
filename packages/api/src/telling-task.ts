// Which order says what it is about: a part of a task has no words of its own, they stand once in the task that it is a part of, or in
// the decision of the deliberation that it came of; a card is about an order (decision 0451).
import { maySee } from '@six-order/community/authority/authority';
import type { Reader } from '@six-order/community/authority/reader';
import { sealedAt } from '@six-order/community/privacy/field-name';
import { accessOf } from '@six-order/community/privacy/fields';
import { redact } from '@six-order/community/privacy/redaction/redact';
import { OrderId, type StoredOrder } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import { contextOf as cardOf } from '@six-order/workflows/card/face';
import { contextOf } from '@six-order/workflows/task/face';

/** County, street, community, grid, and what hangs on them. */
const MOST_LEVELS = 8;

export interface Tellers {
  /** By id of each task that has words, or whose words are above it, the task that has them; of each card the order that it is about. */
  readonly tasks: ReadonlyMap<string, StoredOrder>;
  /** By id of each task that a deliberation decided on, however far below, that deliberation. */
  readonly decisions: ReadonlyMap<string, StoredOrder>;
}

/** Of the tasks and cards among these orders. What is above them is read level by level, all of one at once. */
export async function tellersOf(engine: Pick<Engine, 'getMany'>, orders: readonly StoredOrder[]): Promise<Tellers> {
  const known = new Map<string, StoredOrder | null>(orders.map((order) => [order.id, order]));
  const tasks = new Map<string, StoredOrder>();
  const decisions = new Map<string, StoredOrder>();
  let rising = orders.map((order) => ({ id: order.id as string, at: order as StoredOrder | null }));
  for (let level = 0; level < MOST_LEVELS && rising.length > 0; level += 1) {
    const above: { readonly id: string; readonly parent: string }[] = [];
    for (const { id, at } of rising) {
      if (at?.workflow === 'deliberation' && at.id !== id) decisions.set(id, at);
      if (at?.workflow === 'six-order' && known.get(id)?.workflow === 'card') tasks.set(id, at);
      if (at?.workflow === 'card') above.push({ id, parent: cardOf(at.snapshot).order.id });
      if (at?.workflow !== 'task') continue;
      const { text, parent } = contextOf(at.snapshot);
      if (text !== null) tasks.set(id, at);
      else if (parent !== null) above.push({ id, parent });
    }
    const unknown = [...new Set(above.flatMap(({ parent }) => (known.has(parent) ? [] : [OrderId.parse(parent)])))];
    for (const id of unknown) known.set(id, null);
    if (unknown.length > 0) for (const order of await engine.getMany(unknown)) known.set(order.id, order);
    rising = above.map(({ id, parent }) => ({ id, at: known.get(parent) ?? null }));
  }
  return { tasks, decisions };
}

/**
 * The order by which a reader may read what a part is about: that task itself, where he may see it; else the part, where he reads in full
 * what is written in it, as whoever has it in hand does. Of a card's order nobody reads more by the card.
 */
export const readThrough = (reader: Reader, part: StoredOrder, telling: StoredOrder, now: number): StoredOrder =>
  part.workflow !== 'card' && !maySee(reader, telling) && accessOf(reader, part, now)('text') === 'full' ? part : telling;

/** What is said in a deliberation: what it decided, what was put to its parties. */
const said = { decision: ['decision', 'text'], question: ['question'] } as const;

/** Of these deliberations what was decided, or put to the parties, redacted, by id: of those of which this reader may read it. */
export async function saidIn(
  engine: Pick<Engine, 'unseal'>,
  what: keyof typeof said,
  reader: Reader,
  deliberations: readonly StoredOrder[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const readable = [...new Set(deliberations)].filter((order) =>
    ['full', 'masked'].includes(accessOf(reader, order, now)('result')),
  );
  const texts = await Promise.all(
    readable.map(async (order): Promise<readonly [string, string][]> => {
      const sealed = sealedAt(order, { path: said[what] });
      const text = sealed && (await engine.unseal(order.id, [sealed.sealed]))[sealed.sealed];
      return typeof text === 'string' ? [[order.id, redact(text)]] : [];
    }),
  );
  return new Map(texts.flat());
}
