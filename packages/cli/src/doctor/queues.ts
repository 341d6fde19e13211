// Where the queues live and whether they answer.
import { type Log, openQueues } from '@six-order/worker';
import { type Finding, look, ok, problem } from './finding.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const lookAtQueues = (databaseUrl: string, redisUrl: string | null): Promise<Finding> =>
  look('queues', async () => {
    const where =
      redisUrl === null ? 'in PostgreSQL (schema bullmq)' : redisUrl.includes(',') ? 'on a Redis Cluster' : 'on Redis';
    const queues = openQueues({ databaseUrl, redisUrl: redisUrl ?? undefined, log: silent });
    try {
      await queues.ready();
      const [timers, effects] = await Promise.all([queues.waiting('timers'), queues.waiting('effects')]);
      return ok('queues', `${where}; ${timers} jobs of timers and ${effects} of effects wait`);
    } catch (error) {
      const next =
        redisUrl === null
          ? 'run `npm run six-order -- migrate`'
          : 'see REDIS_URL; until it answers the work is done without queues, more slowly';
      return problem('queues', `${where}: ${error instanceof Error ? error.message : 'no answer'}; ${next}`);
    } finally {
      await queues.close();
    }
  });
