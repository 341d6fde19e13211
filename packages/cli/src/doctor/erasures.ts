// Erasures: whether the ledger holds, and whether each that is written down was carried through.
import type { Pool } from 'pg';
import type { Ledger } from '../erasure/ledger.ts';
import { type Finding, look, ok, problem } from './finding.ts';

export const lookAtErasures = (db: Pool, ledger: Ledger): Promise<Finding> =>
  look('erasures', async () => {
    const erasures = await ledger.read();
    const { rows } = await db.query<{ id: string }>('select id from orders where id = any($1::uuid[]) and data_key is not null', [
      erasures.flatMap((one) => ('order' in one && one.remains !== 'text' ? [one.order] : [])),
    ]);
    if (rows.length > 0) {
      const some = rows.slice(0, 3).map(({ id }) => id);
      return problem(
        'erasures',
        `${rows.length} were written down and broken off (${some.join(', ')}): \`npm run six-order -- erase\` each again`,
      );
    }
    return ok('erasures', `${erasures.length} in ${ledger.file}: keep its newest state elsewhere too`);
  });
