// One throw-away PostgreSQL for a run of the tests, and a template database migrated once.
import { startPostgres } from '@six-order/cli/embedded-postgres';
import { communityMigrations } from '@six-order/community/migrations';
import { engineMigrations, migrate, openPool } from '@six-order/engine/runtime';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { makeRunFolder, removeLeftovers, removeRunFolder } from './run-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: {
      /** Superuser's URL. */
      readonly url: string;
      readonly template: string;
      /** Why the template could not be migrated. */
      readonly fault: string | null;
    };
  }
}

/** Nothing in it must outlive the run, so it need not wait for the disk. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = await makeRunFolder('six-order-tests-');
  const server = await startPostgres({ folder, settings });
  project.provide('postgres', { url: server.url, template: 'template_migrated', fault: await makeTemplate(server.url) });

  return async () => {
    const kept = await keptDatabases(server.url);
    await server.stop();
    if (kept.length === 0) return removeRunFolder(folder);
    process.stderr.write(
      `Databases of failed files (${kept.join(', ')}) stay until the next run; to look at them: node tests/harness/reopen.ts ${folder}\n`,
    );
  };
}

async function makeTemplate(server: string): Promise<string | null> {
  await query(server, 'create database template_migrated');
  const url = new URL(server);
  url.pathname = '/template_migrated';
  const owner = openPool(url.href, 'owner', { max: 1 });
  try {
    await migrate(owner, [engineMigrations, communityMigrations]);
    return null;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return `${error instanceof Error ? error.message : String(error)}${cause}`;
  } finally {
    await owner.end();
  }
}

const keptDatabases = async (server: string): Promise<string[]> =>
  (
    await query<{ datname: string }>(server, String.raw`select datname from pg_database where datname like 't\_%' order by 1`)
  ).map(({ datname }) => datname);

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
