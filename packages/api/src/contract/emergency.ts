// Emergencies (应急响应) as the API shows and takes them.
import { emergencyKinds, hazards, levels, type Hazard } from '@six-order/community/emergency/hazard';
import { resourceColumns, resourceKinds, resourceWords } from '@six-order/community/emergency/resource';
import { z } from 'zod';
import { MobileNumber } from '../sign-in/phone.ts';
import { Bilingual, Instant, InstantOrNull, Shown, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';

const By = z.string().nullable().describe('A name for staff');
const Said = z.object({ at: Instant, by: By, text: Shown });
const HazardName = z.enum(Object.keys(hazards) as [Hazard, ...Hazard[]]);

export const Emergency = z.object({
  kind: z.enum(emergencyKinds),
  hazard: HazardName,
  level: z.enum(levels),
  document: z.string().nullable().describe('The county’s document'),
  scope: z.array(UnitRef.nullable()),
  startedAt: InstantOrNull,
  endedAt: InstantOrNull,
  plannedEnd: InstantOrNull.describe('计划结束 / of one that is not confirmed yet as it was asked for'),
  confirmBy: InstantOrNull.describe('确认时限 / until when it may be confirmed before it lapses; null once it is, or is over'),
  checklist: z
    .array(z.object({ item: z.string(), name: Bilingual, at: InstantOrNull, by: By }))
    .describe('What the plan wants gone through'),
  decided: z.array(
    z.object({ at: Instant, by: By, what: z.string(), level: z.enum(levels), document: z.string().nullable(), until: Instant }),
  ),
  request: z
    .object({ level: z.enum(levels), document: z.string() })
    .nullable()
    .describe('A graver level that waits to be confirmed'),
  orders: z
    .object({
      entered: z.int(),
      following: z.enum(['on', 'off']).nullable().describe('While its orders enter it, or go on after it'),
    })
    .describe('Orders of its areas'),
  reports: z.array(Said),
  call: z
    .object({
      at: Instant,
      by: By,
      text: Shown,
      called: z.int().describe('Everyone who was called'),
      own: z.boolean().describe('Whether the reader was called'),
      heard: z.int(),
      out: z.int(),
      there: z.int(),
      missing: z
        .array(z.object({ person: z.uuid(), name: By, team: UnitRef.nullable() }))
        .describe('Who has not answered: to be telephoned'),
    })
    .nullable()
    .describe('The last call-out'),
  lasts: Bilingual.describe(
    '一次响应多久 / how long a response of its level lasts by the plan, from when it is confirmed or renewed',
  ),
  review: Said.nullable(),
  destroyed: z.object({ at: Instant, orders: z.int() }).nullable(),
});

export const ProposeEmergencyRequest = z.strictObject({
  workflow: z.literal('emergency'),
  kind: z.enum(emergencyKinds).optional().describe('response by default'),
  hazard: HazardName,
  level: z.enum(levels).optional(),
  scope: z.array(z.string().trim().min(1).max(64)).min(1).max(50).describe('Areas: ids or official codes'),
  document: z.string().optional().describe('The county’s document with its number; required of a response'),
  until: z.string().optional().describe('The planned end, as an instant'),
  text: z.string().optional(),
});

const PublicEmergencies = z.object({
  emergencies: z.array(
    z.object({
      hazard: HazardName,
      level: z.enum(levels),
      firstResponse: z.boolean(),
      areas: z.array(z.object({ code: z.string(), name: z.string() })),
      document: z.string().nullable(),
      from: Instant,
      until: InstantOrNull,
      text: Bilingual.describe('What the banner says'),
    }),
  ),
});

const text = (zh: string, en: string) => ({ zh, en });
const IdPath = z.strictObject({ id: z.uuid().toLowerCase() });
const UnitName = z.string().trim().min(1).max(64);
const writing = [404, 409, 413, 415, 422] as const;

const Resource = z.object({
  id: z.uuid(),
  kind: z.enum(resourceKinds),
  unit: UnitRef.nullable().describe('哪里有 / the grid or area that has it'),
  what: z.string(),
  name: Bilingual,
  amount: z.int(),
  source: UnitRef.nullable().describe('派出单位 / of a force: the unit that sends it'),
  from: Instant,
  until: InstantOrNull,
});
const codes = [...Object.keys(resourceWords.force), ...Object.keys(resourceWords.supply)];
const NewResource = z.strictObject({
  kind: z.enum(resourceKinds),
  unit: UnitName.describe('Id or code of the grid or area that has it'),
  what: z
    .string()
    .max(40)
    .describe(`One of ${codes.join(', ')}`),
  amount: z.int().min(1).max(1_000_000),
  source: UnitName.optional().describe('Of a force: the unit that sends it'),
  from: z.iso.datetime({ offset: true }).optional().describe('now by default'),
  until: z.iso.datetime({ offset: true }).optional().describe('without end by default'),
});

const OwnEmergency = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(emergencyKinds),
  hazard: HazardName,
  level: z.enum(levels),
  state: z.string(),
  areas: z.array(UnitRef.nullable()),
  plannedEnd: InstantOrNull.describe('计划结束 / of one that is not confirmed yet as it was asked for'),
  confirmBy: InstantOrNull.describe('确认时限 / until when it may be confirmed before it lapses; null once it is, or is over'),
  reportDue: InstantOrNull.describe('下一次情况报告 / the next report on the situation'),
  call: z
    .object({ at: Instant, called: z.int(), heard: z.int(), out: z.int(), there: z.int() })
    .nullable()
    .describe('最近一次集结：人数，各含其后的 / the last call-out: counts, each with those who are further'),
});

export const emergencyRoutes = {
  listOwnEmergencies: {
    method: 'get',
    path: '/api/v1/emergencies',
    summary: text('本岗位能看到的应急响应和演练，未了结的', 'Emergencies and drills of the post that are not settled yet'),
    auth: 'session',
    answers: {
      200: { description: text('应急响应', 'The emergencies'), schema: z.object({ emergencies: z.array(OwnEmergency) }) },
    },
    refusals: [],
  },
  readEmergencyLimits: {
    method: 'get',
    path: '/api/v1/emergencies/limits',
    summary: text(
      '某地某类险情按应急预案的时长',
      'How long things last and may take by the plan that holds somewhere for a hazard',
    ),
    auth: 'session',
    query: z.strictObject({ unit: UnitName, hazard: HazardName }),
    answers: {
      200: {
        description: text('时长，按人说话的写法', 'Lengths of time, as people say them'),
        schema: z.object({
          lasts: z
            .record(z.enum(levels), Bilingual)
            .describe('各级一次响应多久 / how long a response of each level lasts unless it is renewed'),
          confirmWithin: Bilingual.describe('多久内须另一人确认 / how long a second person has to confirm it'),
          firstResponse: Bilingual.describe('先期处置多久 / how long a first response stands without a confirmation'),
        }),
      },
    },
    refusals: [422],
  },
  listEmergencyResources: {
    method: 'get',
    path: '/api/v1/emergency-resources',
    summary: text(
      '下沉力量和应急物资登记，及预案所缺',
      'Forces and supplies of an area that count now, and what a plan lacks of them',
    ),
    auth: 'session',
    query: z.strictObject({ unit: UnitName.optional(), hazard: HazardName.optional() }),
    answers: {
      200: {
        description: text('登记', 'The register'),
        schema: z.object({
          resources: z.array(Resource),
          known: z
            .array(z.object({ kind: z.enum(resourceKinds), what: z.string(), name: Bilingual }))
            .describe('可登记的 / what can be entered'),
          lacking: z
            .array(z.object({ what: z.string(), name: Bilingual, needed: z.int(), there: z.int() }))
            .describe('按预案每个社区至少要有的 / by the plan, for each community at least'),
        }),
      },
    },
    refusals: [422],
  },
  addEmergencyResources: {
    method: 'post',
    path: '/api/v1/emergency-resources',
    summary: text('登记下沉力量和应急物资（全部或全不）', 'Enter forces and supplies, all or none'),
    auth: 'session',
    body: z.strictObject({ resources: z.array(NewResource).min(1).max(500) }),
    answers: {
      201: { description: text('已登记', 'Entered'), schema: z.object({ resources: z.array(Resource) }) },
    },
    refusals: writing,
  },
  importEmergencyResources: {
    method: 'post',
    path: '/api/v1/emergency-resources/import',
    summary: text(
      '导入下沉力量和应急物资登记表（CSV，可只核对；全部或全不；再导不重复）',
      'Bring the register in from a table, whole or not at all; dry run; again, it changes nothing',
    ),
    auth: 'session',
    body: z.strictObject({
      table: z
        .string()
        .min(1)
        .max(200_000)
        .describe(
          `CSV，首行写列名：${Object.values(resourceColumns).join(',')} / CSV with the header ${Object.keys(resourceColumns).join(',')}`,
        ),
      dryRun: z.boolean().default(false).describe('true: 只核对，不写入 / says what it would do and writes nothing'),
    }),
    answers: {
      200: {
        description: text('已导入，或将导入，逐行', 'What was done, or would be, row by row'),
        schema: z.object({
          dryRun: z.boolean(),
          rows: z.array(z.object({ line: z.int(), outcome: z.enum(['new', 'changed', 'same']), resource: Resource })),
        }),
      },
    },
    refusals: [413, 415, 422],
  },
  endEmergencyResource: {
    method: 'post',
    path: '/api/v1/emergency-resources/{id}/end',
    summary: text('从现在起不再计入', 'It does not count from now on'),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({}),
    answers: { 200: { description: text('已注销', 'Ended'), schema: z.object({ ended: Instant }) } },
    refusals: writing,
  },
  setDutyPhone: {
    method: 'post',
    path: '/api/v1/people/{id}/duty-phone',
    summary: text(
      '登记集结时联系的电话（本人，或其单位所在街道、社区；加密保存）',
      'Where somebody is reached in a call-out: by the person, or by the street or community; kept sealed. Null takes it out',
    ),
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ phone: MobileNumber.nullable() }),
    answers: { 200: { description: text('已登记', 'Kept'), schema: z.object({ kept: z.boolean() }) } },
    refusals: writing,
  },
  telephoneCalled: {
    method: 'post',
    path: '/api/v1/orders/{id}/call-phone',
    summary: text(
      '查看未回应者的电话（记入查阅日志）',
      'The telephone of somebody who was called out and has not answered; who, what and why are logged',
    ),
    auth: 'session',
    scope: 'reveal',
    params: IdPath,
    body: z.strictObject({ person: z.uuid().toLowerCase(), reason: z.string().trim().min(2).max(200) }),
    answers: {
      200: {
        description: text('电话；没有登记的为空', 'The telephone; null where none is known'),
        schema: z.object({ phone: z.string().nullable() }),
      },
    },
    refusals: writing,
  },
  listEmergencies: {
    method: 'get',
    path: '/api/v1/public/emergencies',
    summary: { zh: '正在进行的应急响应（横幅）', en: 'Emergencies that hold now, for the banner; drills are not among them' },
    auth: 'open',
    answers: { 200: { description: { zh: '应急响应', en: 'The emergencies' }, schema: PublicEmergencies } },
    refusals: [],
  },
} as const satisfies Record<string, RouteEntry>;
