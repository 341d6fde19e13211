// Figures: of a unit's month for those who answer for it, of a handler's own evaluations, and what the public may count.
import { touchedNames } from '@six-order/community/metrics/counts';
import { z } from 'zod';
import { Bilingual, Instant, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const Month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month, such as 2026-03')
  .describe('in China');

const FiguresQuery = z.strictObject({
  month: Month.optional().describe('the last month that is over, when none is given'),
  unit: z.string().min(1).max(64).optional().describe('id or code; one’s own when none is given'),
});

const Value = z.object({
  metric: z.string(),
  name: Bilingual,
  formula: z.string(),
  population: Bilingual,
  value: z.number().nullable().describe('a share from 0 to 1, minutes, or orders per thousand; null: nothing to count'),
});
const Score = z.object({
  value: z.number().nullable().describe('0 to 100'),
  threeRates: z.number().nullable(),
  enough: z.boolean().describe('false: too few orders or answers; shown grey, ranks nobody'),
});
const UnitFigures = z.object({
  month: z.string(),
  unit: UnitRef,
  frozenAt: Instant.nullable().describe('null: still counted as it stands'),
  line: z.int().describe('0: not frozen; above 1: a correction'),
  reason: z.string().nullable().describe('of the correction'),
  touched: z
    .array(z.object({ count: z.enum(touchedNames), reported: z.int(), now: z.int() }))
    .describe('定稿后因决定而不同的 / of a frozen month: counts that decisions changed since, which the line does not have'),
  counts: z.record(z.string(), z.number().nullable()),
  figures: z.array(Value),
  score: Score,
  parts: z
    .array(z.object({ unit: UnitRef, orders: z.int(), score: z.number().nullable(), enough: z.boolean() }))
    .describe('units below it, by code and not by score; scores are mixed with the whole’s so that small ones do not jump'),
  bothSides: z
    .object({
      document: z.string().describe('by which the county has it'),
      units: z
        .array(
          z.object({
            unit: UnitRef,
            side: z.enum(['caller', 'called']).describe('caller 吹哨的街道; called 报到的部门'),
            orders: z.int().describe('that a street whistled for'),
            score: z.number().nullable(),
            enough: z.boolean(),
          }),
        )
        .describe('of a street or department itself; of the county each that has any, by code'),
    })
    .nullable()
    .describe('双考核: street and department scored by the same orders; null unless the county set so by a document'),
});

const Pulse = z.object({
  unit: UnitRef,
  days: z.array(z.object({ day: z.iso.date(), received: z.int(), finished: z.int() })).describe('the last 14 days, today last'),
  heat: z
    .array(z.object({ group: z.string(), name: Bilingual, weekdays: z.array(z.int()).length(7) }))
    .describe('orders of the last 28 days by group of the catalogue and weekday, Monday first; nothing that is sealed'),
});

const Matching = z.object({
  unit: UnitRef,
  month: z.string(),
  demands: z
    .array(
      z.object({
        category: z.object({ code: z.string(), name: Bilingual }),
        orders: z.int().describe('placed in the month by residents'),
        finished: z.int(),
        facilities: z.array(UnitRef).describe('that serve the category here; none: a gap'),
      }),
    )
    .describe('those that nothing serves first, then by how many ask'),
  unasked: z.array(UnitRef).describe('facilities here that serve nothing that was asked for'),
});

const Tail = z.object({
  unit: UnitRef,
  month: z.string(),
  compared: z.int().describe('units below it with enough orders and answers'),
  tail: z
    .array(
      z.object({
        unit: UnitRef,
        orders: z.int(),
        score: z.number(),
        weakest: z
          .array(z.object({ metric: z.string(), name: Bilingual }))
          .describe('furthest below the whole first: what to help with'),
      }),
    )
    .describe('the last tenth, one at least, of those below the whole'),
});

const Corrected = z.object({ line: z.int() });
const Batch = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  count: z.literal(5),
  stars: z.object({ 1: z.int(), 2: z.int(), 3: z.int(), 4: z.int(), 5: z.int() }),
});

const StatisticsQuery = z.strictObject({
  month: Month.optional(),
  county: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

const Figure = z.number().nullable().describe('cut down to fives; null: fewer than 5, or kept back');
const Figures = z.object({ placed: Figure, finished: Figure, satisfied: Figure, unsatisfied: Figure, unanswered: Figure });
const Statistics = z.object({
  month: z.string().nullable().describe('the last month that is over, when none is asked for; null: none is over yet'),
  months: z.array(z.string()),
  total: Figures,
  communities: z.array(z.object({ code: z.string(), name: z.string(), figures: Figures })),
  categories: z.array(z.object({ code: z.string(), name: Bilingual, figures: Figures })),
});

const text = (zh: string, en: string) => ({ zh, en });

export const metricRoutes = {
  readFigures: {
    method: 'get',
    path: '/api/v1/metrics',
    summary: text('一个单元的月度指标', 'A unit’s figures of a month'),
    auth: 'session',
    query: FiguresQuery,
    answers: { 200: { description: text('指标', 'The figures'), schema: UnitFigures } },
    refusals: [404, 422],
  },
  readPulse: {
    method: 'get',
    path: '/api/v1/metrics/pulse',
    summary: text(
      '每日收办与各类诉求的星期分布',
      'What came and was finished from day to day, and which kinds come on which weekday',
    ),
    auth: 'session',
    query: z.strictObject({ unit: FiguresQuery.shape.unit }),
    answers: { 200: { description: text('收办情况', 'Days and weekdays'), schema: Pulse } },
    refusals: [404, 422],
  },
  matchServices: {
    method: 'get',
    path: '/api/v1/metrics/matching',
    summary: text(
      '需求与服务对接（居民有需求、社区有服务）',
      'What residents ask for beside the facilities that serve it; nothing that is sealed',
    ),
    auth: 'session',
    query: FiguresQuery,
    answers: { 200: { description: text('对接情况', 'Demands and services'), schema: Matching } },
    refusals: [404, 422],
  },
  readTail: {
    method: 'get',
    path: '/api/v1/metrics/tail',
    summary: text(
      '排队抓尾：街道所辖最需要帮扶的社区（只有负责帮扶的街道和包保领导看得到，不公开、不排名）',
      'The communities of a street that most need help: for the street and the leader who must help, and nobody else',
    ),
    auth: 'session',
    query: FiguresQuery,
    answers: { 200: { description: text('需要帮扶的单位', 'Those that need help'), schema: Tail } },
    refusals: [403, 422],
  },
  reviewCsv: {
    method: 'get',
    path: '/api/v1/metrics/review.csv',
    summary: text(
      '书记述职评议材料(CSV)：本支部范围一年各月已定格的指标和全年合计',
      'A year of a branch’s area for the review of its secretary: its months as they were reported, and their sum',
    ),
    auth: 'session',
    query: z.strictObject({
      year: z.coerce.number().int().min(2020).max(2100).optional().describe('this one, when none is given'),
      unit: FiguresQuery.shape.unit,
    }),
    answers: { 200: { description: text('表格', 'The table'), type: 'text/csv' } },
    refusals: [403, 422],
  },
  figuresPdf: {
    method: 'get',
    path: '/api/v1/metrics/report.pdf',
    summary: text('月度报告(PDF)', 'The month’s report as PDF'),
    auth: 'session',
    query: FiguresQuery,
    answers: { 200: { description: text('报告', 'The report'), type: 'application/pdf' } },
    refusals: [404, 422],
  },
  figuresHtml: {
    method: 'get',
    path: '/api/v1/metrics/report.html',
    summary: text('月度报告(网页，可打印)', 'The month’s report as a page to read and to print'),
    auth: 'session',
    query: FiguresQuery,
    answers: { 200: { description: text('报告', 'The report'), type: 'text/html' } },
    refusals: [404, 422],
  },
  figuresCsv: {
    method: 'get',
    path: '/api/v1/metrics/report.csv',
    summary: text('月度指标(CSV)', 'The month’s figures as CSV'),
    auth: 'session',
    query: FiguresQuery,
    answers: { 200: { description: text('表格', 'The table'), type: 'text/csv' } },
    refusals: [404, 422],
  },
  correctFigures: {
    method: 'post',
    path: '/api/v1/metrics/corrections',
    summary: text('更正已定格的月度指标(另起一行)', 'Correct a frozen month: the figures as they stand become its next line'),
    auth: 'session',
    body: z.strictObject({ month: Month, unit: z.string().min(1).max(64), reason: z.string().trim().min(1).max(500) }),
    answers: { 201: { description: text('新的一行', 'The new line'), schema: Corrected } },
    refusals: [404, 409, 413, 415, 422],
  },
  myEvaluations: {
    method: 'get',
    path: '/api/v1/me/evaluations',
    summary: text(
      '我承办事项的评价（满五件一批）',
      'Stars of what one handled, in batches of five, once they are not changed any more',
    ),
    auth: 'session',
    answers: { 200: { description: text('各批', 'The batches, newest first'), schema: z.object({ batches: z.array(Batch) }) } },
    refusals: [],
  },
  personEvaluations: {
    method: 'get',
    path: '/api/v1/people/{id}/figures',
    summary: text(
      '承办人的评价（满五件一批；本人和其支部书记可看）',
      'Stars of what a person handled, in batches of five: for that person and the secretary of his branch',
    ),
    auth: 'session',
    params: z.strictObject({ id: z.uuid().toLowerCase() }),
    answers: { 200: { description: text('各批', 'The batches, newest first'), schema: z.object({ batches: z.array(Batch) }) } },
    refusals: [404],
  },
  publicStatistics: {
    method: 'get',
    path: '/api/v1/public/statistics',
    summary: text('公开统计', 'Counts of a month that is over, cut down to fives; fewer than 5 is not told'),
    auth: 'open',
    query: StatisticsQuery,
    answers: { 200: { description: text('统计', 'The counts'), schema: Statistics } },
    refusals: [422],
  },
  publicStatisticsCsv: {
    method: 'get',
    path: '/api/v1/public/statistics.csv',
    summary: text('公开统计下载(CSV)', 'The same as CSV'),
    auth: 'open',
    query: StatisticsQuery,
    answers: { 200: { description: text('表格', 'The table'), type: 'text/csv' } },
    refusals: [422],
  },
} as const satisfies Record<string, RouteEntry>;
