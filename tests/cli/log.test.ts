// The log of `start` is put aside while it runs: a process that nobody restarts fills no disk with it.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logToFile } from '@six-order/cli/log';
import { expect, onTestFinished, test } from 'vitest';

test.each([1, 2])('the log of processes that run on (%s) is put aside at 50 MB, and no line is lost', async (processes) => {
  const folder = await mkdtemp(join(tmpdir(), 'six-order-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const logs = Array.from({ length: processes }, () => logToFile(folder));
  const text = 'x'.repeat(1_000_000);
  for (let n = 0; n < 120; n += 1) {
    const { log, flush } = logs[n % processes]!;
    log.info({ n, text });
    await flush();
  }
  await expect.poll(() => readdir(folder).then((names) => names.toSorted())).toEqual(['six-order.log', 'six-order.log.1']);
  const numbers = async (of: string) => [...(await readFile(of, 'utf8')).matchAll(/"n":(\d+)/g)].map(([, n]) => Number(n));
  const { file } = logs[0]!;
  const kept = [...(await numbers(`${file}.1`)), ...(await numbers(file))];
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, n) => 120 - kept.length + n));
  expect(kept.length).toBeGreaterThan(50);
  for (const one of [file, `${file}.1`]) expect((await stat(one)).size).toBeLessThan(53_000_000 + processes * 1_000_100);
});
