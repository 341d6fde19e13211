// Which orders follow into an emergency is read once for many pages, and every order follows whatever page is begun again.
import { isDeepStrictEqual } from 'node:util';
import { newId } from '@six-order/cli/new-id';
import { readCursor, writeCursor } from '@six-order/engine';
import type { Command, OutboxRow } from '@six-order/engine/runtime';
import { handlers, mayWait } from '@six-order/worker';
import { expect, test } from 'vitest';

const [emergency, another] = [newId(), newId()];
const ids = Array.from({ length: 9_500 }, () => newId())
  .toSorted()
  .toReversed();

/** Orders, newest first, and an emergency that is told of its pages. `breaks`: how many commands to orders go through. */
function area({ all = ids, breaks = Number.POSITIVE_INFINITY, offersFrom = null as number | null } = {}) {
  const followed: Command[] = [];
  const told: { orders: number; cursor: string | null }[] = [];
  const reads: (string | null)[] = [];
  const engine = {
    async findIds({ cursor, limit }: { cursor?: string; limit: number }) {
      reads.push(cursor ?? null);
      const after = cursor === undefined ? undefined : readCursor(cursor)?.id;
      const found = all.filter((id) => after === undefined || id < after);
      const page = found.slice(0, limit);
      return { ids: page, next: found.length > limit ? writeCursor({ at: 5, id: page.at(-1) as string }) : null };
    },
    async executeMany(commands: readonly Command[]) {
      if (commands[0]?.type === 'followed') told.push(commands[0].input as never);
      else if (followed.length >= breaks) throw new Error('the process died');
      else followed.push(...commands);
      return commands.map(() => ({ kind: 'applied' }));
    },
  };
  const follow = async (cursor: string | null, order = emergency): Promise<void> => {
    const params = { direction: 'on', scope: ['u522326.s1'], cursor };
    const row = { id: newId(), order, tenant: '522326', params } as unknown as OutboxRow;
    const [fault] = await handlers.follow({ engine, load: { ours() {}, offersFrom: () => offersFrom } } as never, [row]);
    expect(fault).toBeNull();
  };
  return { followed, told, reads, follow };
}

test('every order of an area follows once, page by page, read once', async () => {
  const { followed, told, reads, follow } = area();
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    await follow(cursor);
    cursor = told.at(-1)?.cursor ?? null;
  }
  expect(followed.map(({ order }) => order)).toEqual(ids);
  expect(told.map(({ orders }) => orders)).toEqual([4_000, 4_000, 1_500]);
  expect(reads).toEqual([null]);
  expect(followed.every(({ later }) => later === undefined)).toBe(true);
});

test('a page that is begun again, here or by a process that has read nothing ahead, is the same page', async () => {
  const one = area();
  await one.follow(null);
  const second = one.told[0]?.cursor as string;
  await one.follow(second);
  await one.follow(second);
  const other = area();
  await other.follow(second);
  const page = ids.slice(4_000, 8_000);
  const begun = (commands: readonly Command[]) => commands.map(({ order }) => order);
  expect(begun(one.followed)).toEqual([...ids.slice(0, 4_000), ...page, ...page]);
  expect(begun(other.followed)).toEqual(page);
  expect(new Set([one.told[1], one.told[2], other.told[0]].map((told) => JSON.stringify(told))).size).toBe(1);

  const broken = area({ breaks: 500 });
  await expect(broken.follow(null)).rejects.toThrow('died');
  expect(broken.told).toEqual([]);
  expect(isDeepStrictEqual(readCursor(second), { at: null, id: ids[3_999] })).toBe(true);
});

test('of more orders than are read at once each follows once, and the end is told once', async () => {
  const all = Array.from({ length: 60_001 }, (_, n) => `01900000-0000-7000-8000-${(99_999 - n).toString().padStart(12, '0')}`);
  const { followed, told, reads, follow } = area({ all });
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    await follow(cursor);
    cursor = told.at(-1)?.cursor ?? null;
  }
  expect(followed.map(({ order }) => order)).toEqual(all);
  expect(told.map(({ orders }) => orders)).toEqual([...Array.from({ length: 15 }, () => 4_000), 1]);
  expect(reads).toHaveLength(2);
});

test('two areas that enter at the same time, their pages in turn, are read once each', async () => {
  const both = area();
  const cursors: (string | null)[] = [null];
  while (cursors.length < 4) {
    const cursor = cursors.at(-1) as string | null;
    for (const order of [emergency, another]) await both.follow(cursor, order);
    cursors.push(both.told.at(-1)?.cursor ?? null);
  }
  expect(cursors.at(-1)).toBeNull();
  expect(both.reads).toEqual([null, null]);
  for (const order of [emergency, another]) {
    const own = both.followed.filter(({ input }) => isDeepStrictEqual(input, { emergency: order }));
    expect(own.map((command) => command.order)).toEqual(ids);
  }
});

test('in a flood what tells the people of the switch is offered later, all else at once', async () => {
  const { followed, follow } = area({ offersFrom: 31_000 });
  await follow(null);
  const { later } = followed[0] as Command;
  expect(later?.from).toBe(31_000);
  expect(later?.which({ type: 'notify', params: { template: 'order-suspended' } })).toBe(true);
  expect(later?.which({ type: 'notify', params: { template: 'order-alarm' } })).toBe(false);
  expect(later?.which({ type: 'command', params: {} })).toBe(false);
  expect(mayWait({ type: 'notify', params: JSON.stringify({ template: 'order-unsuspended' }) })).toBe(true);
});
