// The notice, consents, one's own data, and the records of the data protection officer: the contract's part of it.
import { z } from 'zod';
import { dataRequestKinds } from '@six-order/community/privacy/data-request';
import { consentPurposeNames } from '@six-order/community/privacy/purposes';
import { Cursor } from './cursor.ts';
import type { RouteEntry } from './entry.ts';
import { PostRef } from './reference.ts';

const UnitRef = PostRef.shape.unit;
const Bilingual = z.object({ zh: z.string(), en: z.string() });
const Instant = z.iso.datetime();
const IdPath = z.object({ id: z.uuid() });
const Purpose = z.enum(consentPurposeNames);

const Notice = z.object({
  version: z.string(),
  from: z.iso.date(),
  sections: z.array(z.object({ title: Bilingual, text: Bilingual })),
});

const Consents = z.object({
  notice: z.string().describe('现行告知书版本 / version of the notice in force'),
  consents: z.array(
    z.object({
      purpose: Purpose,
      title: Bilingual,
      with: Bilingual,
      without: Bilingual.describe('不同意时怎样办理 / how it goes without'),
      sensitive: z.boolean(),
      guardian: z.boolean().describe('须由监护人同意 / a guardian’s to give'),
      given: z.boolean().describe('未表示过即为否 / false when nothing was said'),
      at: Instant.nullable(),
      notice: z.string().nullable().describe('表示时的告知书版本 / version read then'),
      how: z.enum(['self', 'in-person', 'signature', 'voice']).nullable(),
    }),
  ),
});
const ConsentIn = z.strictObject({
  purpose: Purpose,
  given: z.boolean(),
  notice: z.string().max(20).describe('所读告知书的版本 / version of the notice that was read'),
});
const MyConsentIn = ConsentIn.extend({
  asGuardian: z.boolean().default(false).describe('以监护人身份同意 / said as the guardian of a child under 14'),
});
const ConsentFor = ConsentIn.extend({
  how: z.enum(['in-person', 'signature', 'voice']).describe('怎样取得 / how it was got'),
  guardian: z.uuid().nullable().default(null).describe('不满十四周岁的监护人 / who consents for a child under 14'),
});

const MyData = z.object({
  at: Instant,
  person: z.object({ id: z.uuid(), name: z.string() }),
  posts: z.array(PostRef.extend({ from: Instant, to: Instant.nullable() })),
  absences: z.array(z.object({ from: Instant, to: Instant })),
  tags: z.array(z.string()),
  reportIns: z.array(
    z.object({ unit: UnitRef.nullable(), employer: z.string().nullable(), reportedAt: Instant, endedAt: Instant.nullable() }),
  ),
  service: z.array(z.object({ day: z.iso.date(), kind: z.string(), minutes: z.int() })),
  consents: z.array(
    z.object({
      purpose: z.string(),
      given: z.boolean(),
      notice: z.string(),
      at: Instant,
      how: z.string(),
      guardian: z.uuid().nullable(),
    }),
  ),
  orders: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      workflow: z.string(),
      stage: z.string(),
      openedAt: Instant,
      closedAt: Instant.nullable(),
      fields: z
        .record(z.string(), z.string().nullable())
        .describe('本人可见的内容；已删除为空 / what one may read of it; null when erased'),
      readings: z
        .array(
          z.object({
            at: Instant,
            field: z.string(),
            how: z.enum(['full', 'masked', 'reveal']),
            role: z.string().nullable(),
            unit: UnitRef.nullable(),
            reason: z.string().nullable(),
          }),
        )
        .describe('谁在什么岗位查看过，每一次 / who read it, by post: every reading, newest first'),
    }),
  ),
  more: z.literal(false).describe('全部都在 / all of it is there'),
});

const Visits = z.object({
  visits: z.array(
    z.object({
      id: z.uuid(),
      order: z.object({ id: z.uuid(), number: z.string() }),
      role: z.string().nullable().describe('凭单号和查询码查看的为空 / null for whoever followed the order by its code'),
      unit: UnitRef.nullable(),
      from: Instant,
      to: Instant,
      read: z.array(
        z.object({ field: z.string(), how: z.enum(['full', 'masked', 'reveal']), reason: z.string().nullable(), times: z.int() }),
      ),
    }),
  ),
  total: z.int().describe('共几次 / of how many'),
  next: z.string().nullable(),
});

const DataRequest = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(dataRequestKinds),
  title: Bilingual,
  about: z.uuid().nullable().describe('所涉的单；为空即全部 / the order that it is about; null for all that is kept'),
  stage: z.enum(['asked', 'taken', 'answered', 'withdrawn']),
  outcome: z.enum(['granted', 'partly', 'refused']).nullable(),
  askedAt: Instant,
  dueAt: Instant.nullable().describe('答复期限 / until when it is answered'),
});

const RecordOut = z.object({
  id: z.uuid(),
  kind: z.enum(['processing', 'assessment', 'breach']),
  at: Instant,
  supersedes: z.uuid().nullable(),
  body: z.record(z.string(), z.unknown()),
});
const BreachList = z.object({
  people: z.array(z.object({ person: z.uuid(), listedAt: Instant, notifiedAt: Instant.nullable(), how: z.string().nullable() })),
});

export const privacyRoutes = {
  getPrivacyNotice: {
    method: 'get',
    path: '/api/v1/privacy-notice',
    summary: { zh: '个人信息处理告知书', en: 'The privacy notice in force, or an earlier version' },
    auth: 'open',
    query: z.strictObject({ version: z.string().max(20).optional() }),
    answers: { 200: { description: { zh: '告知书', en: 'The notice' }, schema: Notice } },
    refusals: [404, 422],
  },
  listMyConsents: {
    method: 'get',
    path: '/api/v1/me/consents',
    summary: { zh: '我的同意', en: 'One’s own consents, by purpose' },
    auth: 'session',
    answers: { 200: { description: { zh: '逐项同意', en: 'The consents' }, schema: Consents } },
    refusals: [],
  },
  setMyConsent: {
    method: 'post',
    path: '/api/v1/me/consents',
    summary: { zh: '同意或撤回(同样方便)', en: 'Give or withdraw a consent: the same call' },
    auth: 'session',
    body: MyConsentIn,
    answers: { 200: { description: { zh: '逐项同意', en: 'The consents' }, schema: Consents } },
    refusals: [413, 415, 422],
  },
  recordConsent: {
    method: 'post',
    path: '/api/v1/people/{id}/consents',
    summary: { zh: '代为登记同意或撤回，注明怎样取得', en: 'Enter a person’s consent or withdrawal, and how it was got' },
    auth: 'session',
    params: IdPath,
    body: ConsentFor,
    answers: { 201: { description: { zh: '逐项同意', en: 'The consents' }, schema: Consents } },
    refusals: [404, 413, 415, 422],
  },
  listConsents: {
    method: 'get',
    path: '/api/v1/people/{id}/consents',
    summary: { zh: '某人的同意(个人信息保护负责人)', en: 'A person’s consents, for the data protection officer' },
    auth: 'session',
    params: IdPath,
    answers: { 200: { description: { zh: '逐项同意', en: 'The consents' }, schema: Consents } },
    refusals: [404],
  },
  getMyData: {
    method: 'get',
    path: '/api/v1/me/data',
    summary: { zh: '我的信息副本(机器可读)', en: 'A machine-readable copy of all that is kept of oneself' },
    auth: 'session',
    answers: { 200: { description: { zh: '副本', en: 'The copy' }, schema: MyData } },
    refusals: [],
  },
  listMyVisits: {
    method: 'get',
    path: '/api/v1/me/visits',
    summary: {
      zh: '谁看过我的单：同一人相隔半小时以内的查看合为一次，最近的在前',
      en: 'Who looked at one’s orders: readings of one person within half an hour of each other are one visit, the last first',
    },
    auth: 'session',
    query: z.strictObject({ cursor: Cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answers: { 200: { description: { zh: '每一次来看', en: 'The visits' }, schema: Visits } },
    refusals: [422],
  },
  askDataRequest: {
    method: 'post',
    path: '/api/v1/me/data-requests',
    summary: { zh: '行使个人信息权利', en: 'Ask about one’s own data; answered within 15 working days' },
    auth: 'session',
    keyed: true,
    body: z.strictObject({
      kind: z.enum(dataRequestKinds),
      text: z.string().max(2_000).optional(),
      about: z.uuid().toLowerCase().optional(),
    }),
    answers: { 201: { description: { zh: '请求', en: 'The request' }, schema: z.object({ request: DataRequest }) } },
    refusals: [409, 413, 415, 422],
  },
  listMyDataRequests: {
    method: 'get',
    path: '/api/v1/me/data-requests',
    summary: { zh: '我的请求', en: 'One’s own requests, newest first' },
    auth: 'session',
    answers: { 200: { description: { zh: '请求', en: 'The requests' }, schema: z.object({ requests: z.array(DataRequest) }) } },
    refusals: [],
  },
  listDataRequests: {
    method: 'get',
    path: '/api/v1/privacy/data-requests',
    summary: { zh: '待答复的请求(个人信息保护负责人)', en: 'Requests to answer, the first due first' },
    auth: 'session',
    answers: {
      200: {
        description: { zh: '请求', en: 'The requests' },
        schema: z.object({
          requests: z.array(DataRequest.extend({ person: z.object({ id: z.uuid(), name: z.string() }).nullable() })),
        }),
      },
    },
    refusals: [],
  },
  countTurnedAway: {
    method: 'get',
    path: '/api/v1/privacy/turned-away',
    summary: {
      zh: '各月有多少违纪违法线索被引导至 12388（内容不留存）',
      en: 'How many leads about breaches of discipline were told to turn to 12388, by month; nothing of them is kept',
    },
    auth: 'session',
    answers: {
      200: {
        description: { zh: '各月件数', en: 'The months that have any' },
        schema: z.object({ months: z.array(z.object({ month: z.string(), count: z.int() })) }),
      },
    },
    refusals: [],
  },
  listMissingConsents: {
    method: 'get',
    path: '/api/v1/privacy/missing-consents',
    summary: {
      zh: '所属类别应征得单独同意而未见同意的在办单(个人信息保护负责人)',
      en: 'Open orders whose kind asks for a consent that is not there, oldest first; for the data protection officer',
    },
    auth: 'session',
    answers: {
      200: {
        description: { zh: '在办单和所缺的同意', en: 'The orders, and what each lacks' },
        schema: z.object({
          orders: z.array(
            z.object({
              number: z.string(),
              category: z.object({ code: z.string(), name: Bilingual }),
              person: z.uuid().nullable().describe('居民 / whose order it is'),
              openedAt: Instant,
              missing: z.array(z.object({ purpose: Purpose, title: Bilingual })),
            }),
          ),
          more: z.boolean().describe('还有更多 / there are more than the list holds'),
        }),
      },
    },
    refusals: [],
  },
  listPrivacyRecords: {
    method: 'get',
    path: '/api/v1/privacy/records',
    summary: { zh: '处理活动记录、影响评估、泄露记录', en: 'Processing records, impact assessments, breaches' },
    auth: 'session',
    query: z.strictObject({ kind: z.enum(['processing', 'assessment', 'breach']) }),
    answers: { 200: { description: { zh: '记录', en: 'The records' }, schema: z.object({ records: z.array(RecordOut) }) } },
    refusals: [422],
  },
  addPrivacyRecord: {
    method: 'post',
    path: '/api/v1/privacy/records',
    summary: { zh: '新增或替代一条记录', en: 'Add a record, or one that supersedes another' },
    auth: 'session',
    body: z.strictObject({
      kind: z.enum(['processing', 'assessment', 'breach']),
      supersedes: z.uuid().nullable().default(null),
      body: z.record(z.string(), z.unknown()),
    }),
    answers: { 201: { description: { zh: '记录', en: 'The record' }, schema: z.object({ record: RecordOut }) } },
    refusals: [409, 413, 415, 422],
  },
  listBreachPeople: {
    method: 'get',
    path: '/api/v1/privacy/breaches/{id}/people',
    summary: { zh: '泄露通知名单', en: 'Whom a breach concerns, and who was told' },
    auth: 'session',
    params: IdPath,
    answers: { 200: { description: { zh: '名单', en: 'The list' }, schema: BreachList } },
    refusals: [404],
  },
  noteBreachPeople: {
    method: 'post',
    path: '/api/v1/privacy/breaches/{id}/people',
    summary: { zh: '列入名单；注明已通知', en: 'Put people on the list; with `told`, note how they were told' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({
      people: z.array(z.uuid()).min(1).max(1_000),
      told: z.enum(['notice', 'telephone', 'letter', 'visit', 'announcement']).optional(),
    }),
    answers: { 200: { description: { zh: '名单', en: 'The list' }, schema: BreachList } },
    refusals: [404, 413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
