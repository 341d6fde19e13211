// Dead letters: what an order asked for and nobody got, for whoever has to do something about it.
import { outboxBacklog } from '@six-order/engine/runtime';
import type { Pool } from 'pg';
import { deadLetters, whatOf, whyOf } from '../dead-letters.ts';
import { type Finding, look, ok, problem } from './finding.ts';

/** Named one by one. */
const SHOWN = 10;

export const lookAtDeadLetters = (db: Pool): Promise<Finding> =>
  look('dead letters', async () => {
    const { letters: rows, all } = await deadLetters(db, { which: null, limit: SHOWN });
    const { aside } = await outboxBacklog(db);
    const settled = aside === 0 ? '' : `; ${aside} set aside (\`npm run six-order -- set-aside\` lists them)`;
    if (all === 0) return ok('dead letters', `none${settled}`);
    const lines = rows.map(
      (row) =>
        `${whatOf(row)}, asked for by ${row.number ?? `an order that is gone (by itself ${row.effect})`}: ${whyOf(row.error)}`,
    );
    const more = all > rows.length ? `; and ${all - rows.length} more` : '';
    return problem(
      'dead letters',
      `${all} not delivered, and not tried again: ${lines.join('; ')}${more}. Look at each order and do by hand what must not wait; mend the cause; then \`npm run six-order -- redeliver\` offers them again (a NUMBER after it: those of that order); where nothing is to be done, \`npm run six-order -- set-aside NUMBER --by WHO --why TEXT\` settles it; where the order is gone, the id beside it stands in place of NUMBER${settled}`,
    );
  });
