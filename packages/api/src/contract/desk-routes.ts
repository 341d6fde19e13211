// Desks and what helps to dispatch.
import { Duplicates } from './duplicates.ts';
import { Candidates, DeskCounts, DeskPage, DeskQuery, OrderPath, SearchRequest } from './order.ts';
import type { RouteEntry } from './entry.ts';

export const deskRoutes = {
  listOrders: {
    method: 'get',
    path: '/api/v1/orders',
    summary: { zh: '工作台列表', en: 'A page of a desk' },
    auth: 'session',
    query: DeskQuery,
    answers: { 200: { description: { zh: '一页订单', en: 'A page of orders' }, schema: DeskPage } },
    refusals: [422],
  },
  searchOrders: {
    method: 'post',
    path: '/api/v1/orders/search',
    summary: {
      zh: '按整个单号查单；否则先列单号后几位（至少 6 个字符）相同的，再列脱敏后的内容里有这些字的（封存类除外）；按内容查到的记入查阅日志',
      en: 'The order of a desk with this whole number; else those whose numbers end so (six characters at least), and after them those whose redacted text holds these words: sealed kinds are not searched so, and what is found so is logged as read. In the body, because what is looked for may be somebody’s name',
    },
    auth: 'session',
    body: SearchRequest,
    answers: {
      200: {
        description: {
          zh: '查到的单：先按单号，再按内容，各自新的在前',
          en: 'What was found by number, then what was found by words; of each the newest first',
        },
        schema: DeskPage,
      },
    },
    refusals: [413, 415, 422],
  },
  countDesks: {
    method: 'get',
    path: '/api/v1/desks',
    summary: { zh: '各工作台的单数', en: 'How many orders stand on each desk' },
    auth: 'session',
    answers: { 200: { description: { zh: '单数', en: 'Counts' }, schema: DeskCounts } },
    refusals: [],
  },
  listCandidates: {
    method: 'get',
    path: '/api/v1/orders/{id}/candidates',
    summary: { zh: '可派对象', en: 'Whom it could be dispatched to; a person decides' },
    auth: 'session',
    params: OrderPath,
    answers: {
      200: { description: { zh: '人员、队伍、单位及理由', en: 'Persons, teams and units with reasons' }, schema: Candidates },
    },
    refusals: [404],
  },
  listDuplicates: {
    method: 'get',
    path: '/api/v1/orders/{id}/duplicates',
    summary: { zh: '疑似重复的单', en: 'Orders that look like the same matter; a person decides' },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '疑似重复及理由', en: 'The orders with reasons' }, schema: Duplicates } },
    refusals: [404],
  },
} as const satisfies Record<string, RouteEntry>;
