// The demo's past: whether it was lived to its end, and what of it was left out.
import { readPast } from '@six-order/community/demo/past-store';
import type { Db } from '@six-order/community/tables';
import { pastAnew } from '../demo-past/anew.ts';
import { type Finding, look, ok, warning } from './finding.ts';

export const lookAtDemoPast = (db: Db): Promise<Finding> =>
  look('demo past', async () => {
    const past = await readPast(db);
    if (past === null) return ok('demo past', 'none was lived here');
    if (!past.done) return warning('demo past', 'it was cut short: the next `npm start` goes on with it');
    if (past.leftOut.length === 0) return ok('demo past', 'lived to its end');
    return warning('demo past', `left out: ${past.leftOut.join('; ')}. ${pastAnew}`);
  });
