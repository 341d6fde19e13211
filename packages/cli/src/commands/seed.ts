// `six-order seed`: builds the demo street, and with `--past` its last weeks; what is there already stays.
import { demoTenant } from '@six-order/community/demo/seed';
import { pino } from 'pino';
import { readConfiguration } from '../configuration.ts';
import { CommandFailure } from '../failure.ts';
import { report, say } from '../screen.ts';
import { openSystem } from '../system.ts';

interface SeedArguments {
  /** Orders of the last weeks, too, where there are none yet. */
  readonly past: boolean;
  readonly json: boolean;
}

export async function seed({ past, json }: SeedArguments): Promise<0> {
  const configuration = readConfiguration(process.env);
  if (!configuration.demo) {
    throw new CommandFailure(
      'The demo street is for demo mode only, so that nobody finds it among real orders: set SIX_ORDER_DEMO=on to build it here.',
    );
  }
  const log = pino({ level: 'silent' });
  const system = await openSystem({ configuration, log, say, api: false, worker: false, migrate: true, seed: true, past });
  try {
    const { seeded, lived } = system;
    report(json, { tenant: demoTenant, ...seeded, ...(past && { orders: lived?.orders ?? 0 }) }, () =>
      [
        `County ${demoTenant}: ${seeded?.units} units, ${seeded?.people} people and ${seeded?.posts} posts are new.`,
        ...(lived
          ? [`${lived.orders} orders of the last weeks and ${lived.matters} disputes, topics, visits and tasks were brought in.`]
          : []),
        ...(past && !lived ? ['The county has orders, or processes at work: its past was left as it is.'] : []),
      ].join('\n'),
    );
    return 0;
  } finally {
    await system.close();
  }
}
