import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { SumReporter } from './tests/harness/sum-reporter.ts';
import { WaitsApart } from './tests/harness/waits-apart.ts';

// `npm run test:all` sets SIX_ORDER_LONG: then what is too long for every commit is played too.
const long = process.env['SIX_ORDER_LONG'] === '1';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'packages/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(long ? [] : ['tests/long/**'])],
    globalSetup: ['tests/harness/global-setup.ts'],
    setupFiles: ['tests/harness/console.ts', 'tests/harness/properties.ts', 'tests/harness/drop-databases.ts'],
    reporters: ['default', new SumReporter()],
    pool: 'forks',
    // Loading the sources anew for each of two hundred files would cost a quarter of the time. Whoever changes what all files of
    // a process share puts it back.
    isolate: false,
    sequence: { sequencer: WaitsApart },
    // Much of the time a test waits for PostgreSQL or a browser; more than four would crowd its server's connections.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    // On a loaded machine a condition that is waited for may take longer than the second that a poll is given else.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
