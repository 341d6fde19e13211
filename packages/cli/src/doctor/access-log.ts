// The access log: whether every chain and every anchored hour of it is as it was written.
import { verifyAccessLog } from '@six-order/community/privacy/access-anchor-store';
import type { Db } from '@six-order/community/tables';
import type { Keyring } from '@six-order/engine/runtime';
import { type Finding, look, ok, problem } from './finding.ts';

export const lookAtAccessLog = (db: Db, keyring: Keyring, now: number): Promise<Finding> =>
  look('access log', async () => {
    const { entries, unchained, broken, anchors } = await verifyAccessLog(db, keyring, now);
    if (broken.length > 0 || anchors.length > 0) {
      const named = [...broken.slice(0, 3).map((chain) => `chain ${chain}`), ...anchors.slice(0, 3)];
      return problem(
        'access log',
        `${broken.length} chains and ${anchors.length} hours are not as they were written (${named.join(', ')}): entries were changed or removed outside the application; compare with a backup`,
      );
    }
    const old = unchained === 0 ? '' : `; ${unchained} from before there were chains`;
    return ok('access log', `${entries} entries, all chained as they were written${old}`);
  });
