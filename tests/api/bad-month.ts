// A month that went badly for one community, as it was frozen, and the lists that are drawn of it.
import { newId } from '@six-order/cli/new-id';
import { monthSpan } from '@six-order/community/calendar/day';
import { readCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { holdRules } from '@six-order/community/county-rules/county-rules';
import { openDeadlines } from '@six-order/community/deadlines/deadlines';
import { demoCommunity } from '@six-order/community/demo/personas';
import { drawLists } from '@six-order/community/lists/list-store';
import { countNames } from '@six-order/community/metrics/counts';
import { monthOf } from '@six-order/community/metrics/measure';
import type { Service } from './service.ts';

/** The month before this one, of the county and of the community. */
export async function freezeBadMonth({ db, clock, directory }: Service, tenant: string): Promise<void> {
  const month = monthOf(monthSpan(monthOf(clock.now()))[0] - 1);
  const nothing = Object.fromEntries(countNames.map((name) => [name, 0]));
  const bad = { ...nothing, v: 20, overdue: 10, doneInTime: 10, acceptedInTime: 20, medianMinutes: null, p90Minutes: null };
  for (const code of [tenant, demoCommunity])
    await db.query(`insert into monthly_figures values ($1, $2, $3::ltree, 1, $4::jsonb, null, $5)`, [
      tenant,
      month,
      directory.findUnit(tenant, code)?.path,
      JSON.stringify(bad),
      new Date(clock.now()),
    ]);
}

/** As the worker does on its beat. Gives how many entries were drawn. */
export async function draw({ tables, directory, clock }: Service): Promise<number> {
  const deadlines = await openDeadlines({ db: tables });
  return drawLists({
    db: tables,
    newId,
    rules: holdRules(await readCountyRules(tables, undefined, ['lists'])),
    units: directory.unitsWithin(''),
    calendarAt: (of, path) => deadlines.rulesOf(of).calendarAt(path),
    now: clock.now(),
  });
}
