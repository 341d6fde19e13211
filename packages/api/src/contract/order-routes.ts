// Orders: placing, sending commands, reading, following, hearing of changes.
import {
  CommandReply,
  CommandRequest,
  FollowReply,
  FollowRequest,
  Journal,
  OpenRequest,
  OrderPath,
  OrderReply,
  PlaceReply,
  RevealReply,
  RevealRequest,
} from './order.ts';
import { z } from 'zod';
import { Instant } from './common.ts';
import type { RouteEntry } from './entry.ts';

export const orderRoutes = {
  placeOrder: {
    method: 'post',
    path: '/api/v1/orders',
    summary: { zh: '点单；发督办卡', en: 'Place an order, or issue a supervision card' },
    auth: 'session',
    keyed: true,
    body: OpenRequest,
    answers: { 201: { description: { zh: '已提交，附查询码', en: 'Placed, with the query code' }, schema: PlaceReply } },
    refusals: [413, 415, 422],
  },
  sendCommand: {
    method: 'post',
    path: '/api/v1/orders/{id}/commands',
    summary: { zh: '对一单发出指令', en: 'Send a command to an order' },
    auth: 'session',
    keyed: true,
    params: OrderPath,
    body: CommandRequest,
    answers: { 200: { description: { zh: '已执行', en: 'Applied' }, schema: CommandReply } },
    refusals: [404, 409, 413, 415, 422],
  },
  getOrder: {
    method: 'get',
    path: '/api/v1/orders/{id}',
    summary: { zh: '查看一单', en: 'One order, as this actor may see it' },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '订单', en: 'The order' }, schema: OrderReply } },
    refusals: [404],
  },
  listLinks: {
    method: 'get',
    path: '/api/v1/orders/{id}/links',
    summary: {
      zh: '这一单从哪一单来，由它又有了哪些单：督办卡、调解、议题、走访、任务',
      en: 'What an order was born of, and what was born of it: cards, mediations, topics, visits, tasks; those that this actor may see',
    },
    auth: 'session',
    params: OrderPath,
    answers: {
      200: {
        description: { zh: '关联的单', en: 'The orders' },
        schema: z.object({
          links: z.array(
            z.object({
              id: z.uuid(),
              number: z.string(),
              workflow: z.string(),
              relation: z
                .enum(['from', 'to'])
                .describe('from: 由它而来 / this one was born of it; to: 由这一单而来 / it was born of this one'),
              state: z.string(),
              openedAt: Instant,
            }),
          ),
        }),
      },
    },
    refusals: [404],
  },
  revealField: {
    method: 'post',
    path: '/api/v1/orders/{id}/reveal',
    summary: { zh: '查看未脱敏内容(记入查阅日志)', en: 'One field unmasked; who, what and why are logged' },
    auth: 'session',
    scope: 'reveal',
    params: OrderPath,
    body: RevealRequest,
    answers: { 200: { description: { zh: '原文', en: 'The value' }, schema: RevealReply } },
    refusals: [404, 413, 415, 422],
  },
  readJournal: {
    method: 'get',
    path: '/api/v1/orders/{id}/journal',
    summary: { zh: '一单的日志', en: 'The journal of an order, and whether its chain holds' },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '日志', en: 'The entries' }, schema: Journal } },
    refusals: [404],
  },
  followOrder: {
    method: 'post',
    path: '/api/v1/follow',
    summary: { zh: '凭单号和查询码查看', en: 'An order by number and query code, without a session' },
    auth: 'open',
    body: FollowRequest,
    answers: {
      200: {
        description: { zh: '订单，电话打码', en: 'The order as its resident may see it, telephones masked' },
        schema: FollowReply,
      },
    },
    refusals: [404, 413, 415, 422],
  },
  streamEvents: {
    method: 'get',
    path: '/api/v1/events',
    summary: { zh: '订单变动(SSE)', en: 'Changes of orders that this actor may see (SSE)' },
    auth: 'session',
    answers: {
      200: {
        description: {
          zh: '每条消息的数据为 { order, revision };refresh 事件表示应重新读取',
          en: 'The data of each message is { order, revision }; an event named refresh says to read anew',
        },
        type: 'text/event-stream',
      },
    },
    refusals: [],
  },
} as const satisfies Record<string, RouteEntry>;
