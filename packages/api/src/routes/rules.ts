// What the county decided by its documents: rules with when they hold, the yearly notice on holidays, clocks counted anew by them.
//
// R1: another system's key never decides for a county. R2: with a problem nothing is written, and each names its line.
// R3: orders are counted anew page by page, by commands of their own: an answer is short, and what was cut off is asked again.
import { Router } from 'express';
import { z } from 'zod';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { coverageOf } from '@six-order/community/calendar/calendar';
import { noticeDueDays } from '@six-order/community/calendar/notice-due';
import { putNotices, READ_BY_ALL_MS, unfitNotices } from '@six-order/community/calendar/calendar-store';
import { dayNamed, dayOf, sayDay, startOf, yearOf } from '@six-order/community/calendar/day';
import { readNotices, type Notice } from '@six-order/community/calendar/notice';
import type { CountyRule } from '@six-order/community/county-rules/county-rules';
import { endCountyRuleBy, importCountyRules, readCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { readRuleTable } from '@six-order/community/county-rules/rule-table';
import { MODE } from '@six-order/community/emergency/mode';
import { policies } from '@six-order/community/policies/policies';
import { addersOf, recordChanges } from '@six-order/community/reference-change-store';
import { recountPage } from '@six-order/workflows/recount-orders';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { iso, isoOrNull } from '../iso-instant.ts';
import { Refusal, saidBySchema } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';
import { unitRef } from '../unit-ref.ts';

export function ruleRoutes(api: Api): Router {
  const { tables, directory, clock, newId, engine, rules, deadlines } = api;
  const router = Router();

  const mayChange = ({ actor, scopes }: Session): void => {
    if (scopes !== null || !mayRefer(readerOf(api, actor), 'change-rules')) throw new Refusal('forbidden');
  };
  const by = ({ actor }: Session) => ({ at: clock.now(), by: { person: actor.person, post: actor.post }, newId });
  const refresh = () => Promise.all([rules.refresh(), deadlines.refresh()]);
  const unitsOf = (tenant: string) => directory.unitsWithin('').filter((unit) => unit.tenant === tenant);
  const addedOut = (added: { readonly person: string | null; readonly at: number } | undefined) =>
    added ? { at: iso(added.at), by: added.person === null ? null : (directory.personName(added.person) ?? null) } : null;
  const standing = ({ validFrom, validTo }: CountyRule, now: number) => {
    if (validTo !== null && validTo <= now) return 'over';
    return validFrom <= now ? 'now' : 'ahead';
  };

  serve(router, api, contract.listRules, async ({ session, res }) => {
    mayChange(session);
    const { tenant } = session.actor;
    const now = clock.now();
    const byPath = new Map(unitsOf(tenant).map((unit) => [unit.path, unit.id]));
    const found = (await readCountyRules(tables, tenant)).toSorted((a, b) => b.validFrom - a.validFrom);
    const adders = await addersOf(tables, tenant, 'rule');
    sendJson(res, 200, {
      rules: found.map((rule) => ({
        id: rule.id,
        kind: rule.kind,
        key: rule.key,
        unit: unitRef(directory, byPath.get(rule.path) ?? ''),
        value: rule.value,
        document: rule.document,
        validFrom: iso(rule.validFrom),
        validTo: isoOrNull(rule.validTo),
        standing: standing(rule, now),
        added: addedOut(adders.get(rule.id)),
      })),
      policies: shownPolicies,
    });
  });

  serve(router, api, contract.importRules, async ({ body: { table, dryRun }, session, res }) => {
    mayChange(session);
    const { tenant } = session.actor;
    const paths = new Map(unitsOf(tenant).map((unit) => [unit.code, unit.path]));
    const read = readRuleTable(table, { tenant, newId, pathOf: (code) => paths.get(code) });
    if (read.kind === 'refused') throw unfit('table', read.problems);
    const { refused, ...counts } = await importCountyRules(tables, read.rules, dryRun, by(session));
    if (refused.length > 0) {
      throw unfit(
        'table',
        refused.map(({ kind, key, path }) => ({
          line: 0,
          message: `another rule ${kind} ${key} begins for ${path} on that day: give this one another day`,
        })),
      );
    }
    if (!dryRun) await refresh();
    sendJson(res, 200, { dryRun, ...counts });
  });

  serve(router, api, contract.endRule, async ({ params: { id }, body: { on }, session, res }) => {
    mayChange(session);
    const rule = (await readCountyRules(tables, session.actor.tenant)).find((one) => one.id === id);
    if (!rule) throw new Refusal('not-found');
    if (rule.kind === MODE) throw new Refusal('not-allowed', { detail: ofEmergency });
    const at = startOf(dayNamed(on));
    if (dayNamed(on) < dayOf(clock.now()))
      throw unfit('on', [{ line: 0, message: '最早从今天起终止 / it ends today at the earliest' }]);
    if (at <= rule.validFrom) throw unfit('on', [{ line: 0, message: '结束须晚于开始 / to must be later than from' }]);
    if (!(await endCountyRuleBy(tables, rule, at, by(session)))) throw new Refusal('not-allowed', { detail: hasAnEnd });
    await refresh();
    sendJson(res, 200, { ended: true });
  });

  serve(router, api, contract.readCalendar, async ({ session, res }) => {
    mayChange(session);
    await deadlines.refresh();
    const { tenant } = session.actor;
    const { notices } = deadlines.sourcesOf(tenant);
    const until = coverageOf(notices);
    const today = dayOf(clock.now());
    sendJson(res, 200, {
      coverageUntil: sayDay(until),
      daysLeft: until - today,
      noticeDue: until - today <= noticeDueDays(await readCountyRules(tables, tenant, ['policy']), tenant, clock.now()),
      nextYear: yearOf(until) + 1,
      years: notices.filter(({ year }) => year >= yearOf(today) - 1).map(yearOut),
    });
  });

  serve(router, api, contract.importCalendar, async ({ body: { notice, dryRun }, session, res }) => {
    mayChange(session);
    const { tenant } = session.actor;
    const read = readNotices(notice);
    if (read.kind === 'refused') throw unfit('notice', read.problems);
    const { notices } = read;
    const problems = dryRun
      ? await unfitNotices(tables, [tenant], notices)
      : await putNotices(tables, [tenant], notices, clock.now());
    if (problems.length > 0) throw unfit('notice', problems);
    if (!dryRun) {
      const how = by(session);
      await recordChanges(
        tables,
        notices.map(({ year, document }) => ({
          at: how.at,
          by: how.by,
          id: newId(),
          tenant,
          subject: 'calendar' as const,
          subjectId: newId(),
          change: 'added' as const,
          before: null,
          after: { year },
          reason: document,
        })),
      );
      await refresh();
    }
    sendJson(res, 200, { dryRun, years: notices.map(({ year }) => year), readByAllInMs: dryRun ? 0 : READ_BY_ALL_MS });
  });

  serve(router, api, contract.recountClocks, async ({ body: { cursor }, session, res }) => {
    mayChange(session);
    const { tenant } = session.actor;
    await refresh();
    sendJson(res, 200, await recountPage({ engine, tenant, rules: deadlines.rulesOf(tenant), now: clock.now(), cursor }));
  });

  return router;
}

const shownPolicies = Object.entries(policies).map(([name, { zh, en, source, standing, shape }]) => ({
  name,
  zh,
  en,
  source,
  standing,
  shape: z.toJSONSchema(shape, { unrepresentable: 'any' }),
}));

const ofEmergency = { zh: '平急转换的规定随应急单结束，不能在这里终止。', en: 'It belongs to an emergency and ends with it.' };
const hasAnEnd = { zh: '这条规定已有结束日。', en: 'It has an end already.' };

/** Line 0: of no line in particular. */
const unfit = (path: string, problems: readonly { readonly line: number; readonly message: string }[]): Refusal =>
  new Refusal('invalid', {
    errors: problems.map(({ line, message }) => ({
      path,
      message: saidBySchema(line === 0 ? message : `line ${line}: ${message}`),
    })),
  });

/** A year as its notice has it: neighbouring days of one name are one holiday. */
function yearOut({ year, document, days }: Notice) {
  const holidays: { zh: string; en: string; from: string; to: string; last: number }[] = [];
  for (const { kind, day, zh, en } of days.toSorted((a, b) => a.day - b.day)) {
    if (kind !== 'holiday') continue;
    const before = holidays.at(-1);
    if (before?.zh === zh && before.last === day - 1) Object.assign(before, { to: sayDay(day), last: day });
    else holidays.push({ zh, en, from: sayDay(day), to: sayDay(day), last: day });
  }
  return {
    year,
    document,
    holidays: holidays.map(({ last: _, ...holiday }) => holiday),
    workdays: days.filter(({ kind }) => kind === 'workday').map(({ day }) => sayDay(day)),
  };
}
