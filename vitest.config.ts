import { defineConfig } from 'vitest/config';
import { SumReporter } from './tests/harness/sum-reporter.ts';

// `npm run test:all` sets SIX_ORDER_LONG: then what is too long for every commit is played too.
const long = process.env['SIX_ORDER_LONG'] === '1';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'packages/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...(long ? [] : ['tests/long/**'])],
    globalSetup: ['tests/harness/global-setup.ts'],
    setupFiles: ['tests/harness/console.ts', 'tests/harness/drop-databases.ts'],
    reporters: ['default', new SumReporter()],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
