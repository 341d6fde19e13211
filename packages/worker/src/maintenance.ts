// What has to be done now and then and by one process only: forgetting old idempotency keys and uploads that nothing names,
// anchoring the hour, destroying what a signed retention plan names.
import type { Pool } from 'pg';
import { purgeKeys, type Engine } from '@six-order/engine/runtime';
import type { Erasing } from '@six-order/community/privacy/erasure-store';
import { purgeAttachments } from '@six-order/community/attachments/attachment-store';
import { retain } from '@six-order/community/privacy/retention/retention-store';
import { openTables } from '@six-order/community/tables';
import { faultFields, type Log } from './log.ts';

/** How long a repeated command is recognised. */
const KEYS_KEPT_MS = 7 * 86_400_000;
/** Bites of 5,000 keys in one go; the next beat takes more. */
const BITES = 20;

export interface MaintenanceOptions {
  readonly engine: Pick<Engine, 'anchor' | 'erase' | 'get' | 'unseal'>;
  readonly db: Pool;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Log;
  /** Writes an erasure down; without it no retention plan is carried out here. */
  readonly recordErasure?: Erasing['record'] | undefined;
}

/** Never rejects: what fails now is due again on the next beat. */
export async function maintain({ engine, db, now, log, recordErasure: record }: MaintenanceOptions): Promise<void> {
  try {
    for (let bite = 0; bite < BITES && (await purgeKeys(db, { before: now() - KEYS_KEPT_MS })) > 0; bite += 1);
    await engine.anchor();
    await purgeAttachments(openTables(db), now());
    if (record) {
      const retaining = { db: openTables(db), engine, record };
      for (let bite = 0; bite < BITES && (await retain(retaining, now())) > 0; bite += 1);
    }
  } catch (error) {
    log.warn(faultFields(error), 'maintenance failed and is due again on the next beat');
  }
}
