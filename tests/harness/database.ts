// A database of one's own for each test file, cloned from a template that was migrated once for the run.
//
// D1: the clones of a file that passed are dropped at its end; those of a failed one stay, their names printed
// (drop-databases.ts).
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** Owner's URL: for `openPool(url, 'app' | 'owner')`. */
  readonly url: string;
  readonly name: string;
  /** Drops it now, connected clients or not. Otherwise it is dropped after the file, if that passed. */
  drop(): Promise<void>;
}

/** Those of the file that runs. */
export const openDatabases = new Set<TestDatabase>();

/** A migrated, empty database: about 30 ms. Throws when the migrations do not run. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { url, template, fault } = inject('postgres');
  if (fault !== null) throw new Error(`The template database could not be migrated: ${fault}`);
  return make(url, `create database %I template ${template}`);
}

/** An empty database without any table: for the tests of migrations. */
export const emptyDatabase = (): Promise<TestDatabase> => make(inject('postgres').url, 'create database %I');

async function make(server: string, statement: string): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await run(server, statement.replace('%I', name));
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database: TestDatabase = {
    url: url.href,
    name,
    async drop() {
      openDatabases.delete(database);
      await run(server, `drop database if exists ${name} with (force)`);
    },
  };
  openDatabases.add(database);
  return database;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
