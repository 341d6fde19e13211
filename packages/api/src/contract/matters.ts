// What a dispute, a visit, a topic or a task can be begun with: the county's forums and forms, who visits.
import { z } from 'zod';
import { Bilingual, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';
import { OrderPath } from './order.ts';

const WhereQuery = z.strictObject({
  unit: z.string().trim().min(1).max(64).describe('Id or official code: where the matter is'),
});

export const matterRoutes = {
  listForums: {
    method: 'get',
    path: '/api/v1/forums',
    summary: {
      zh: '某地可用的议事形式：谁召集、有哪几方、收不收一般的单',
      en: 'The forums that there are for a matter at a place: who convenes each, its parties, which orders may come before it',
    },
    auth: 'session',
    query: WhereQuery,
    answers: {
      200: {
        description: { zh: '议事形式', en: 'The forums of the policy in force' },
        schema: z.object({
          forums: z.array(
            Bilingual.extend({
              code: z.string(),
              convener: UnitRef,
              parties: z.array(Bilingual),
              orders: z.enum(['any', 'raised-or-shelved']).describe('Which orders may be put before it'),
            }),
          ),
        }),
      },
    },
    refusals: [422],
  },
  listTaskForms: {
    method: 'get',
    path: '/api/v1/task-forms',
    summary: { zh: '任务可以要求填报的表格', en: 'The forms that a task may ask for: those of the county’s list and no others' },
    auth: 'session',
    query: WhereQuery,
    answers: {
      200: {
        description: { zh: '表格', en: 'The forms of the policy in force' },
        schema: z.object({
          forms: z.array(Bilingual.extend({ code: z.string() })),
          askedWithinDays: z.int().describe('Of a unit that was asked within so many days a form is not asked again'),
        }),
      },
    },
    refusals: [422],
  },
  listVisitors: {
    method: 'get',
    path: '/api/v1/visitors',
    summary: {
      zh: '可以安排走访某地的人：安排走访的岗位可用',
      en: 'Who can be named as the visitor of a place, for those who plan visits; whoever is shown no people visits himself',
    },
    auth: 'session',
    query: WhereQuery,
    answers: {
      200: {
        description: { zh: '走访人', en: 'The people, each once' },
        schema: z.object({
          visitors: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string(), unit: UnitRef })),
        }),
      },
    },
    refusals: [422],
  },
  listMediators: {
    method: 'get',
    path: '/api/v1/orders/{id}/mediators',
    summary: {
      zh: '这件调解可以移交给谁：可移交的人可用',
      en: 'To whom a mediation can be handed over, for whoever may hand it over',
    },
    auth: 'session',
    params: OrderPath,
    answers: {
      200: {
        description: { zh: '同一单位的其他调解人', en: 'Others of the unit that has it in hand who mediate' },
        schema: z.object({ mediators: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string() })) }),
      },
    },
    refusals: [404],
  },
} as const satisfies Record<string, RouteEntry>;
