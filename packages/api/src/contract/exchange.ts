// Exchange of work orders with 12345 and grid platforms: the contract's part of it. How to connect: docs/integrations.md.
import { Report, WorkOrder } from '@six-order/community/exchange/profile';
import { z } from 'zod';
import { Instant, InstantOrNull, Shown } from './common.ts';
import { Cursor } from './cursor.ts';
import type { RouteEntry } from './entry.ts';

const system = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
const SystemPath = z.object({ system });
const NumberPath = z.object({ system, number: z.string().min(1).max(64) });

const Problems = z.array(z.object({ path: z.string(), message: z.string() }));

const Taken = z.object({
  results: z.array(
    z.object({
      line: z.int().nullable().describe('表格的行号；JSON 为空 / of a table'),
      number: z.string().nullable().describe('对方的工单号 / theirs'),
      outcome: z
        .enum(['placed', 'known', 'different', 'refused'])
        .describe(
          'known: 已收过，未重复建单 / here already; different: 该号已收过而内容不同，未改动 / here already with other content, nothing changed',
        ),
      order: z.object({ id: z.uuid(), number: z.string() }).nullable().describe('我方的单 / ours'),
      problems: Problems.describe(
        '为何未收；表格已收的行，未录入的电话 / why it was refused; of a row that was placed, what was left out',
      ),
    }),
  ),
});

export const ExchangeStatus = z.object({
  system: z.string(),
  number: z.string().describe('对方的工单号 / theirs'),
  order: z.object({ id: z.uuid(), number: z.string() }),
  status: z.string().describe('对方的状态词，按映射表；无映射时为我方环节 / their word for the stage'),
  stage: z.string(),
  light: z.enum(['green', 'blue', 'yellow', 'red', 'done']),
  revision: z.int(),
  receivedAt: Instant,
  dueAt: InstantOrNull,
  returnBy: InstantOrNull,
  finishedAt: InstantOrNull,
  result: Shown.describe('办理结果，按该岗位可见程度 / as the post may see it'),
  refusal: z.object({ reason: Shown, channel: Shown, channelCode: z.string().nullable() }).nullable(),
  evaluation: z.object({ solved: z.enum(['yes', 'partly', 'no']), stars: z.int(), at: Instant }).nullable(),
});
const StatusReply = z.object({ workOrder: ExchangeStatus });

const Evaluation = z.strictObject({
  solved: z.enum(['yes', 'partly', 'no']),
  stars: z.int().min(1).max(5),
  comment: z.string().trim().min(1).max(2_000).optional(),
});

const HandOverSummary = z.object({
  system: z.string(),
  order: z.object({ id: z.uuid(), number: z.string() }),
  state: z
    .enum(['offered', 'taken', 'returning', 'finished'])
    .describe('待对方确认 / 对方已接收 / 对方申请退回，待审核 / 对方已办结'),
  number: z.string().nullable().describe('对方的工单号；未确认为空 / theirs, once they confirmed'),
  confirmedAt: InstantOrNull,
  category: z.string().describe('对方的类别词，无映射时为我方编码 / in their word, where the map has one'),
  unit: z.object({ code: z.string(), name: z.string() }),
  urgency: z.enum(['U0', 'U1', 'U2', 'U3']),
  offeredAt: Instant,
  dueAt: InstantOrNull.describe('最近的时限；确认前为接收时限 / the nearest limit: before they confirm, that of confirming'),
});
const HandOver = HandOverSummary.extend({
  text: Shown.describe('诉求内容，按该岗位可见程度 / as the post may see it'),
  contact: z.object({ name: Shown, phone: Shown, address: Shown }),
});
const HandOverReply = z.object({ handOver: HandOverSummary });
const HandOverPath = z.object({ system, id: z.uuid().toLowerCase() });

const refusals = [404, 413, 415, 422] as const;

export const exchangeRoutes = {
  takeWorkOrders: {
    method: 'post',
    path: '/api/v1/exchange/{system}/orders',
    summary: { zh: '接收 12345、网格平台等的工单', en: 'Take work orders of another system; the same number opens one order' },
    auth: 'session',
    params: SystemPath,
    // One that cannot be read is refused by itself and keeps no other out.
    body: z.strictObject({
      orders: z
        .array(z.union([WorkOrder, z.record(z.string(), z.unknown())]))
        .min(1)
        .max(100),
    }),
    answers: { 200: { description: { zh: '逐单结果', en: 'Order by order' }, schema: Taken } },
    refusals,
  },
  takeWorkOrderTable: {
    method: 'post',
    path: '/api/v1/exchange/{system}/orders.csv',
    summary: { zh: '以表格接收工单(CSV；UTF-8、UTF-16、GBK)', en: 'The same from a table (CSV in UTF-8, UTF-16 or GBK)' },
    auth: 'session',
    params: SystemPath,
    file: true,
    answers: { 200: { description: { zh: '逐行结果', en: 'Row by row' }, schema: Taken } },
    refusals,
  },
  listWorkOrders: {
    method: 'get',
    path: '/api/v1/exchange/{system}/orders',
    summary: { zh: '本系统收到的工单，新的在前', en: 'Work orders that were taken, newest first, with how they stand' },
    auth: 'session',
    params: SystemPath,
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    answers: {
      200: {
        description: { zh: '一页工单', en: 'A page' },
        schema: z.object({
          workOrders: z.array(ExchangeStatus.omit({ result: true, refusal: true })),
          next: z.string().nullable(),
        }),
      },
    },
    refusals: [404, 422],
  },
  getWorkOrder: {
    method: 'get',
    path: '/api/v1/exchange/{system}/orders/{number}',
    summary: { zh: '按对方工单号查看状态和结果', en: 'State and result of a work order by their number' },
    auth: 'session',
    params: NumberPath,
    answers: { 200: { description: { zh: '状态和结果', en: 'How it stands' }, schema: StatusReply } },
    refusals: [404],
  },
  evaluateWorkOrder: {
    method: 'post',
    path: '/api/v1/exchange/{system}/orders/{number}/evaluation',
    summary: { zh: '回传对方的回访评价', en: 'The evaluation that the other system got from the caller' },
    auth: 'session',
    keyed: true,
    params: NumberPath,
    body: Evaluation,
    answers: { 200: { description: { zh: '已记录', en: 'Written down' }, schema: StatusReply } },
    refusals: [...refusals, 409],
  },
  listHandOvers: {
    method: 'get',
    path: '/api/v1/exchange/{system}/hand-overs',
    summary: { zh: '移交给本系统的单，时限近的在前', en: 'Orders handed over to the system, the nearest limit first' },
    auth: 'session',
    params: SystemPath,
    query: z.strictObject({
      state: z.enum(['offered', 'all']).default('offered').describe('offered: 待确认的 / to be confirmed'),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answers: {
      200: {
        description: { zh: '一页移交单', en: 'A page' },
        schema: z.object({ handOvers: z.array(HandOverSummary), next: z.string().nullable() }),
      },
    },
    refusals: [404, 422],
  },
  getHandOver: {
    method: 'get',
    path: '/api/v1/exchange/{system}/hand-overs/{id}',
    summary: { zh: '一件移交单的内容', en: 'What was handed over, with its text' },
    auth: 'session',
    params: HandOverPath,
    answers: { 200: { description: { zh: '内容', en: 'The order' }, schema: z.object({ handOver: HandOver }) } },
    refusals: [404],
  },
  confirmHandOver: {
    method: 'post',
    path: '/api/v1/exchange/{system}/hand-overs/{id}/confirmation',
    summary: {
      zh: '接收方确认移交，并告知其工单号',
      en: 'The receiver confirms that it took the order on, and under which number; again with the same number it changes nothing',
    },
    auth: 'session',
    params: HandOverPath,
    body: z.strictObject({ number: WorkOrder.shape.number }),
    answers: { 200: { description: { zh: '已确认', en: 'Confirmed' }, schema: HandOverReply } },
    refusals: [...refusals, 409],
  },
  reportHandOver: {
    method: 'post',
    path: '/api/v1/exchange/{system}/hand-overs/{id}/report',
    summary: {
      zh: '接收方回传联系、进展、结果，或申请退回',
      en: 'The receiver tells of contact, progress or the result, or asks to give the order back',
    },
    auth: 'session',
    keyed: true,
    params: HandOverPath,
    body: Report,
    answers: { 200: { description: { zh: '已记录', en: 'Written down' }, schema: HandOverReply } },
    refusals: [...refusals, 409],
  },
} as const satisfies Record<string, RouteEntry>;
