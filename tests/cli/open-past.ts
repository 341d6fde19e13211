// A system that lives the demo's past as if it were `at` (epoch ms), and serves nobody. Without `past` it builds the street alone.
import { readConfiguration } from '@six-order/cli/configuration';
import { openSystem } from '@six-order/cli/system';
import { pino } from 'pino';

const none = async () => undefined;

export const openPast = (
  environment: Parameters<typeof readConfiguration>[0],
  at: number,
  { past = true, say = () => undefined }: { readonly past?: boolean; readonly say?: (line: string) => void } = {},
): ReturnType<typeof openSystem> =>
  openSystem({
    configuration: readConfiguration(environment),
    log: pino({ level: 'silent' }),
    say,
    clock: { now: () => at, wall: Date.now, set: none, refresh: none, close: none },
    api: false,
    worker: false,
    migrate: false,
    seed: true,
    past,
  });
