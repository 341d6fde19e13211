// Lives the demo's past in the database of DATABASE_URL until it is killed, or until the end. The instant at which it begins is its argument.
import { readConfiguration } from '@six-order/cli/configuration';
import { openSystem } from '@six-order/cli/system';
import { pino } from 'pino';

const at = Number(process.argv[2]);
const none = async () => undefined;
const system = await openSystem({
  configuration: readConfiguration(process.env),
  log: pino({ level: 'silent' }),
  clock: { now: () => at, wall: Date.now, set: none, refresh: none, close: none },
  api: false,
  worker: false,
  migrate: false,
  seed: true,
  past: true,
});
await system.close();
