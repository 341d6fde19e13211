// Whether the master keys are those that a database was sealed with: under others what is read stays shut, and what is written would verify for
// nobody.
import { personKey } from '@six-order/community/people/people-store';
import { type Keyring, openPool } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { keyVersions } from './configuration.ts';
import { CommandFailure } from './failure.ts';
import { versionOf } from './key-rotation/usage.ts';
import type { OpenedKeys } from './keys.ts';

/** Of the newest orders, of the oldest, and of people. */
const SAMPLE = 100;
/** So many orders at the most are gone through for the oldest that are not erased. */
const OLDEST = 10_000;

interface Sealed {
  readonly kind: 'order' | 'person';
  readonly id: string;
  readonly key: Buffer;
  readonly version: number;
}

/** How much of what was looked at, of what was sealed with a version, opens with the key that is held as that version. */
export interface Opening {
  readonly version: number;
  readonly opened: number;
  readonly shut: number;
  /** One that does not open; null where all do. */
  readonly such: string | null;
}

/** Of one version; all opens where nothing was sealed with it. */
export async function openingOf(db: Pool, keyring: Keyring, version: number): Promise<Opening> {
  const sealed = await sample(db, version);
  return openings(keyring, sealed)[0] ?? { version, opened: 0, shut: 0, such: null };
}

/**
 * Throws where nothing opens of what was sealed with versions that are held: they are another installation's. Where some of it opens these are
 * the keys, or were: `say` is told of the rest, and the doctor looks into it. What was sealed with a version that is not held at all was lost:
 * it stands still, and all else goes on. Reads a database of any release, and one that is empty.
 */
export async function refuseOtherKeys(db: Pool, { keyring, text, file }: OpenedKeys, say: (line: string) => void): Promise<void> {
  const held = keyVersions(text);
  const looked = openings(
    keyring,
    (await sample(db)).filter(({ version }) => held.includes(version)),
  );
  const failed = looked.filter(({ shut }) => shut > 0);
  if (failed.length === 0) return;
  const versions = failed.map(({ version }) => version).join(', ');
  const from = file ?? 'SIX_ORDER_KEYS';
  if (looked.some(({ opened }) => opened > 0)) {
    const [shut, all] = [sum(failed, 'shut'), sum(failed, 'shut') + sum(failed, 'opened')];
    say(
      `${shut} of ${all} orders and people looked at do not open with the key that ${from} holds as version ${versions}: they were sealed with another, or changed past the application. They stand still, all else goes on; \`npm run six-order -- doctor\` says more.`,
    );
    return;
  }
  throw new CommandFailure(
    `${from} holds another key as version ${versions} than this database was sealed with: nothing personal could be read, and what would be written now could not be verified. Put the right one back from where its copy is kept, or name the database that belongs to this one; never make a new key for it. Nothing was changed.`,
  );
}

/** The same before this release's migrations come into the owner's database: it may be another installation's. */
export async function refuseBeforeMigrating(url: string, keys: OpenedKeys, say: (line: string) => void): Promise<void> {
  const owner = openPool(url, 'owner', { max: 1 });
  try {
    await refuseOtherKeys(owner, keys, say);
  } finally {
    await owner.end();
  }
}

const sum = (openings: readonly Opening[], of: 'opened' | 'shut'): number => openings.reduce((all, one) => all + one[of], 0);

/** Takes columns alone that every release had. */
async function sample(db: Pool, version?: number): Promise<readonly Sealed[]> {
  const there = await db.query<{ orders: boolean; people: boolean }>(
    `select to_regclass('public.orders') is not null as orders, to_regclass('public.people') is not null as people`,
  );
  const of = (column: string): string => (version === undefined ? 'true' : `${versionOf(column)} = ${version}`);
  const read = async (kind: Sealed['kind'], text: string): Promise<readonly Sealed[]> => {
    const { rows } = await db.query<Pick<Sealed, 'id' | 'key'>>(text);
    // What is too short for a version was damaged: it counts for none.
    return rows.map(({ id, key }) => ({ kind, id, key, version: key.length > 2 ? key.readUInt16BE(1) : 0 }));
  };
  const looks: Promise<readonly Sealed[]>[] = [];
  if (there.rows[0]?.orders) {
    const sealed = `data_key is not null and ${of('data_key')}`;
    looks.push(
      read(
        'order',
        `(select id, data_key as key from orders where ${sealed} order by id desc limit ${SAMPLE})
         union
         (select id, data_key from (select id, data_key from orders order by id limit ${OLDEST}) as oldest
          where ${sealed} limit ${SAMPLE})`,
      ),
    );
  }
  if (there.rows[0]?.people) looks.push(read('person', `select id, key from people where ${of('key')} limit ${SAMPLE}`));
  return (await Promise.all(looks)).flat();
}

/** By version, the lowest first. */
function openings(keyring: Keyring, sealed: readonly Sealed[]): readonly Opening[] {
  return [...Map.groupBy(sealed, ({ version }) => version)]
    .map(([version, some]) => {
      const shut = some.filter((one) => !opens(keyring, one));
      const [such] = shut;
      return {
        version,
        opened: some.length - shut.length,
        shut: shut.length,
        such: such ? `${such.kind} ${such.id}` : null,
      };
    })
    .toSorted((a, b) => a.version - b.version);
}

function opens(keyring: Keyring, one: Sealed): boolean {
  try {
    if (one.kind === 'order') keyring.open(one.id, one.key);
    else personKey(keyring, one);
    return true;
  } catch {
    return false;
  }
}
