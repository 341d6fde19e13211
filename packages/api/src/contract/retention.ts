// What is past its time and how it is destroyed: the contract's part of it.
import { z } from 'zod';
import type { RouteEntry } from './entry.ts';

const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Instant = z.iso.datetime();
const PlanPath = z.object({ id: z.uuid() });

const Signature = z.object({ person: z.uuid(), at: Instant }).nullable();
const Plan = z.object({
  id: z.uuid(),
  plannedAt: Instant,
  signed: z
    .object({ dpo: Signature, archives: Signature })
    .describe('两人签字后才执行 / nothing is done before both have signed'),
  endedAt: Instant.nullable().describe('执行完毕 / when it was carried out'),
  counts: z.array(
    z.object({
      rule: z.string(),
      title: Bilingual,
      planned: z.int(),
      done: z.int(),
      kept: z.int().describe('此间又有变化而保留 / left alone, for it was taken up again since'),
    }),
  ),
});
const Planned = { schema: z.object({ plan: Plan }) };

export const retentionRoutes = {
  getRetention: {
    method: 'get',
    path: '/api/v1/privacy/retention',
    summary: { zh: '保存期限、到期数量和销毁计划', en: 'How long things are kept, how much is due, and the plans' },
    auth: 'session',
    answers: {
      200: {
        description: { zh: '保存期限和计划', en: 'Rules and plans' },
        schema: z.object({
          rules: z.array(z.object({ rule: z.string(), title: Bilingual, source: z.string() })),
          due: z.int(),
          plans: z.array(Plan),
        }),
      },
    },
    refusals: [],
  },
  planRetention: {
    method: 'post',
    path: '/api/v1/privacy/retention/plans',
    summary: { zh: '拟订销毁计划(只试算，不改动)', en: 'Draw up a plan: a dry run that changes nothing' },
    auth: 'session',
    body: z.strictObject({}),
    answers: { 201: { description: { zh: '计划', en: 'The plan' }, ...Planned } },
    refusals: [409, 413, 415, 422],
  },
  getRetentionPlan: {
    method: 'get',
    path: '/api/v1/privacy/retention/plans/{id}',
    summary: { zh: '计划逐项清单', en: 'What a plan names, item by item' },
    auth: 'session',
    params: PlanPath,
    answers: {
      200: {
        description: { zh: '逐项清单', en: 'The items' },
        schema: z.object({
          plan: Plan,
          items: z.array(
            z.object({
              rule: z.string(),
              number: z.string().nullable().describe('单号；人员和成批记录为空 / of an order; null for people and rows'),
              rows: z.int(),
              outcome: z.enum(['done', 'kept']).nullable(),
            }),
          ),
          more: z.boolean().describe('还有更多未列出 / there are more'),
        }),
      },
    },
    refusals: [404],
  },
  signRetentionPlan: {
    method: 'post',
    path: '/api/v1/privacy/retention/plans/{id}/sign',
    summary: {
      zh: '签字：个人信息保护负责人和档案管理员各签一次，执行后不可恢复',
      en: 'Sign it, as the data protection officer or for the archives; what is then destroyed cannot be brought back',
    },
    auth: 'session',
    params: PlanPath,
    body: z.strictObject({}),
    answers: { 200: { description: { zh: '计划', en: 'The plan' }, ...Planned } },
    refusals: [404, 409, 413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
