// What has to be done now and then and by one process only: forgetting old idempotency keys and uploads that nothing names,
// anchoring the hour, destroying what a signed retention plan names.
import type { Pool } from 'pg';
import { purgeKeys, type Engine, type Keyring } from '@six-order/engine/runtime';
import { anchorAccess } from '@six-order/community/privacy/access-anchor-store';
import type { Erasing } from '@six-order/community/privacy/erasure-store';
import { forgetVolunteers } from '@six-order/community/activities/activity-store';
import { purgeAttachments } from '@six-order/community/attachments/attachment-store';
import { readCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { holdRules } from '@six-order/community/county-rules/county-rules';
import type { Deadlines } from '@six-order/community/deadlines/deadlines';
import { forgetDevices } from '@six-order/community/evaluation/mark-store';
import { freezeMonths } from '@six-order/community/metrics/frozen-store';
import { expireItems } from '@six-order/community/publication/item-store';
import { drawLists } from '@six-order/community/lists/list-store';
import { drawBases, drawPoints } from '@six-order/community/points/draw-store';
import { copyForSearch } from '@six-order/community/privacy/search-copy-store';
import { retain } from '@six-order/community/privacy/retention/retention-store';
import type { Directory } from '@six-order/community/directory';
import { openTables } from '@six-order/community/tables';
import { faultFields, type Log } from './log.ts';

/** How long a repeated command is recognised. */
const KEYS_KEPT_MS = 7 * 86_400_000;
/** Bites of 5,000 keys in one go; the next beat takes more. */
const BITES = 20;
/** Redacted copies made in one beat. */
const COPIES = 500;

export interface MaintenanceOptions {
  readonly engine: Pick<Engine, 'anchor' | 'erase' | 'get' | 'unseal'>;
  readonly db: Pool;
  /** Epoch ms. */
  readonly now: () => number;
  readonly directory: Pick<Directory, 'unitsWithin' | 'postsOf' | 'unitById'>;
  readonly deadlines: Pick<Deadlines, 'rulesOf'>;
  readonly log: Log;
  /** Writes an erasure down; without it no retention plan is carried out here. */
  readonly recordErasure?: Erasing['record'] | undefined;
  /** Ids of what follows from rules (points, lists); without it none of that is made here. */
  readonly newId?: (() => string) | undefined;
  /** A name that is erased is sealed anew. */
  readonly keyring?: Keyring | undefined;
  /** Lets go on what an emergency that is over still holds. */
  readonly leftovers: () => Promise<number>;
  /** Lets enter an emergency what began to be worked on before it was known everywhere. */
  readonly latecomers: () => Promise<number>;
}

/** Never rejects: each task by itself, and what fails now is due again on the next beat. */
export async function maintain({
  engine,
  db,
  now,
  directory,
  deadlines,
  log,
  recordErasure: record,
  newId,
  keyring,
  leftovers,
  latecomers,
}: MaintenanceOptions): Promise<void> {
  const tables = openTables(db);
  const calendarAt = (tenant: string, path: string) => deadlines.rulesOf(tenant).calendarAt(path);
  /** By how the log names them. */
  const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
    'forget old keys': () => bites(() => purgeKeys(db, { before: now() - KEYS_KEPT_MS })),
    'anchor the journals': () => engine.anchor(),
    'anchor the access log': () => anchorAccess(tables, now()),
    'take old items off the board': () => expireItems(tables, now()),
    'forget the devices of evaluations': () => forgetDevices(tables, now()),
    'forget volunteers without hours': () => forgetVolunteers(tables, now()),
    'freeze the month': () => freezeMonths(tables, directory.unitsWithin(''), now()),
    'draw the lists of units': async () => {
      const sets = await readCountyRules(tables, undefined, ['lists']);
      if (!newId || sets.length === 0) return;
      await drawLists({
        db: tables,
        newId,
        rules: holdRules(sets),
        units: directory.unitsWithin(''),
        calendarAt,
        now: now(),
      });
    },
    'give points': async () => {
      // What was done in an emergency counts twice.
      const sets = await readCountyRules(tables, undefined, ['points', 'emergency-mode', 'policy']);
      if (!newId || !sets.some(({ kind }) => kind === 'points')) return;
      const rules = holdRules(sets);
      await bites(() => drawPoints({ db: tables, newId, rules, directory, calendarAt, now: now() }));
      await bites(() => drawBases({ db: tables, newId, rules, now: now() }));
    },
    'let go what an ended emergency holds': leftovers,
    'let enter what an emergency missed': latecomers,
    'copy texts for search': () => copyForSearch({ db: tables, engine }, COPIES),
    'destroy uploads that nothing names': () => purgeAttachments(tables, now()),
    'carry out retention plans': async () => {
      if (record && keyring) await bites(() => retain({ db: tables, engine, record, keyring }, now()));
    },
  };
  for (const [task, run] of Object.entries(tasks)) {
    try {
      await run();
    } catch (error) {
      log.warn({ task, ...faultFields(error) }, 'maintenance failed and is due again on the next beat');
    }
  }
}

async function bites(bite: () => Promise<number>): Promise<void> {
  for (let n = 0; n < BITES && (await bite()) > 0; n += 1);
}
