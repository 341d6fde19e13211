// Personal data that is past its time, for each county.
import { countDue, retentionRuns } from '@six-order/community/privacy/retention/retention-store';
import type { Db } from '@six-order/community/tables';
import { countiesOf } from '@six-order/community/units/unit-store';
import { type Finding, look, ok, warning } from './finding.ts';

/** `now` is the system's time, epoch ms. */
export const lookAtRetention = (db: Db, now: number): Promise<Finding> =>
  look('retention', async () => {
    const waiting: string[] = [];
    for (const county of await countiesOf(db)) {
      const open = (await retentionRuns(db, county)).find(({ endedAt }) => endedAt === null);
      if (open) {
        const missing = (['dpo', 'archives'] as const).filter((signer) => open.signed[signer] === null);
        const next = missing.length > 0 ? `lacks a signature (${missing.join(', ')})` : 'is being carried out by the worker';
        waiting.push(`${county}: plan ${open.id} ${next}`);
        continue;
      }
      const due = await countDue(db, county, now);
      if (due > 0) waiting.push(`${county}: past their time: ${due}; run \`npm run six-order -- retention plan\``);
    }
    return waiting.length > 0 ? warning('retention', waiting.join('; ')) : ok('retention', 'nothing is past its time');
  });
