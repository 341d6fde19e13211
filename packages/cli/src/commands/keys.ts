// `six-order keys list | add | rotate`: the master keys, and their change without a stop.
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { openPool, type PoolRole } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { keyVersions, readConfiguration } from '../configuration.ts';
import { openDatabase } from '../database.ts';
import { CommandFailure } from '../failure.ts';
import { rotate } from '../key-rotation/rotate.ts';
import { journalsUse, type KeyUsage, keyUsage } from '../key-rotation/usage.ts';
import { type OpenedKeys, openKeys, writeKeys } from '../keys.ts';
import { refuseOtherKeys } from '../other-keys.ts';
import { columns, progress, report, say } from '../screen.ts';
import { stopSignal } from '../stop-signal.ts';

/** Every process of this machine has read the file anew by then (system.ts reads it every five seconds). */
const SEEN_BY_ALL_MS = 15_000;

export async function listKeys({ json }: { readonly json: boolean }): Promise<0> {
  const keys = await openKeys(readConfiguration(process.env));
  // As the owner: reading a county's journal takes longer than the application's statements may.
  await withDatabase('owner', async (db) => {
    const held = keyVersions(keys.text);
    const { version: used } = keys.keyring;
    const found: (KeyUsage & { state: string; journals: boolean })[] = [];
    for (const one of await keyUsage(db, held)) {
      const state = !held.includes(one.version)
        ? 'missing'
        : one.version === used
          ? 'in use'
          : one.version > used
            ? 'held'
            : 'kept';
      found.push({ ...one, state, journals: await journalsUse(db, one.version) });
    }
    report(json, { keys: found }, () =>
      columns(
        found.map(({ version, state, orders, people, webhooks, journals }) => [
          `version ${version}`,
          `${state}; opens ${orders} orders, ${people} people and ${webhooks} webhooks; ${journals ? 'journals verify by it' : 'no journal verifies by it'}`,
        ]),
        '',
      ),
    );
  });
  return 0;
}

/** Adds a key that is held and not yet used. */
export async function addKey({ json }: { readonly json: boolean }): Promise<0> {
  const { text, file } = await openKeys(readConfiguration(process.env));
  const version = (keyVersions(text).at(-1) ?? 0) + 1;
  const part = `${version}?:${randomBytes(32).toString('base64')}`;
  if (file !== null) {
    await writeKeys(file, `${text},${part}`);
    report(
      json,
      { version, file },
      () =>
        `Version ${version} is in ${file}: copy the file to where its copy is kept, then run \`npm run six-order -- keys rotate\`.`,
    );
    return 0;
  }
  say(
    `Append this to SIX_ORDER_KEYS of every process, behind a comma, and restart them one by one. When all have it, take the ? away, restart them again, and run \`npm run six-order -- keys rotate\`.`,
  );
  report(json, { version, key: part }, () => part);
  return 0;
}

/** 0 when everything is wrapped by the newest key; 1 when something could not be. */
export async function rotateKeys({ json }: { readonly json: boolean }): Promise<0 | 1> {
  const keys = await openKeys(readConfiguration(process.env));
  return withDatabase('app', async (db) => {
    await refuseOtherKeys(db, keys, say);
    await takeIntoUse(keys);
    const stopping = new AbortController();
    void stopSignal().then((sign) => {
      say(`Stopping (${sign}) …`);
      stopping.abort();
    });
    const before = await keyUsage(db, []);
    const total = before
      .filter(({ version }) => version !== keys.keyring.version)
      .reduce((sum, { orders, people, webhooks }) => sum + orders + people + webhooks, 0);
    const bar = progress('keys', total);
    const done = await rotate({ db, keyring: keys.keyring, progress: bar.update, stop: stopping.signal });
    bar.end();
    report(json, { version: keys.keyring.version, ...done }, () =>
      [
        `Wrapped by version ${keys.keyring.version}: ${done.orders} orders, ${done.people} people and ${done.webhooks} webhooks.`,
        ...(done.unreadable > 0
          ? [`${done.unreadable} hang on a key that SIX_ORDER_KEYS lacks: add it back and run this again.`]
          : []),
        ...(done.left > 0 || stopping.signal.aborted ? ['Not all are done: run this again.'] : []),
      ].join('\n'),
    );
    return done.unreadable > 0 || done.left > 0 || stopping.signal.aborted ? 1 : 0;
  });
}

/** A key in the file that is only held is taken into use, once every process has had the time to read it. */
async function takeIntoUse({ text, file, keyring, refresh }: OpenedKeys): Promise<void> {
  if (!text.includes('?')) return;
  if (file === null) {
    throw new CommandFailure(
      `The newest key in SIX_ORDER_KEYS is marked as held (?): take the ? away for every process, and restart them, when each of them has the key.`,
    );
  }
  const age = Date.now() - (await stat(file)).mtimeMs;
  if (age < SEEN_BY_ALL_MS) {
    say('Waiting until every process has read the new key …');
    await wait(SEEN_BY_ALL_MS - age);
  }
  await writeKeys(file, text.replaceAll('?', ''));
  await refresh();
  say(`Version ${keyring.version} is in use.`);
}

async function withDatabase<T>(role: PoolRole, work: (db: Pool) => Promise<T>): Promise<T> {
  const database = await openDatabase(readConfiguration(process.env), say);
  const db = openPool(database.url, role, { max: 2 });
  try {
    return await work(db);
  } finally {
    await db.end();
    await database.close();
  }
}
