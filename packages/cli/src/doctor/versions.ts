// Open orders that run on an older version of their workflow, from which a migration leads on.
import type { Engine } from '@six-order/engine/runtime';
import { type Finding, look, ok, warning } from './finding.ts';

/** Counted no further. */
const MOST = 10_000;

export const lookAtVersions = (engine: Pick<Engine, 'behind'>): Promise<Finding> =>
  look('versions', async () => {
    const { length } = await engine.behind(MOST + 1);
    if (length === 0) return ok('versions', 'every open order runs on the newest version of its workflow');
    const many = length > MOST ? `more than ${MOST}` : String(length);
    return warning(
      'versions',
      `${many} open ${length === 1 ? 'order runs' : 'orders run'} on an older version of the workflow and without what is new in it; when no process of the release before works any more, \`npm run six-order -- migrate --orders\` moves them on`,
    );
  });
