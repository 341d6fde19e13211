// A process that ends at any statement of an order's life, and another one that goes on: the order's story must be that of
// one that was never disturbed.
import type { OrderId } from '@six-order/engine';
import { expect } from 'vitest';
import { openCutLine, type CutLine, type CutWhen } from './cut-line.ts';
import { letLeasesEnd, openProcess, START, street, type Process, type Run, type Step } from './scripted-life.ts';

/** Plays the life; the process that works over `line` may end in the middle, then `another` goes on. */
async function play(life: readonly Step[], name: string, line: CutLine, another: Process): Promise<OrderId> {
  street.clock.set(START);
  const run: Run = { name, order: null };
  const first = openProcess(line.url);
  let process = first;
  try {
    for (const step of life) {
      try {
        await step(process, run);
      } catch (error) {
        if (!line.isCut()) throw error;
      }
      if (process !== first || !line.isCut()) continue;
      process = another;
      // What it had leased and offered comes back in time.
      letLeasesEnd();
      await step(process, run);
    }
  } finally {
    await first.close();
  }
  if (run.order === null) throw new Error('the order was never placed');
  return run.order;
}

/** What people can see of an order, without what differs between any two: ids and the number. */
async function story(id: OrderId) {
  const order = await street.get(id);
  const entries = await street.engine.journal(id);
  const sealed = entries.flatMap(({ seq, input }) =>
    Object.entries(input).flatMap(([name, value]) => (isSealed(value) ? [`${seq}/${name}`] : [])),
  );
  const notices = await street.db.query(
    `select person, template, at, params - 'number' as params from notices where order_id = $1 order by at, template, person, params::text`,
    [id],
  );
  const rest = await street.db.query(
    `select (select count(*)::int from timers where order_id = $1) as timers, (select count(*)::int from outbox where order_id = $1) as effects,
            (select array_agg(holder order by holder) from holders where order_id = $1) as holders`,
    [id],
  );
  return {
    state: order.snapshot.value,
    face: { ...order.face, number: '' },
    journal: entries.map(({ seq, at, type, actor, facts, timer }) => ({
      seq,
      at,
      type,
      actor,
      facts: { ...facts, number: '' },
      slot: timer?.slot,
      dueAt: timer?.dueAt,
    })),
    words: await street.engine.unseal(id, sealed),
    notices: notices.rows,
    left: rest.rows[0],
    verified: await street.engine.verify(id),
    replayed: (await street.engine.replay(id)).same,
  };
}

const isSealed = (value: unknown): boolean => typeof value === 'object' && value !== null && 'sealed' in value;

async function onLine<T>(when: CutWhen, use: (line: CutLine) => Promise<T>): Promise<T> {
  const line = await openCutLine(street.url, when);
  try {
    return await use(line);
  } finally {
    await line.close();
  }
}

/** Plays the life once undisturbed, and then with an end at each of its statements; each story is held against the first. */
export async function playEveryEnd(life: readonly Step[], side: 'before' | 'after'): Promise<void> {
  const another = openProcess(street.url);
  try {
    const undisturbed = await onLine(
      () => null,
      async (line) => ({ story: await story(await play(life, `${side} none`, line, another)), statements: line.statements }),
    );
    expect(undisturbed.story).toMatchObject({ left: { timers: 0, effects: 0 }, verified: true, replayed: true });
    for (const [at, text] of undisturbed.statements.entries()) {
      const when: CutWhen = ({ n }) => (n === at + 1 ? side : null);
      const told = await onLine(when, async (line) => {
        const order = await play(life, `${side} ${at}`, line, another);
        expect(line.isCut(), `statement ${at + 1} was sent`).toBe(true);
        return story(order);
      });
      expect(told, `ended ${side} statement ${at + 1}: ${text}`).toEqual(undisturbed.story);
    }
  } finally {
    await another.close();
  }
}
