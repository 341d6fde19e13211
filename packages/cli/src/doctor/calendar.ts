// The official calendar: how far it reaches, for each county, and whether clocks run that were counted by an earlier rule.
import { coverageOf } from '@six-order/community/calendar/calendar';
import { countedBefore } from '@six-order/community/calendar/counted-before-store';
import { dayOf, sayDay } from '@six-order/community/calendar/day';
import { readCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { noticeDueDays } from '@six-order/community/calendar/notice-due';
import { openDeadlines } from '@six-order/community/deadlines/deadlines';
import type { Db } from '@six-order/community/tables';
import { countiesOf } from '@six-order/community/units/unit-store';
import { type Finding, look, ok, warning } from './finding.ts';

/** `now` is the system's time, epoch ms. Warns 60 days ahead, or as a county set: beyond the data deadlines are provisional. */
export const lookAtCalendar = (db: Db, now: number): Promise<Finding> =>
  look('calendar', async () => {
    const deadlines = await openDeadlines({ db });
    const counties = await countiesOf(db);
    const ends = (counties.length > 0 ? counties : ['']).map((county) => coverageOf(deadlines.sourcesOf(county).notices));
    const end = Math.min(...ends);
    const left = end - dayOf(now);
    const rules = await readCountyRules(db, undefined, ['policy']);
    const ahead = Math.max(...(counties.length > 0 ? counties : ['']).map((tenant) => noticeDueDays(rules, tenant, now)));
    const next = Number(sayDay(end).slice(0, 4)) + 1;
    const where = new Set(ends).size > 1 ? `, of ${counties.filter((_, n) => ends[n] === end).join(', ')}` : '';
    const advice = `import the notice of ${next} when it is out (\`npm run six-order -- calendar import FILE\`)`;
    const before = await countedBefore(db);
    const stale =
      before === 0
        ? ''
        : `; ${before} open ${before === 1 ? 'order has' : 'orders have'} a deadline that was counted as if the statutory holidays beyond the official days were worked: \`npm run six-order -- calendar recount\` counts anew`;
    if (left < 0)
      return warning(
        'calendar',
        `the official days ended on ${sayDay(end)}${where}: deadlines are provisional; ${advice}${stale}`,
      );
    if (left <= ahead)
      return warning('calendar', `the official days end on ${sayDay(end)}${where}, in ${left} days; ${advice}${stale}`);
    return (before > 0 ? warning : ok)('calendar', `official days until ${sayDay(end)}${where}${stale}`);
  });
