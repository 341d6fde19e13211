// The statistics that anybody may read, with names; kept for a while, since a month that is over hardly changes.
//
// S1: what is kept are counts that were cut down to fives already, and only of months that are over.
import { categories } from '@six-order/community/catalogue/catalogue';
import type { Directory } from '@six-order/community/directory';
import { monthOf } from '@six-order/community/metrics/measure';
import { monthsOver, readStatistics, statisticNames, type Statistic } from '@six-order/community/metrics/statistics-store';
import type { Db } from '@six-order/community/tables';
import type { Words } from '@six-order/community/rules/rule';

export interface StatisticsOf {
  /** YYYY-MM; null: none is over yet. */
  readonly month: string | null;
  /** Those that are over, newest first. */
  readonly months: readonly string[];
  readonly total: Statistic;
  readonly communities: readonly { readonly code: string; readonly name: string; readonly figures: Statistic }[];
  readonly categories: readonly {
    readonly code: string;
    readonly name: Words;
    readonly figures: Statistic;
  }[];
}

export interface PublicStatistics {
  /** `running`: the month asked for is not over. `county`: its code; all when absent. */
  of(asked: { readonly month?: string | undefined; readonly county?: string | undefined }): Promise<StatisticsOf | 'running'>;
}

const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 500;

interface Tools {
  readonly tables: Db;
  readonly directory: Pick<Directory, 'unitsWithin'>;
  readonly clock: { readonly now: () => number; readonly wall: () => number };
}

export function createStatistics({ tables, directory, clock }: Tools): PublicStatistics {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();
  /** Asked for by many at once, it is counted once. */
  const keep = <T>(key: string, count: () => Promise<T>): Promise<T> => {
    const wall = clock.wall();
    const held = kept.get(key);
    if (held && held.until > wall) return held.value as Promise<T>;
    const value = count();
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { until: wall + KEPT_MS, value });
    value.catch(() => kept.delete(key));
    return value;
  };
  return {
    async of({ month: asked, county }) {
      const running = monthOf(clock.now());
      if (asked !== undefined && asked >= running) return 'running';
      const months = await keep(`months ${running}`, () => monthsOver(tables, clock.now()));
      const month = asked ?? months[0] ?? null;
      const found =
        month === null
          ? null
          : await keep(`${month} ${county ?? ''}`, () => readStatistics(tables, { month, tenant: county ?? null }));
      const units = new Map(directory.unitsWithin('').map((unit) => [unit.path, unit]));
      return {
        month,
        months,
        total: found?.total ?? nothing,
        communities: [...(found?.communities ?? [])].flatMap(([path, figures]) => {
          const unit = units.get(path);
          return unit ? [{ code: unit.code, name: unit.name, figures }] : [];
        }),
        categories: [...(found?.groups ?? [])].map(([code, figures]) => ({ code, name: groupName(code), figures })),
      };
    },
  };
}

const nothing = Object.fromEntries(statisticNames.map((name) => [name, null])) as Statistic;

/** Of the first two digits of a category. */
export function groupName(group: string): Words {
  const [first] = categories.filter(({ code }) => code.startsWith(group));
  return { zh: first?.group.nameZh ?? group, en: first?.group.nameEn ?? group };
}
