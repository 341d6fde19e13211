// 红榜 and 整改提醒榜: the contract's part of it.
import { appealGrounds, listNames } from '@six-order/community/lists/lists';
import { z } from 'zod';
import { Instant, InstantOrNull, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const text = (zh: string, en: string) => ({ zh, en });
const IdPath = z.strictObject({ id: z.uuid().toLowerCase() });
export const personReasons = ['service', 'help', 'hazard', 'suggestion', 'mediation'] as const;

const Shown = z.object({
  list: z.enum(listNames).describe('red: 红榜; black: 整改提醒榜，只列单位 / units only'),
  month: z.string(),
  unit: UnitRef.omit({ id: true }).nullable(),
  person: z.string().nullable().describe('本人同意的，只写姓氏 / by surname, with consent'),
  reasons: z.array(z.string()),
  from: Instant,
  until: Instant,
});

const Entry = z.object({
  id: z.uuid(),
  list: z.enum(listNames),
  month: z.string(),
  unit: UnitRef.nullable(),
  reasons: z.array(z.string()),
  score: z.number().nullable(),
  noticedAt: Instant,
  shownFrom: Instant,
  appealBy: Instant,
  endsAt: Instant,
  ground: z.enum(appealGrounds).nullable(),
  appealedAt: InstantOrNull,
  decidedAt: InstantOrNull,
  upheld: z.boolean().nullable(),
  correctedAt: InstantOrNull,
  shown: z.boolean().describe('公众现在能看到 / the public sees it now'),
});
const Mine = Entry.omit({ unit: true, score: true }).extend({ consentedAt: InstantOrNull });
const ok = <S extends z.ZodType>(zh: string, en: string, schema: S) => ({ 200: { description: text(zh, en), schema } });
const writing = [404, 409, 413, 415, 422] as const;

export const listRoutes = {
  publicLists: {
    method: 'get',
    path: '/api/v1/public/lists',
    summary: text(
      '公示中的红榜和整改提醒榜（县里发文启用才有；历史不公开）',
      'What is shown of the lists now, where the county enabled them; none of the past',
    ),
    auth: 'open',
    query: z.strictObject({
      county: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    answers: ok('榜单', 'The lists', z.object({ entries: z.array(Shown) })),
    refusals: [422],
  },
  listUnitEntries: {
    method: 'get',
    path: '/api/v1/lists',
    summary: text('辖区单位的榜单告知（公示前 3 个工作日）', 'What the units of one’s area are told before it is shown'),
    auth: 'session',
    answers: ok('告知', 'The notices', z.object({ entries: z.array(Entry) })),
    refusals: [],
  },
  appealUnitEntry: {
    method: 'post',
    path: '/api/v1/lists/{id}/appeal',
    summary: text(
      '单位申诉（5 个工作日内，一次；期间不公示）',
      'The unit appeals, once, within 5 working days; until it is decided nothing is shown',
    ),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ ground: z.enum(appealGrounds) }),
    answers: ok('已申诉', 'Appealed', z.object({ entry: Entry })),
    refusals: writing,
  },
  decideUnitEntry: {
    method: 'post',
    path: '/api/v1/lists/{id}/decision',
    summary: text('决定申诉（上级，非申诉人）', 'Decide on an appeal, from above and as another person'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ upheld: z.boolean() }),
    answers: ok('已决定', 'Decided', z.object({ entry: Entry })),
    refusals: writing,
  },
  correctUnitEntry: {
    method: 'post',
    path: '/api/v1/lists/{id}/correction',
    summary: text('核实已整改，提前撤榜', 'What was wrong is put right and was looked at: it is taken down early'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({}),
    answers: ok('已撤榜', 'Taken down', z.object({ entry: Entry })),
    refusals: writing,
  },
  proposeRedPerson: {
    method: 'post',
    path: '/api/v1/people/{id}/red-list',
    summary: text(
      '提名个人上红榜（本人同意才公示；没有个人黑榜）',
      'Propose a person for the red list: shown only with consent. There is no other list of persons',
    ),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ reason: z.enum(personReasons) }),
    answers: { 201: { description: text('已提名', 'Proposed'), schema: z.object({ proposed: z.literal(true) }) } },
    refusals: writing,
  },
  listMyRedEntries: {
    method: 'get',
    path: '/api/v1/me/red-list',
    summary: text('我被提名上红榜的', 'Where one is proposed for the red list'),
    auth: 'session',
    answers: ok('提名', 'The proposals', z.object({ entries: z.array(Mine) })),
    refusals: [],
  },
  consentToRedList: {
    method: 'post',
    path: '/api/v1/me/red-list/{id}/consent',
    summary: text('同意或撤回同意（即时生效）', 'Agree, or take it back: at once'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ given: z.boolean() }),
    answers: ok('现状', 'How it stands', z.object({ entry: Mine })),
    refusals: writing,
  },
} as const satisfies Record<string, RouteEntry>;
