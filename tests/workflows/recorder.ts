// Records journals of whole lives into workflows/<id>/recordings/v<version>/. A recording is made once per version and never
// edited after: what is there already stays as it is.
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@six-order/cli/embedded-postgres';
import { communityMigrations } from '@six-order/community/migrations';
import type { OrderId, Outcome } from '@six-order/engine';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import { streetOn, type Street } from '../harness/street-on.ts';

/** Lives an order's life on a street, and says which order it was. */
export type Life = (street: Street) => Promise<OrderId>;

export const opened = (outcome: Outcome): OrderId => {
  if (outcome.kind !== 'applied') throw new Error(`not opened: ${JSON.stringify(outcome)}`);
  return outcome.order.id;
};

export async function record(workflow: string, version: number, lives: Readonly<Record<string, Life>>): Promise<void> {
  const folder = new URL(`../../workflows/${workflow}/recordings/v${version}/`, import.meta.url);
  const data = await mkdtemp(join(tmpdir(), 'six-order-record-'));
  const server = await startPostgres({ folder: data });
  try {
    const owner = openPool(server.url, 'owner');
    await migrate(owner, [engineMigrations, communityMigrations]);
    await owner.end();
    await mkdir(folder, { recursive: true });
    for (const [name, life] of Object.entries(lives)) {
      const file = new URL(`${name}.json`, folder);
      if (
        await access(file).then(
          () => true,
          () => false,
        )
      )
        continue;
      const street = await streetOn(server.url, { delivers: true });
      const order = await life(street);
      const journal = await street.engine.journal(order);
      const { snapshot } = await street.engine.replay(order);
      await writeFile(file, `${JSON.stringify({ order, snapshot, journal }, null, 1)}\n`);
      process.stdout.write(`${workflow} ${name}: ${journal.map(({ type }) => type).join(' ')}\n`);
      await street.close();
    }
  } finally {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  }
}
