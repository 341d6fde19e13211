// Records journals of whole lives of cards into workflows/card/recordings/v1/: run once per version, never edited after.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@six-order/cli/embedded-postgres';
import { communityMigrations } from '@six-order/community/migrations';
import type { OrderId } from '@six-order/engine';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import { DAY, streetOn, toMember, type Street } from '../harness/street-on.ts';

interface Life {
  readonly input: Record<string, unknown>;
  life(street: Street, card: OrderId): Promise<void>;
}

const answered = async (street: Street, card: OrderId, text: string, verdict: string): Promise<void> => {
  await street.as('member').send(card, 'reply', { text });
  await street.as('supervisor').send(card, 'check', { verdict, note: '已到现场核查' });
};

const lives: Record<string, Life> = {
  'signed-answered-and-settled': {
    input: { colour: 'blue', reason: 'stage-missed', text: '未按时联系居民' },
    async life(street, card) {
      await street.as('member').send(card, 'sign');
      await answered(street, card, '已联系，约好上门时间', 'accepted');
      await street.as('supervisor').send(card, 'close');
      await street.until(street.clock.now() + 32 * DAY);
      await street.as('supervisor').send(card, 'lookBack', { solved: true, note: '未再漏水' });
    },
  },
  'returned-twice-then-unsolved': {
    input: { colour: 'yellow', reason: 'overdue' },
    async life(street, card) {
      await answered(street, card, '已办', 'returned');
      await answered(street, card, '已返工', 'returned');
      await answered(street, card, '已办妥', 'accepted');
      await street.as('supervisor').send(card, 'close');
      await street.as('supervisor').send(card, 'lookBack', { solved: true });
      await street.as('supervisor').send(card, 'lookBack', { solved: false, note: '又坏了' });
    },
  },
  'unanswered-up-to-the-county': {
    input: { colour: 'red', reason: 'gravely-overdue', text: '严重逾期' },
    async life(street, card) {
      await street.until(street.clock.now() + 9 * DAY);
      await street.as('street').send(card, 'reply', { text: '街道已协调解决' });
      await street.as('discipline').send(card, 'check', { verdict: 'accepted' });
      await street.as('discipline').send(card, 'close');
    },
  },
  cancelled: {
    input: { colour: 'blue', reason: 'other' },
    async life(street, card) {
      await street.as('supervisor').send(card, 'escalate');
      await street.as('supervisor').send(card, 'cancel', { reason: '发错对象' });
    },
  },
};

const folder = new URL('../../workflows/card/recordings/v1/', import.meta.url);
const data = await mkdtemp(join(tmpdir(), 'six-order-record-'));
const server = await startPostgres({ folder: data });
try {
  const owner = openPool(server.url, 'owner');
  await migrate(owner, [engineMigrations, communityMigrations]);
  await owner.end();
  await mkdir(folder, { recursive: true });
  for (const [name, { input, life }] of Object.entries(lives)) {
    const street = await streetOn(server.url, { delivers: true });
    const { id: order } = await street.place({ category: '0101' });
    await street.as('secretary').send(order, 'admit');
    await street.as('secretary').send(order, 'dispatch', toMember);
    await street.as('member').send(order, 'accept');
    const issued = await street.as('supervisor').open('card', 'issue', { order, ...input });
    if (issued.kind !== 'applied') throw new Error(`${name}: the card was not issued: ${issued.kind}`);
    const { id } = issued.order;
    await life(street, id);
    const journal = await street.engine.journal(id);
    const { snapshot } = await street.engine.replay(id);
    await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify({ order: id, snapshot, journal }, null, 1)}\n`);
    process.stdout.write(`${name}: ${journal.map(({ type }) => type).join(' ')}\n`);
    await street.close();
  }
} finally {
  await server.stop();
  await rm(data, { recursive: true, force: true });
}
