// After the last test of each file: what becomes of its databases. A setup file of vitest, which runs anew for each test file.
import { type RunnerTask, afterAll } from 'vitest';
import { openDatabases } from './database.ts';

// The first argument names the fixtures wanted: none.
afterAll(async ({}, file) => {
  const failed = hasFailed(file as RunnerTask);
  for (const database of openDatabases) {
    if (failed) process.stderr.write(`The failed file's database stays: ${database.name}\n`);
    else await database.drop();
  }
  openDatabases.clear();
});

const hasFailed = (task: RunnerTask): boolean =>
  task.result?.state === 'fail' || ('tasks' in task && task.tasks.some((child) => hasFailed(child)));
