// Reference data, the reader's own posts and notices, workflows.
import { z } from 'zod';
import { Cursor } from './cursor.ts';
import { sealedReaders, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';
import { MobileNumber } from '../sign-in/phone.ts';

const Bilingual = z.object({ zh: z.string(), en: z.string() });

export const PostRef = z.object({ id: z.uuid(), role: z.string(), unit: UnitRef });

export const Me = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }),
  post: PostRef.describe('The post acted in'),
  posts: z.array(PostRef).describe('All posts in force of this person'),
});

export const UnitsQuery = z.strictObject({
  parent: z.string().trim().min(1).max(64).optional().describe('Id or code: only the units directly below it'),
  within: z.string().trim().min(1).max(64).optional().describe('Id or code: the unit and all below it'),
  kind: z.string().max(32).optional(),
  orders: z.literal('taken').optional().describe('taken: only where somebody dispatches orders, so that they are taken there'),
});

export const Units = z.object({
  units: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string(), kind: z.string(), parent: z.uuid().nullable() })),
});

export const Categories = z.object({
  categories: z.array(
    z.object({
      code: z.string(),
      name: Bilingual,
      group: z.object({ code: z.string(), name: Bilingual }),
      urgency: z.enum(['U0', 'U1', 'U2', 'U3']),
      limit: z.string(),
      flags: z.array(z.string()),
      sealed: z.boolean().describe(`${sealedReaders.zh} / ${sealedReaders.en}`),
      consents: z
        .array(z.string())
        .describe('宜另行征得的同意，不同意也照常受理 / consents to ask for beside it, never a condition'),
    }),
  ),
});

export const PeopleQuery = z.strictObject({
  unit: z.string().trim().min(1).max(64).optional().describe('Id or code: people with a post there or below'),
  role: z.string().max(32).optional(),
});

export const People = z.object({
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      posts: z.array(PostRef),
      away: z.iso.datetime().nullable().describe('请假至；在岗为空 / away until; null when there'),
    }),
  ),
});

export const NoticesQuery = z.strictObject({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const Notices = z.object({
  notices: z.array(
    z.object({
      id: z.string(),
      order: z.uuid().nullable().describe('what it is about; null when that is an activity'),
      activity: z.uuid().nullable(),
      template: z.string(),
      params: z.record(z.string(), z.unknown()),
      text: Bilingual.describe('The notice in words'),
      at: z.iso.datetime(),
      readAt: z.iso.datetime().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const WorkflowPath = z.object({ id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

export const WorkflowReply = z.object({
  id: z.string(),
  version: z.int(),
  title: Bilingual,
  states: z.array(z.string()).describe('Paths of states, regions first: handling.dispatched'),
  commands: z.array(
    z.object({
      type: z.string(),
      title: Bilingual,
      docs: z.string(),
      by: z.array(z.string()).describe('Roles that may send it'),
      opens: z.boolean(),
      input: z.record(z.string(), z.unknown()).describe('JSON schema'),
    }),
  ),
  clocks: z.array(z.string()).describe('Names of the clocks that its states run'),
  chart: z.string().describe('Mermaid state diagram'),
});

const NoticeChoice = z.strictObject({
  language: z.enum(['zh', 'en']).nullable().describe('null: the county’s'),
  email: z.email().max(254).nullable(),
  phone: MobileNumber.nullable().describe(
    'of staff, a mobile number of mainland China; whoever signs in by telephone gets SMS there, and leaves this null',
  ),
  sms: z.boolean().describe('whether SMS are wanted'),
});

/** What stands now. */
const ChosenNotices = NoticeChoice.extend({
  phone: z.string().nullable(),
  emailConfirmed: z.boolean().describe('寄到该邮箱的确认码已输入；未确认的邮箱不发通知 / only a confirmed address is written to'),
});

export const referenceRoutes = {
  getWorkflow: {
    method: 'get',
    path: '/api/v1/workflows/{id}',
    summary: { zh: '流程说明', en: 'States, commands, roles, clocks and chart of a workflow' },
    auth: 'session',
    params: WorkflowPath,
    answers: { 200: { description: { zh: '流程', en: 'The workflow’s newest version' }, schema: WorkflowReply } },
    refusals: [404],
  },
  getMe: {
    method: 'get',
    path: '/api/v1/me',
    summary: { zh: '当前人员与岗位', en: 'Who is acting, in which post' },
    auth: 'session',
    answers: { 200: { description: { zh: '人员与岗位', en: 'Person and posts' }, schema: Me } },
    refusals: [],
  },
  listUnits: {
    method: 'get',
    path: '/api/v1/units',
    summary: { zh: '组织单元', en: 'Units of the county' },
    auth: 'session',
    query: UnitsQuery,
    answers: { 200: { description: { zh: '组织单元', en: 'Units' }, schema: Units } },
    refusals: [422],
  },
  listCategories: {
    method: 'get',
    path: '/api/v1/categories',
    summary: { zh: '事项类别', en: 'Kinds of order' },
    auth: 'session',
    answers: { 200: { description: { zh: '事项类别', en: 'Categories' }, schema: Categories } },
    refusals: [],
  },
  listPeople: {
    method: 'get',
    path: '/api/v1/people',
    summary: { zh: '可派单的在岗人员', en: 'People to dispatch to: of one’s own area and what serves it' },
    auth: 'session',
    query: PeopleQuery,
    answers: { 200: { description: { zh: '人员', en: 'People' }, schema: People } },
    refusals: [422],
  },
  listNotices: {
    method: 'get',
    path: '/api/v1/notices',
    summary: { zh: '我的通知', en: 'One’s own notices, newest first' },
    auth: 'session',
    query: NoticesQuery,
    answers: { 200: { description: { zh: '一页通知', en: 'A page of notices' }, schema: Notices } },
    refusals: [422],
  },
  countNotices: {
    method: 'get',
    path: '/api/v1/notices/unread',
    summary: { zh: '有几条新通知', en: 'How many of one’s own notices are new' },
    auth: 'session',
    answers: {
      200: {
        description: { zh: '最近 50 条里没有看过的', en: 'Of the newest 50 those that were not read' },
        schema: z.object({ unread: z.int().min(0).max(50) }),
      },
    },
    refusals: [],
  },
  readNotices: {
    method: 'post',
    path: '/api/v1/notices/read',
    summary: {
      zh: '把我的通知记为看过',
      en: 'Mark one’s own notices as read; what had not gone out by SMS or e-mail goes no more',
    },
    auth: 'session',
    body: z.strictObject({
      ids: z.array(z.uuid().toLowerCase()).min(1).max(200).describe('Of notices; others’ stay as they are'),
    }),
    answers: {
      200: {
        description: { zh: '记为看过的条数', en: 'How many were unread' },
        schema: z.object({ read: z.int().min(0) }),
      },
    },
    refusals: [413, 415, 422],
  },
  showNoticeChoice: {
    method: 'get',
    path: '/api/v1/notices/choice',
    summary: { zh: '我的通知方式', en: 'How one is told beyond the box: SMS, e-mail, in which language' },
    auth: 'session',
    answers: { 200: { description: { zh: '通知方式', en: 'What was chosen' }, schema: ChosenNotices } },
    refusals: [],
  },
  chooseNotices: {
    method: 'post',
    path: '/api/v1/notices/choice',
    summary: { zh: '设置我的通知方式', en: 'Choose how one is told beyond the box; it replaces what was chosen' },
    auth: 'session',
    body: NoticeChoice,
    answers: {
      200: {
        description: { zh: '通知方式', en: 'What is chosen' },
        schema: ChosenNotices.extend({ codeSent: z.boolean().describe('已向该邮箱寄出确认码 / a code was sent to the address') }),
      },
    },
    refusals: [413, 415, 422],
  },
  confirmNoticeEmail: {
    method: 'post',
    path: '/api/v1/notices/email',
    summary: {
      zh: '输入寄到邮箱的确认码',
      en: 'Enter the code that was sent to the e-mail address; it is written to from then on',
    },
    auth: 'session',
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/, '验证码为六位数字 / the code has six digits') }),
    answers: { 200: { description: { zh: '通知方式', en: 'What is chosen' }, schema: ChosenNotices } },
    refusals: [413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
