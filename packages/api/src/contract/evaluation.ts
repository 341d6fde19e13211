// Evaluation without signing in: by a one-time link, or by the code on a paper slip.
import { z } from 'zod';
import { evaluationMarks, reviewOutcomes } from '@six-order/community/evaluation/mark';
import { Bilingual, Instant, InstantOrNull, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';
import { FollowReply, FollowRequest, OrderPath } from './order.ts';

const text = (zh: string, en: string) => ({ zh, en });
const score = z.int().min(1).max(5).optional();

const answers = {
  solved: z.enum(['yes', 'partly', 'no']),
  stars: z.int().min(1).max(5),
  scores: z
    .strictObject({ response: score, quality: score, attitude: score, integrity: score })
    .optional()
    .describe('响应、质量、态度、廉洁, each 1 to 5, each optional'),
  comment: z.string().trim().min(1).max(2_000).optional(),
};
const TokenPath = z.strictObject({ token: z.string().regex(/^[\w-]{59}$/) });
const PaperEvaluation = z.strictObject({
  number: z.string().trim().min(1).max(64),
  code: z.string().trim().min(1).max(32).describe('of the slip: eight characters, forgiving of case, blanks and dashes'),
  ...answers,
});

const CodeEvaluation = z.strictObject({
  ...FollowRequest.shape,
  finishedAt: Instant.describe('of `evaluation`, as the order was looked at: another round is refused'),
  ...answers,
});

const Form = z.object({
  number: z.string(),
  category: z.object({ code: z.string(), name: Bilingual }).nullable().describe('null: of a kind that is told to few'),
  unit: UnitRef.nullable(),
  finishedAt: Instant,
  until: Instant.nullable().describe('the link is void from then on'),
});
const Evaluated = z.object({ state: z.enum(['evaluated', 'reworking', 'escalated']).describe('what it led to') });
const Link = z.object({
  token: z.string(),
  url: z.string().describe('the token stands behind the #, so that no server’s log holds it'),
  code: z.string(),
  until: Instant.nullable(),
});

const MarksQuery = z.strictObject({
  unit: z.string().min(1).max(64).optional().describe('id or code; one’s own when none is given'),
  order: z.uuid().toLowerCase().optional().describe('this one alone'),
});
const MarkedEvaluations = z.object({
  evaluations: z.array(
    z.object({
      order: z.object({ id: z.uuid(), number: z.string(), category: z.string().nullable(), unit: UnitRef.nullable() }),
      at: Instant,
      marks: z
        .array(z.enum(evaluationMarks))
        .describe(
          'same-device 同一设备替几位居民评过; same-pair 同一承办人和居民当月多于两单; own-household 承办人住在同一楼栋或联户',
        ),
      otherResidents: z
        .int()
        .describe('evaluations for other residents from the same device in the month; a shared network looks alike'),
      otherResidentsOfHandler: z.int().describe('of these, of what the same member did'),
      ofPair: z.int().describe('evaluated orders of the same member and resident in the month'),
      review: z
        .object({
          openedAt: Instant,
          openedBy: z.string().nullable(),
          why: z.string(),
          closedAt: InstantOrNull,
          closedBy: z.string().nullable(),
          outcome: z.enum(reviewOutcomes).nullable(),
          found: z.string().nullable(),
        })
        .nullable()
        .describe('核查: who took it up and why, and what was found; null: nobody yet. Reasons without personal data'),
    }),
  ),
});

export const evaluationRoutes = {
  showEvaluation: {
    method: 'get',
    path: '/api/v1/evaluations/{token}',
    summary: text('凭评价链接查看待评事项', 'What a one-time link is about; it changes nothing and spends nothing'),
    auth: 'open',
    params: TokenPath,
    answers: { 200: { description: text('待评事项', 'The round that waits'), schema: Form } },
    refusals: [404, 410],
  },
  evaluateByToken: {
    method: 'post',
    path: '/api/v1/evaluations/{token}',
    summary: text('凭评价链接评单(一次有效)', 'Evaluate by a one-time link'),
    auth: 'open',
    params: TokenPath,
    body: z.strictObject(answers),
    answers: { 200: { description: text('已评价', 'It is evaluated'), schema: Evaluated } },
    refusals: [404, 410, 413, 415, 422],
  },
  evaluateByPaper: {
    method: 'post',
    path: '/api/v1/evaluations',
    summary: text('凭单号和纸条上的评价码评单(一次有效)', 'Evaluate by number and the code of a paper slip'),
    auth: 'open',
    body: PaperEvaluation,
    answers: { 200: { description: text('已评价', 'It is evaluated'), schema: Evaluated } },
    refusals: [404, 413, 415, 422],
  },
  evaluateByCode: {
    method: 'post',
    path: '/api/v1/follow/evaluation',
    summary: text(
      '凭单号和查询码评单：算居民本人的评价，注明凭查询码；经手人知道查询码的、以工作身份登录的不行',
      'Evaluate by number and query code: the resident’s own, and it says by what; not where whoever had a part in the work knew the code, nor signed in in a post',
    ),
    auth: 'open',
    body: CodeEvaluation,
    answers: { 200: { description: text('评价后的单', 'The order as it stands then'), schema: FollowReply } },
    refusals: [403, 404, 409, 413, 415, 422],
  },
  readEvaluationMarks: {
    method: 'get',
    path: '/api/v1/evaluation-marks',
    summary: text(
      '评价疑点：近 30 天可能不是居民本人意思的评价（只供督查核查，不自动处罚，承办人看不到）',
      'Evaluations of the last 30 days that may not be the resident’s own: for supervisors to look at, never for the handler; nothing follows by itself',
    ),
    auth: 'session',
    query: MarksQuery,
    answers: { 200: { description: text('各项疑点', 'The marks, newest first'), schema: MarkedEvaluations } },
    refusals: [403, 422],
  },
  openEvaluationReview: {
    method: 'post',
    path: '/api/v1/evaluation-marks/{id}/open',
    summary: text(
      '开始核查一条有疑点的评价(写明理由)',
      'Take up an evaluation that carries marks, and say why; never one’s own work',
    ),
    auth: 'session',
    params: OrderPath,
    body: z.strictObject({ why: z.string().trim().min(2).max(500).describe('理由 / why') }),
    answers: { 201: { description: text('已开始核查', 'It is taken up'), schema: z.object({ open: z.literal(true) }) } },
    refusals: [403, 404, 409, 422],
  },
  closeEvaluationReview: {
    method: 'post',
    path: '/api/v1/evaluation-marks/{id}/close',
    summary: text('核查完毕(写明结论和理由)', 'Close it with what was found, and why; nothing follows by itself'),
    auth: 'session',
    params: OrderPath,
    body: z.strictObject({
      outcome: z.enum(reviewOutcomes).describe('own-word 是居民本人的意思; not-own-word 不是居民本人的意思; unclear 核实不了'),
      found: z.string().trim().min(2).max(500).describe('核实的情况 / what was found'),
    }),
    answers: { 200: { description: text('已核查', 'It is closed'), schema: z.object({ open: z.literal(false) }) } },
    refusals: [403, 404, 409, 422],
  },
  makeEvaluationLink: {
    method: 'post',
    path: '/api/v1/orders/{id}/evaluation-link',
    summary: text(
      '生成评价链接和评价码(记入查阅日志)',
      'The link and the code of the round that waits: for its resident, or for staff who may write the evaluation down; it is logged, and what is evaluated by it says who handed it out',
    ),
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: text('链接与评价码', 'Link and code'), schema: Link } },
    refusals: [404, 409],
  },
  printEvaluationSlip: {
    method: 'get',
    path: '/api/v1/orders/{id}/evaluation.html',
    summary: text('打印评价纸条(记入查阅日志)', 'A slip with the QR code and the code, to be printed'),
    auth: 'session',
    scope: 'write',
    params: OrderPath,
    answers: { 200: { description: text('评价纸条', 'The slip'), type: 'text/html' } },
    refusals: [404, 409],
  },
} as const satisfies Record<string, RouteEntry>;
