import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { traceOf } from '@six-order/community/deadlines/trace';
import type { Clock } from '@six-order/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { notice2027, withLine } from '../community/notice-2027.ts';
import { openStreet, testKeys } from '../harness/street.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'six-order-calendar-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// A Friday of a year whose notice is not known, a week before the spring festival.
const street = await openStreet({ at: '2027-01-29T10:00:00+08:00' });

async function run(...args: readonly string[]) {
  // In a zone of its own: a calendar is China's wherever the process runs.
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    SIX_ORDER_DATA: folder,
    DATABASE_URL: street.url,
    SIX_ORDER_KEYS: testKeys,
    TZ: 'America/New_York',
  };
  return promisify(execFile)(process.execPath, [main, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}
async function file(name: string, text: string) {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
const wholeOf = async (id: Parameters<typeof street.get>[0]) =>
  ((await street.get(id)).snapshot.context as unknown as { clocks: { whole: Clock } }).clocks.whole;
const said = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

test('a notice moves the provisional due dates of open orders, once', async () => {
  const { id } = await street.place({ category: '0106' });
  await street.as('secretary').send(id, 'admit');
  // Its clock of an hour hangs on no calendar.
  const other = await street.place({ category: '0201' });
  // 7 working days: 1 to 4 February, then 9, 10 and 11, since the law takes the 5th to the 8th off.
  expect(said((await wholeOf(id)).dueAt)).toBe('2027-02-11 18:00');
  expect(traceOf(await wholeOf(id))).toMatchObject({ provisional: true });

  const done = await run('calendar', 'import', await file('notice.csv', notice2027), '--json');
  // The test's own engine is at work.
  expect(done.stderr).toBe('Waiting for the processes at work to read it …\n');
  expect(JSON.parse(done.stdout)).toEqual({
    imported: true,
    years: [2027],
    counties: [{ county: '522326', looked: 2, moved: 1, left: 0 }],
  });
  // Saturday, 30 January is worked, and after 5 to 12 February Sunday the 14th.
  expect(said((await wholeOf(id)).dueAt)).toBe('2027-02-15 18:00');
  expect(traceOf(await wholeOf(id))).not.toHaveProperty('provisional');
  expect(await street.journal(id)).toEqual(['place', 'admit', 'recompute']);
  expect(await street.journal(other.id)).toEqual(['place']);

  const again = await run('calendar', 'recount');
  expect(again.stdout).toBe('  522326  0 due dates of 2 open orders were counted anew\n');
});

test('a wrong notice is refused whole, with lines', async () => {
  const wrong = await file('wrong.csv', withLine(5, 'holiday,春节,Spring Festival,2027-02-05,2027-02-12,7'));
  expect(await run('calendar', 'import', wrong)).toMatchObject({
    code: 1,
    stdout: 'Refused; nothing was written.\n  line 5  2027-02-05 to 2027-02-12 are 8 days, not 7\n',
  });
  expect((await run('calendar', 'import', join(folder, 'none.csv'))).stderr).toContain('There is no file');
  expect((await run('calendar', 'import', wrong, '--county', '000000')).code).toBe(1);
});

test('a year is shown as it is counted', async () => {
  expect((await run('calendar', 'show', '2026')).stdout).toBe(
    [
      '2026: 248 working days',
      '  notice                   国务院办公厅关于2026年部分节假日安排的通知',
      '  office hours             09:00–12:00, 14:00–18:00',
      '  2026-01-01 – 2026-01-03  元旦',
      '  2026-02-15 – 2026-02-23  春节',
      '  2026-04-04 – 2026-04-06  清明节',
      '  2026-05-01 – 2026-05-05  劳动节',
      '  2026-06-19 – 2026-06-21  端午节',
      '  2026-09-25 – 2026-09-27  中秋节',
      '  2026-10-01 – 2026-10-07  国庆节',
      '  2026-01-04               调休上班',
      '  2026-02-14               调休上班',
      '  2026-02-28               调休上班',
      '  2026-05-09               调休上班',
      '  2026-09-20               调休上班',
      '  2026-10-10               调休上班',
      '',
    ].join('\n'),
  );
  const unknown = (await run('calendar', 'show', '2031')).stdout;
  expect(unknown).toContain('none yet: counted from Monday to Friday without the statutory holidays');
  expect(unknown).toContain('2031-01-22 – 2031-01-25  春节');
  expect(await run('calendar', 'show', 'MMXXVI')).toMatchObject({ code: 2, stderr: 'Name a year, such as 2026.\n' });
});
