// What has to be done now and then and by one process only: forgetting old idempotency keys, anchoring the hour.
import type { Pool } from 'pg';
import { purgeKeys, type Engine } from '@six-order/engine/runtime';
import { faultFields, type Log } from './log.ts';

/** How long a repeated command is recognised. */
const KEYS_KEPT_MS = 7 * 86_400_000;
/** Bites of 5,000 keys in one go; the next beat takes more. */
const BITES = 20;

export interface MaintenanceOptions {
  readonly engine: Pick<Engine, 'anchor'>;
  readonly db: Pool;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Log;
}

/** Never rejects: what fails now is due again on the next beat. */
export async function maintain({ engine, db, now, log }: MaintenanceOptions): Promise<void> {
  try {
    for (let bite = 0; bite < BITES && (await purgeKeys(db, { before: now() - KEYS_KEPT_MS })) > 0; bite += 1);
    await engine.anchor();
  } catch (error) {
    log.warn(faultFields(error), 'maintenance failed and is due again on the next beat');
  }
}
