// Figures for those who answer for a unit, a handler's own stars, and the statistics that anybody may read.
//
// F1: a unit's figures are read within one's own area. F2: no street is set beside another: units below a county are not listed.
// F3: figures about a person are for that person and the secretary of his branch; to others it is as if nobody were there.
import { Router } from 'express';
import { sendersOf } from '@six-order/community/authority/acts';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { dayOf, monthSpan, sayDay } from '@six-order/community/calendar/day';
import { correctFigures, readFrozen } from '@six-order/community/metrics/frozen-store';
import { countNames, touchedCounts, type Counts, type Side } from '@six-order/community/metrics/counts';
import { monthOf } from '@six-order/community/metrics/measure';
import { readCounts } from '@six-order/community/metrics/measure-store';
import {
  bothSidesBy,
  figuresOf,
  isEnough,
  metricNames,
  metrics,
  scoreOf,
  scoringOf,
  shrunk,
  threeRatesOf,
  thresholdsOf,
  type Scoring,
} from '@six-order/community/metrics/metrics';
import { matchServices } from '@six-order/community/metrics/matching';
import { readDemands } from '@six-order/community/metrics/matching-store';
import { readPulse } from '@six-order/community/metrics/pulse-store';
import { readStarBatches, statisticNames, type Statistic } from '@six-order/community/metrics/statistics-store';
import { readBoard } from '@six-order/community/publication/item-store';
import type { Unit, UnitKind } from '@six-order/community/units/unit';
import { isWithin, type Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { BOM, csvLine } from '../board/csv.ts';
import { statisticsColumns } from '../board/dictionary.ts';
import { presentItem } from '../board/present-item.ts';
import { keepReports } from '../board/kept-reports.ts';
import { reportTitle } from '../board/report.ts';
import { reportSheet } from '../board/report-sheet.ts';
import { sendCached } from '../board/send-cached.ts';
import { groupName } from '../board/statistics.ts';
import { contract } from '../contract.ts';
import { sendSheets } from '../print/page.ts';
import { isoOrNull } from '../iso-instant.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

const CASES = 3;

interface Asked {
  readonly month?: string | undefined;
  readonly unit?: string | undefined;
}

export function metricRoutes(api: Api): Router {
  const drawn = keepReports();
  const { directory, tables, clock, rules } = api;
  const router = Router();

  serve(router, api, contract.readFigures, async ({ query, session: { actor }, res }) => {
    const { unit, month, counts, frozen, touched } = await figuresFor(actor, query);
    const about = aboutOf(unit);
    const figures = figuresOf(counts, about);
    const scoring = scoringOf(rules, { tenant: unit.tenant, path: unit.path, month });
    const score = scoreOf(counts, scoring);
    sendJson(res, 200, {
      month,
      unit: refOf(unit),
      frozenAt: isoOrNull(frozen?.frozenAt ?? null),
      line: frozen?.line ?? 0,
      reason: frozen?.reason ?? null,
      touched,
      counts: Object.fromEntries(countNames.map((name) => [name, counts[name]])),
      figures: metricNames.map((metric) => {
        const { zh, en, formula, population } = metrics[metric];
        return { metric, name: { zh, en }, formula, population, value: figures[metric] };
      }),
      score: { value: score, threeRates: threeRatesOf(counts), enough: enoughOf(unit, month, counts) },
      parts: await partsOf(unit, month, { score, scoring }),
      bothSides: await bothSidesOf(unit, month),
    });
  });

  serve(router, api, contract.matchServices, async ({ query, session: { actor }, res }) => {
    const unit = unitFor(actor, query.unit);
    const month = query.month ?? lastMonth(clock.now());
    const above = new Set(directory.lineOf(unit).map(({ id }) => id));
    const facilities = directory
      .unitsWithin('')
      .filter(
        ({ kind, tenant, path, parent }) =>
          kind === 'facility' && tenant === unit.tenant && (isWithin(path, unit.path) || above.has(parent ?? '')),
      );
    const demands = await readDemands(tables, { tenant: unit.tenant, month, path: unit.path });
    const { served, unasked } = matchServices(demands, facilities);
    sendJson(res, 200, {
      unit: refOf(unit),
      month,
      demands: served.map(({ category: { code, nameZh, nameEn }, orders, finished, facilities: by }) => ({
        category: { code, name: { zh: nameZh, en: nameEn } },
        orders,
        finished,
        facilities: by.map(refOf),
      })),
      unasked: unasked.map(refOf),
    });
  });

  serve(router, api, contract.readPulse, async ({ query, session: { actor }, res }) => {
    const unit = unitFor(actor, query.unit);
    const { days, heat } = await readPulse(tables, { tenant: unit.tenant, path: unit.path }, clock.now());
    sendJson(res, 200, { unit: refOf(unit), days, heat: heat.map((row) => ({ ...row, name: groupName(row.group) })) });
  });

  serve(router, api, contract.figuresPdf, async ({ query, session: { actor }, res }) => {
    const { unit, month, ...report } = await reportFor(actor, query);
    const pdf = await drawn({ ...report, month, unit: unit.name });
    res
      .set('content-type', 'application/pdf')
      .set('content-disposition', `inline; filename="report-${unit.code}-${month}.pdf"`)
      .end(pdf);
  });

  serve(router, api, contract.figuresHtml, async ({ query, session: { actor }, res }) => {
    const { unit, ...rest } = await reportFor(actor, query);
    const report = { ...rest, unit: unit.name };
    sendSheets(res, reportTitle(report), [reportSheet(report)]);
  });

  serve(router, api, contract.figuresCsv, async ({ query, session: { actor }, res }) => {
    const { unit, month, counts } = await figuresFor(actor, query);
    const figures = figuresOf(counts, aboutOf(unit));
    const lines = metricNames.map((name) =>
      csvLine([month, unit.code, unit.name, name, metrics[name].zh, metrics[name].formula, figures[name]]),
    );
    const head = csvLine(['month', 'unit', 'unit_name', 'metric', 'name', 'formula', 'value']);
    res.set('content-type', 'text/csv; charset=utf-8').end(BOM + head + lines.join(''));
  });

  serve(router, api, contract.correctFigures, async ({ body: { month, unit: ref, reason }, session: { actor }, res }) => {
    const unit = unitOf(api, actor, ref);
    if (!mayRefer(readerOf(api, actor), 'correct-figures', unit.path)) throw new Refusal('forbidden');
    const line = await correctFigures(tables, { tenant: unit.tenant, month, path: unit.path }, reason, clock.now());
    if (line === null) throw new Refusal('not-allowed', { detail: notFrozen });
    sendJson(res, 201, { line });
  });

  serve(router, api, contract.myEvaluations, async ({ session: { actor }, res }) => {
    sendJson(res, 200, { batches: actor.person === null ? [] : await batchesOf(actor.person) });
  });

  serve(router, api, contract.personEvaluations, async ({ params: { id }, session: { actor }, res }) => {
    if (!mayReadPerson(actor, id)) throw new Refusal('not-found');
    sendJson(res, 200, { batches: await batchesOf(id) });
  });

  serve(router, api, contract.publicStatistics, async ({ query, req, res }) => {
    sendCached(req, res, 'application/json; charset=utf-8', JSON.stringify(await statisticsFor(query)));
  });

  serve(router, api, contract.publicStatisticsCsv, async ({ query, req, res }) => {
    const { month, total, communities, categories: groups } = await statisticsFor(query);
    const line = (by: string, code: string, name: string, figures: Statistic) =>
      csvLine([month, by, code, name, ...statisticNames.map((one) => figures[one])]);
    const rows =
      month === null
        ? []
        : [
            line('total', '', '合计', total),
            ...communities.map(({ code, name, figures }) => line('community', code, name, figures)),
            ...groups.map(({ code, name, figures }) => line('category', code, name.zh, figures)),
          ];
    sendCached(req, res, 'text/csv; charset=utf-8', BOM + csvLine(Object.keys(statisticsColumns)) + rows.join(''));
  });

  return router;

  async function batchesOf(person: string) {
    const batches = await readStarBatches(tables, person, clock.now());
    return batches.map(({ from, to, stars }) => ({
      from: sayDay(dayOf(from)),
      to: sayDay(dayOf(to)),
      count: 5,
      stars: Object.fromEntries([1, 2, 3, 4, 5].map((n) => [n, stars.filter((one) => one === n).length])),
    }));
  }

  /** F3. */
  function mayReadPerson(actor: Actor, person: string): boolean {
    if (actor.person === person) return true;
    const reader = readerOf(api, actor);
    return directory.postsOf(person).some(({ tenant, role, unit }) => {
      const path = directory.unitById(unit)?.path;
      const handles = sendersOf('six-order', 'accept').includes(role);
      return tenant === actor.tenant && handles && path !== undefined && mayRefer(reader, 'read-person-figures', path);
    });
  }

  /** F1. */
  function unitFor(actor: Actor, ref: string | undefined): Unit {
    const own = directory.post(actor.post ?? '')?.unit;
    const unit = ref === undefined ? own && directory.unitById(own) : unitOf(api, actor, ref);
    if (!unit || !mayRefer(readerOf(api, actor), 'read-figures', unit.path)) throw new Refusal('forbidden');
    return unit;
  }

  async function figuresFor(actor: Actor, { month: asked, unit: ref }: Asked) {
    const unit = unitFor(actor, ref);
    const now = clock.now();
    const month = asked ?? lastMonth(now);
    const population = { tenant: unit.tenant, month, path: unit.path };
    const frozen = await readFrozen(tables, population);
    const standing = await readCounts(tables, population, now);
    const touched = frozen === null ? [] : touchedCounts(frozen.counts, standing);
    return { unit, month, frozen, touched, counts: frozen?.counts ?? standing };
  }

  async function reportFor(actor: Actor, query: Asked) {
    const { unit, month, counts, frozen, touched } = await figuresFor(actor, query);
    return {
      unit,
      month,
      counts,
      figures: figuresOf(counts, aboutOf(unit)),
      score: scoreOf(counts, scoringOf(rules, { tenant: unit.tenant, path: unit.path, month })),
      enough: enoughOf(unit, month, counts),
      frozenAt: frozen?.frozenAt ?? null,
      touched,
      madeAt: clock.now(),
      cases: await casesOf(unit, month),
    };
  }

  /** Newest first, those with an evaluation before those without. */
  async function casesOf({ tenant, code }: Unit, month: string) {
    const items = await readBoard(tables, { tenant, month, limit: 100, now: clock.now() });
    const shown = items.map((item) => presentItem(item, directory, ''));
    return shown
      .filter(({ place }) => place.code.startsWith(code))
      .toSorted((a, b) => Number(b.stars !== null) - Number(a.stars !== null))
      .slice(0, CASES);
  }

  function enoughOf({ tenant, path }: Unit, month: string, counts: Counts): boolean {
    return isEnough(counts, thresholdsOf(rules, { tenant, path, month }));
  }

  async function partsOf(unit: Unit, month: string, whole: { readonly score: number | null; readonly scoring: Scoring }) {
    if (unit.kind === 'county') return [];
    // One for all of them: who is ranked beside whom is measured alike.
    const thresholds = thresholdsOf(rules, { tenant: unit.tenant, path: unit.path, month });
    const below = directory.unitsWithin(unit.path).filter(({ parent }) => parent === unit.id);
    const parts = [];
    for (const part of below) {
      const counts = await readCounts(tables, { tenant: part.tenant, month, path: part.path }, clock.now());
      const score = shrunk(counts.v, { rate: scoreOf(counts, whole.scoring), streets: whole.score, mixedIn: thresholds.mixedIn });
      if (counts.v > 0) parts.push({ unit: refOf(part), orders: counts.v, score, enough: isEnough(counts, thresholds) });
    }
    return parts;
  }

  /** F2 holds but for what the county published. Counted as it stands: a frozen line has no sides. */
  async function bothSidesOf(unit: Unit, month: string) {
    const { tenant } = unit;
    const document = bothSidesBy(rules, { tenant, path: unit.path, month });
    if (document === undefined) return null;
    const [county = unit] = directory.lineOf(unit).filter(({ kind }) => kind === 'county');
    const thresholds = thresholdsOf(rules, { tenant, path: county.path, month });
    const scoring = scoringOf(rules, { tenant, path: county.path, month });
    const units = [];
    for (const one of unit.kind === 'county' ? directory.unitsWithin(unit.path) : [unit]) {
      const side = sideOf[one.kind];
      if (side === undefined) continue;
      const counts = await readCounts(tables, { tenant, month, path: one.path, side }, clock.now());
      if (counts.v + counts.shelved > 0)
        units.push({
          unit: refOf(one),
          side,
          orders: counts.v,
          score: scoreOf(counts, scoring),
          enough: isEnough(counts, thresholds),
        });
    }
    return { document, units: units.toSorted((a, b) => (a.unit.code < b.unit.code ? -1 : 1)) };
  }

  async function statisticsFor(query: { readonly month?: string | undefined; readonly county?: string | undefined }) {
    const found = await api.statistics.of(query);
    if (found === 'running')
      throw new Refusal('invalid', { errors: [{ path: 'month', message: '那个月还没有结束 / that month is not over yet' }] });
    return found;
  }
}

/** Who whistles, and who is whistled for. */
const sideOf: Readonly<Partial<Record<UnitKind, Side>>> = { street: 'caller', department: 'called' };

const notFrozen = { zh: '该月尚未定格，无需更正。', en: 'The month is not frozen yet: there is nothing to correct.' };
const lastMonth = (now: number): string => monthOf(monthSpan(monthOf(now))[0] - 1);
const refOf = ({ id, code, name }: Unit) => ({ id, code, name });
const aboutOf = ({ flags }: Unit) => ({ residents: typeof flags['population'] === 'number' ? flags['population'] : null });
