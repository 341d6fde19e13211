// Figures for those who must help and those who are reviewed: 排队抓尾, and a branch's year for 书记述职评议.
//
// F1: both are read within one's own area; the tail by the street and its leader alone. F2: no street is set beside another.
// F3: a reader takes one connection at a time, however many communities or months he asks for.
import { Router } from 'express';
import { mayRefer, type ReferenceAct } from '@six-order/community/authority/reference-acts';
import { dayOf, monthSpan, yearOf } from '@six-order/community/calendar/day';
import type { Counts } from '@six-order/community/metrics/counts';
import { readFrozen } from '@six-order/community/metrics/frozen-store';
import { monthOf } from '@six-order/community/metrics/measure';
import { readCounts } from '@six-order/community/metrics/measure-store';
import {
  figuresOf,
  isEnough,
  metricNames,
  metrics,
  scoreOf,
  scoringOf,
  shrunk,
  thresholdsOf,
} from '@six-order/community/metrics/metrics';
import { tailOf } from '@six-order/community/metrics/tail';
import { monthlyOnly, monthsOf, sumOf } from '@six-order/community/metrics/year';
import type { Unit } from '@six-order/community/units/unit';
import type { Actor } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { BOM, csvLine } from '../board/csv.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { unitOf } from '../unit-of.ts';

export function branchFigureRoutes(api: Api): Router {
  const { directory, tables, clock, rules } = api;
  const router = Router();

  serve(router, api, contract.readTail, async ({ query, session: { actor }, res }) => {
    const unit = unitFor(actor, query.unit, 'read-tail');
    if (unit.kind !== 'street')
      throw new Refusal('invalid', {
        errors: [{ path: 'unit', message: '末位帮扶只看一个街道的社区：请选街道 / the tail is of one street’s communities' }],
      });
    const month = query.month ?? monthOf(monthSpan(monthOf(clock.now()))[0] - 1);
    const thresholds = thresholdsOf(rules, { tenant: unit.tenant, path: unit.path, month });
    const counts = await countsOf(unit, month);
    const scoring = scoringOf(rules, { tenant: unit.tenant, path: unit.path, month });
    const whole = { counts, score: scoreOf(counts, scoring) };
    const below = directory.unitsWithin(unit.path).filter(({ kind, parent }) => kind === 'community' && parent === unit.id);
    const parts = [];
    for (const part of below) {
      const own = await countsOf(part, month);
      const score = shrunk(own.v, { rate: scoreOf(own, scoring), streets: whole.score, mixedIn: thresholds.mixedIn });
      parts.push({ of: part, counts: own, score, enough: isEnough(own, thresholds) });
    }
    sendJson(res, 200, {
      unit: refOf(unit),
      month,
      compared: parts.filter(({ enough }) => enough).length,
      tail: tailOf(parts, whole).map(({ of, weakest, ...rest }) => ({
        unit: refOf(of),
        ...rest,
        weakest: weakest.map((metric) => ({ metric, name: { zh: metrics[metric].zh, en: metrics[metric].en } })),
      })),
    });
  });

  serve(router, api, contract.reviewCsv, async ({ query, session: { actor }, res }) => {
    const unit = unitFor(actor, query.unit, 'read-figures');
    const now = clock.now();
    const year = query.year ?? yearOf(dayOf(now));
    const months = [];
    for (const month of monthsOf(year, monthOf(now))) {
      const frozen = await readFrozen(tables, { tenant: unit.tenant, month, path: unit.path });
      months.push({ month, line: frozen?.line ?? 0, counts: frozen?.counts ?? (await countsOf(unit, month)) });
    }
    const branch =
      directory.unitsWithin(unit.path).find(({ kind, parent }) => kind === 'party' && parent === unit.id)?.name ?? '';
    const linesOf = (period: string, line: number | null, counts: Counts) => {
      const figures = figuresOf(counts, { residents: null });
      return metricNames
        .filter((name) => name !== 'perThousand')
        .map((name) => {
          const value = line === null && monthlyOnly.has(name) ? null : figures[name];
          return csvLine([period, unit.code, unit.name, branch, name, metrics[name].zh, metrics[name].formula, value, line]);
        });
    };
    const head = csvLine(['period', 'unit', 'unit_name', 'branch', 'metric', 'name', 'formula', 'value', 'line']);
    const rows = [
      ...months.flatMap(({ month, line, counts }) => linesOf(month, line, counts)),
      ...(months.length === 0 ? [] : linesOf(String(year), null, sumOf(months.map(({ counts }) => counts)))),
    ];
    res
      .set('content-type', 'text/csv; charset=utf-8')
      .set('content-disposition', `attachment; filename="review-${unit.code}-${year}.csv"`)
      .end(BOM + head + rows.join(''));
  });

  return router;

  function unitFor(actor: Actor, ref: string | undefined, act: ReferenceAct): Unit {
    const own = directory.post(actor.post ?? '')?.unit;
    const unit = ref === undefined ? own && directory.unitById(own) : unitOf(api, actor, ref);
    if (!unit || !mayRefer(readerOf(api, actor), act, unit.path)) throw new Refusal('forbidden');
    return unit;
  }

  /** As it was reported, where the month is frozen. */
  async function countsOf({ tenant, path }: Unit, month: string): Promise<Counts> {
    return (
      (await readFrozen(tables, { tenant, month, path }))?.counts ?? readCounts(tables, { tenant, month, path }, clock.now())
    );
  }
}

const refOf = ({ id, code, name }: Unit) => ({ id, code, name });
