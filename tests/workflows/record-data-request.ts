// Records journals of requests about one's own data into workflows/data-request/recordings/v1/: run once per version, never
// edited after.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@six-order/cli/embedded-postgres';
import { communityMigrations } from '@six-order/community/migrations';
import type { OrderId } from '@six-order/engine';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import { DAY, streetOn, type Street } from '../harness/street-on.ts';

const lives: Record<string, { readonly input: Record<string, unknown>; life(street: Street, request: OrderId): Promise<void> }> =
  {
    'answered-and-objected-to': {
      input: { kind: 'delete', text: '请删除我的电话' },
      async life(street, request) {
        await street.as('dpo').send(request, 'take');
        await street.as('dpo').send(request, 'answer', { outcome: 'refused', text: '尚在保存期内' });
        await street.as('resident').send(request, 'object', { text: '已经办结一年' });
        await street.as('dpo').send(request, 'answer', { outcome: 'granted', text: '已删除' });
      },
    },
    'late-then-answered': {
      input: { kind: 'copy' },
      async life(street, request) {
        await street.until(street.clock.now() + 40 * DAY);
        await street.as('dpo').send(request, 'answer', { outcome: 'granted', text: '副本见“我的信息”' });
      },
    },
    withdrawn: {
      input: { kind: 'explain', text: '为什么需要门牌' },
      async life(street, request) {
        await street.as('dpo').send(request, 'take');
        await street.as('resident').send(request, 'withdraw');
      },
    },
  };

const folder = new URL('../../workflows/data-request/recordings/v1/', import.meta.url);
const data = await mkdtemp(join(tmpdir(), 'six-order-record-'));
const server = await startPostgres({ folder: data });
try {
  const owner = openPool(server.url, 'owner');
  await migrate(owner, [engineMigrations, communityMigrations]);
  await owner.end();
  await mkdir(folder, { recursive: true });
  for (const [name, { input, life }] of Object.entries(lives)) {
    const street = await streetOn(server.url, { delivers: true });
    const asked = await street.as('resident').open('data-request', 'ask', input);
    if (asked.kind !== 'applied') throw new Error(`${name}: not asked: ${asked.kind}`);
    const { id } = asked.order;
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
