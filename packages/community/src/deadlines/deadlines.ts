// Calendars and limits of counties in memory, so that a clock costs no statement.
//
// Owns: reading them anew when they changed. Not ours: what they say (calendar/, policy.ts), their rows.
import { calendarVersion, createCalendars, officialSources, type CalendarSources } from '../calendar/calendar.ts';
import { noticesWith, readImportedNotices } from '../calendar/calendar-store.ts';
import { officeHoursOf, ownDaysOf } from '../calendar/own-rules.ts';
import { readCountyRules } from '../county-rules/county-rule-store.ts';
import { holdRules, type CountyRule } from '../county-rules/county-rules.ts';
import type { RuleKind } from '../county-rules/kinds.ts';
import type { Db } from '../tables.ts';
import { officialRules, policiesOf, type Rules } from './clock.ts';
import { overrideOf } from './limit-rule.ts';

export interface Deadlines {
  /** Reads them anew when they have changed since; else one tiny statement. True when they were read. */
  refresh(): Promise<boolean>;
  /** What clocks of a county are counted by. */
  rulesOf(tenant: string): Rules;
  /** What a county's calendars are made of. */
  sourcesOf(tenant: string): CalendarSources;
}

interface Held {
  readonly rules: Rules;
  readonly sources: CalendarSources;
}

/** Reads calendars and limits and keeps them; without `tenant`, of every county. The caller refreshes. */
export async function openDeadlines({ db, tenant }: { readonly db: Db; readonly tenant?: string }): Promise<Deadlines> {
  let version: string | null = null;
  let held: ReadonlyMap<string, Held> = new Map();

  const refresh = async (): Promise<boolean> => {
    // The versions are read before the rows: rows that are newer are read once more next time, never missed.
    const versions = await readVersions(db, tenant);
    const found = JSON.stringify(versions);
    if (found === version) return false;
    held = await readAll(db, versions, tenant);
    version = found;
    return true;
  };
  await refresh();
  return {
    refresh,
    rulesOf: (of) => held.get(of)?.rules ?? officialRules,
    sourcesOf: (of) => held.get(of)?.sources ?? officialSources,
  };
}

const references = ['calendar', 'county-rules'] as const;

interface Version {
  readonly tenant: string;
  readonly name: string;
  readonly version: string;
}

const readVersions = (db: Db, tenant?: string): Promise<Version[]> =>
  db
    .selectFrom('reference_versions')
    .select(['tenant', 'name', 'version'])
    .where('name', 'in', references)
    .$if(tenant !== undefined, (query) => query.where('tenant', '=', tenant as string))
    .orderBy('tenant')
    .orderBy('name')
    .execute();

async function readAll(db: Db, versions: readonly Version[], tenant?: string): Promise<ReadonlyMap<string, Held>> {
  const [imported, rules] = await Promise.all([
    readImportedNotices(db, tenant),
    readCountyRules(db, tenant, ['limit', 'own-days', 'office-hours', 'policy']),
  ]);
  const ruled = Map.groupBy(rules, (rule) => rule.tenant);
  const held = new Map<string, Held>();
  for (const of of new Set([...imported.keys(), ...ruled.keys()])) {
    const own = ruled.get(of) ?? [];
    const notices = noticesWith(imported.get(of) ?? []);
    const ownDays = ofKind(own, 'own-days').map(ownDaysOf);
    const officeHours = ofKind(own, 'office-hours').map(officeHoursOf);
    const sources = { version: nameOf(notices, of, versions), notices, ownDays, officeHours };
    const overrides = ofKind(own, 'limit').map(overrideOf);
    const policyAt = policiesOf(holdRules(ofKind(own, 'policy')), of);
    held.set(of, { sources, rules: { calendarAt: createCalendars(sources), overrides, policyAt } });
  }
  return held;
}

const ofKind = <K extends RuleKind>(rules: readonly CountyRule[], kind: K): readonly CountyRule<K>[] =>
  rules.filter((rule): rule is CountyRule<K> => rule.kind === kind);

/** `official-2027+law+calendar 2+county-rules 5`: the data's last year, and how often the county's own was changed. */
const nameOf = (notices: CalendarSources['notices'], tenant: string, versions: readonly Version[]): string =>
  [
    calendarVersion(notices),
    ...versions.filter((row) => row.tenant === tenant).map(({ name, version }) => `${name} ${version}`),
  ].join('+');
