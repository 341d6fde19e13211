// What runs: whether a worker has this database in hand, and whether the API answers where it is asked for.
import { WORKER } from '@six-order/community/imports/import-store';
import type { Pool } from 'pg';
import { type Finding, look, ok, problem, warning } from './finding.ts';

/** What answers at all does so by then, however busy it is. */
const PATIENCE_MS = 5_000;
const start = '`npm start`, or what your service manager calls';

/** A process that fires clocks holds a connection of its own name as long as it lives: one that was killed has none a moment later. */
export const lookAtWorker = (db: Pool): Promise<Finding> =>
  look('worker', async () => {
    const { rows } = await db.query<{ runs: boolean }>(
      `select exists (select from pg_stat_activity where datname = current_database() and application_name = $1) as runs`,
      [`six-order engine, ${WORKER}`],
    );
    return rows[0]?.runs
      ? ok('worker', 'one is connected')
      : problem(
          'worker',
          `none runs on this database: no deadline wakes, nobody is reminded, no notice and no SMS goes out. Nothing is lost: what is due meanwhile is worked off once one runs. Start it: ${start} (\`npm run six-order -- worker\` beside an API that runs)`,
        );
  });

/** Where the API is asked for: at the port of this machine, else at the address that is public. */
export const lookAtApi = (at: {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly located: boolean;
}): Promise<Finding> =>
  look('API', async () => {
    // Any free port: nobody can know which.
    const here = at.port === 0 ? [] : [`http://${reachable(at.host)}:${at.port}`];
    const asked = [...here, ...(at.publicUrl === null ? [] : [at.publicUrl])];
    if (asked.length === 0) return ok('API', 'not asked: PORT=0 is any free port, and PUBLIC_URL is not set');
    const seen: string[] = [];
    for (const address of asked) {
      const answer = await answerOf(address);
      if (answer === 'ready') return ok('API', `answers at ${address}`);
      seen.push(`${address} ${answer}`);
    }
    if (!at.located)
      return warning(
        'API',
        `${seen.join('; ')}, and nobody said where it is: if it listens on another port, set PORT here as it is set there; if it runs elsewhere, set PUBLIC_URL here; if it should run here, start it (${start})`,
      );
    return problem(
      'API',
      `${seen.join('; ')}: nobody can place, accept or read an order. Start it: ${start} (\`npm run six-order -- api\` beside a worker that runs); where it listens on another port, set PORT here as it is set there; where it runs on other machines only, set PUBLIC_URL here`,
    );
  });

async function answerOf(address: string): Promise<string> {
  const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  if (answer === null) return 'does not answer';
  const said = (await answer.json().catch(() => null)) as Readonly<Record<string, unknown>> | null;
  if (typeof said?.['ready'] !== 'boolean') return 'is answered by something else than six-order';
  // A clock that lags is the worker's matter, and found there.
  if (said['database'] !== true) return 'answers, and does not reach its database';
  return said['keys'] === true ? 'ready' : 'answers, and has not the keys of its database';
}

/** The address by which this machine reaches what listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
