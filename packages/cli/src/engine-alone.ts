// The engine without API or worker: for reading, verifying and erasing. It takes no command from anybody.
import type { Keyring } from '@six-order/engine/runtime';
import { createEngine, type Engine } from '@six-order/engine/runtime';
import { workflows } from '@six-order/workflows/all';
import type { Pool } from 'pg';
import { newId } from './new-id.ts';

/** `db` of role `engine`. */
export const engineAlone = (db: Pool, keyring: Keyring): Engine =>
  createEngine({
    db,
    workflows,
    authorize: () => 'forbidden',
    facts: async (asks) => asks.map(() => ({ issues: [{ path: [], message: 'no command is taken here' }] })),
    seal: keyring,
    now: Date.now,
    newId,
  });
