// Units, facilities, posts, absences, hand-overs and service: the contract's part of it.
import { z } from 'zod';
import type { RouteEntry } from './entry.ts';
import { PostRef } from './reference.ts';

const UnitRef = PostRef.shape.unit;
const reason = z.string().trim().min(2).max(400).describe('为什么；记入变更记录(脱敏) / why; kept, masked');
const instant = z.iso.datetime({ offset: true });
const unitGiven = z.string().trim().min(1).max(64);
const IdPath = z.object({ id: z.uuid() });
const mark = z.union([z.string().max(400), z.number(), z.boolean(), z.null(), z.array(z.string().max(400)).max(60)]);
const marks = z.record(z.string().max(40), mark);

const UnitPath = z.object({ id: z.string().trim().min(1).max(64) });
const UnitReply = z.object({
  unit: UnitRef.extend({
    kind: z.string(),
    parent: z.uuid().nullable(),
    validFrom: z.iso.datetime(),
    validTo: z.iso.datetime().nullable(),
    marks: marks.describe('类别、户数、集中安置区、物业方式等 / class, households, resettlement, property and the like'),
  }),
  above: z.array(UnitRef).describe('上级，由县到本级 / from the county down'),
  below: z.record(z.string(), z.int()).describe('下级数，按类型 / how many below, by kind'),
  property: z
    .object({ unit: UnitRef, fallback: z.boolean() })
    .nullable()
    .describe('楼栋的物业；无物业时由社区兜底 / a building’s'),
  trio: z
    .object({
      party: UnitRef.nullable(),
      gridWorkers: z.array(z.string()),
      heads: z.array(z.object({ name: z.string(), chosenHow: z.string().nullable(), chosenOn: z.iso.date().nullable() })),
    })
    .nullable()
    .describe('联户的党小组、网格员、联户长；只给本社区工作人员看 / a household group’s three, for staff of its community'),
  party: UnitRef.nullable().describe('所属党组织 / the Party organisation of it, or the one above'),
});

const FacilitiesQuery = z
  .strictObject({
    near: unitGiven.optional().describe('单元编号或编码；缺省为本岗位所在 / a unit; one’s own when absent'),
    lat: z.coerce.number().min(-90).max(90).optional(),
    lng: z.coerce.number().min(-180).max(180).optional(),
    category: z
      .string()
      .regex(/^\d{4}$/)
      .optional()
      .describe('只列可办此类事项的 / only those that serve it'),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  .refine(({ lat, lng }) => (lat === undefined) === (lng === undefined), { path: ['lng'], message: 'lat and lng go together' });
const Facilities = z.object({
  facilities: z.array(
    UnitRef.extend({
      type: z.string().nullable(),
      hours: z.string().nullable(),
      items: z.array(z.string()),
      materials: z.array(z.string()),
      howTo: z.string().nullable(),
      address: z.string().nullable(),
      telephone: z.string().nullable(),
      metres: z.int().nullable().describe('直线距离；无坐标时为空 / as the crow flies; null without coordinates'),
    }),
  ),
});

const UnitsChange = z.strictObject({
  reason,
  dryRun: z.boolean().default(false),
  partial: z.boolean().default(false).describe('有误的行除外，其余照办 / put the good rows though others are refused'),
  units: z
    .array(
      z.strictObject({
        code: z.string().min(2).max(40),
        name: z.string().trim().min(1).max(100),
        kind: z.string().max(32),
        parent: z.string().max(40).default(''),
        was: z.string().max(40).default('').describe('原编码 / the code until now'),
        from: z.string().max(10).default(''),
        to: z.string().max(10).default('').describe('停用日期 / the first day on which it no longer stands'),
        marks: marks.default({}),
      }),
    )
    .min(1)
    .max(2_000),
});
const UnitsChanged = z.object({
  written: z.int(),
  rows: z.array(
    z.object({
      at: z.string(),
      code: z.string(),
      outcome: z.enum(['new', 'changed', 'same', 'refused']),
      changes: z.record(z.string(), z.tuple([mark, mark])),
      problems: z.array(z.string()),
    }),
  ),
});

const Changes = z.object({
  changes: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      by: z.object({ person: z.uuid(), post: z.uuid() }).nullable(),
      change: z.enum(['added', 'changed', 'ended']),
      before: marks.nullable(),
      after: marks.nullable(),
      reason: z.string(),
    }),
  ),
});

const Coverage = z.object({
  gaps: z.array(z.object({ kind: z.string(), unit: UnitRef, missing: z.array(z.string()) })),
  cross: z
    .array(z.object({ person: z.uuid(), works: PostRef, watches: PostRef }))
    .describe('交叉任职：既办事又监督同一处的人 / who works on orders of a place and watches over it'),
  ending: z
    .array(z.object({ post: z.uuid(), role: z.string(), unit: UnitRef, endsAt: z.iso.datetime() }))
    .describe('30 日内到期的岗位 / posts that end within 30 days'),
});

const NewPost = z
  .strictObject({
    person: z.uuid().optional().describe('已有人员 / someone who is known'),
    name: z.string().trim().min(1).max(40).optional().describe('新人员的姓名(加密保存) / a new person’s name, kept sealed'),
    role: z.string().max(32),
    unit: unitGiven,
    from: instant.optional(),
    to: instant.optional(),
    membership: z.string().max(32).optional().describe('双报到党员或志愿者 / reported-in or volunteer'),
    duty: z.string().max(32).optional(),
    chosenHow: z.string().max(32).optional(),
    chosenOn: z.iso.date().optional(),
    deputyOf: z.uuid().optional().describe('B岗：所代理的岗位 / the post that this one stands in for'),
    reason,
  })
  .refine(({ person, name }) => (person === undefined) !== (name === undefined), {
    path: ['person'],
    message: 'person or name: exactly one',
  });
const PostReply = z.object({
  post: PostRef.extend({ person: z.uuid(), from: z.iso.datetime(), to: z.iso.datetime().nullable() }),
});
const EndPost = z.strictObject({ at: instant.optional(), reason });

const AbsenceOut = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string().nullable() }),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  deputies: z.array(z.object({ post: z.uuid(), person: z.uuid(), name: z.string().nullable(), role: z.string() })),
});
const NewAbsence = z.strictObject({
  person: z.uuid().optional().describe('缺省为本人 / oneself when absent'),
  from: instant,
  to: instant,
});

const HandOverQuery = z.strictObject({ to: z.uuid().optional().describe('接任人 / who is to follow') });
const HandOverReply = z.object({
  orders: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      workflow: z.string(),
      stage: z.string(),
      dueAt: z.iso.datetime().nullable(),
      action: z.enum(['transfer', 'return', 'stay']),
      to: z.uuid().nullable(),
    }),
  ),
  deputies: z.array(z.object({ post: z.uuid(), person: z.uuid(), action: z.enum(['keep', 'move', 'end']) })),
  sheet: z.string().describe('交接单，可打印 / the sheet to print'),
});

const HandOverDone = z.object({
  orders: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      outcome: z
        .enum(['offered', 'returned', 'left'])
        .describe(
          'offered: 待接收; returned: 退回待派; left: 仍在原处，原因见 why / still where it was: why says what is to be done',
        ),
      to: z.uuid().nullable(),
      why: z.object({ zh: z.string(), en: z.string() }).nullable(),
    }),
  ),
  deputies: z
    .array(
      z.object({
        post: z.uuid(),
        endsAt: z.iso.datetime(),
        moved: z.uuid().nullable().describe('接任人的B岗 / its post beside the successor'),
      }),
    )
    .describe('移交人代理的岗位，随任期终止 / the posts in which the leaver was deputy, and when that ends'),
});

const ServiceIn = z.strictObject({
  unit: unitGiven,
  day: z.iso.date(),
  kind: z.enum(['order', 'visit', 'civility', 'activity', 'emergency']),
  minutes: z.int().min(1).max(1440),
  order: z.uuid().nullable().default(null),
  materialCents: z.int().min(0).max(1_000_000).default(0).describe('材料费(分),事先约定 / material, in cents, agreed first'),
  materialAgreedAt: instant.nullable().default(null),
});
const ServiceRecordOut = z.object({
  id: z.uuid(),
  unit: UnitRef.nullable(),
  day: z.iso.date(),
  kind: z.string(),
  minutes: z.int(),
  order: z.uuid().nullable(),
  reverses: z.uuid().nullable(),
});
const ServiceReply = z.object({ record: ServiceRecordOut });
const Paper = z.object({ text: z.string().describe('可打印 / to print') });

const ReportIns = z.object({
  reports: z.array(
    z.object({
      id: z.uuid(),
      unit: UnitRef.nullable(),
      employer: z.string().nullable(),
      reportedAt: z.iso.datetime(),
      endedAt: z.iso.datetime().nullable(),
    }),
  ),
});
const Tags = z.strictObject({
  tags: z.array(z.enum(['elder', 'child-guardian', 'youth', 'migrant-worker', 'new-employment'])).max(5),
});

const ok = (zh: string, en: string, schema: z.ZodType) => ({ 200: { description: { zh, en }, schema } });
const made = (zh: string, en: string, schema: z.ZodType) => ({ 201: { description: { zh, en }, schema } });

export const peopleRoutes = {
  getUnit: {
    method: 'get',
    path: '/api/v1/units/{id}',
    summary: { zh: '一个组织单元', en: 'One unit, by id or code' },
    auth: 'session',
    params: UnitPath,
    answers: { 200: { description: { zh: '组织单元', en: 'The unit' }, schema: UnitReply } },
    refusals: [404],
  },
  changeUnits: {
    method: 'post',
    path: '/api/v1/units',
    summary: { zh: '新增、更名、停用组织单元', en: 'Add, rename, recode, mark and end units; all or nothing' },
    auth: 'session',
    body: UnitsChange,
    answers: { 200: { description: { zh: '逐行结果', en: 'Row by row' }, schema: UnitsChanged } },
    refusals: [413, 415, 422],
  },
  listUnitChanges: {
    method: 'get',
    path: '/api/v1/units/{id}/changes',
    summary: { zh: '组织单元的变更记录', en: 'Who changed a unit, when and why' },
    auth: 'session',
    params: UnitPath,
    answers: { 200: { description: { zh: '变更记录', en: 'The changes' }, schema: Changes } },
    refusals: [404],
  },
  getCoverage: {
    method: 'get',
    path: '/api/v1/coverage',
    summary: { zh: '组织覆盖情况', en: 'What the unit tree of one’s area lacks, and terms that end' },
    auth: 'session',
    answers: { 200: { description: { zh: '缺项和到期', en: 'Gaps and ending terms' }, schema: Coverage } },
    refusals: [],
  },
  listFacilities: {
    method: 'get',
    path: '/api/v1/facilities',
    summary: { zh: '服务点，由近到远', en: 'Facilities, nearest first' },
    auth: 'session',
    query: FacilitiesQuery,
    answers: { 200: { description: { zh: '服务点', en: 'Facilities' }, schema: Facilities } },
    refusals: [422],
  },
  addPost: {
    method: 'post',
    path: '/api/v1/posts',
    summary: { zh: '任岗', en: 'Give a person a post' },
    auth: 'session',
    body: NewPost,
    answers: { 201: { description: { zh: '岗位', en: 'The post' }, schema: PostReply } },
    refusals: [413, 415, 422],
  },
  endPost: {
    method: 'post',
    path: '/api/v1/posts/{id}/end',
    summary: { zh: '离岗', en: 'End a post’s term' },
    auth: 'session',
    params: IdPath,
    body: EndPost,
    answers: { 200: { description: { zh: '岗位', en: 'The post' }, schema: PostReply } },
    refusals: [404, 413, 415, 422],
  },
  planHandOver: {
    method: 'get',
    path: '/api/v1/posts/{id}/hand-over',
    summary: { zh: '交接单', en: 'What lies with a post’s holder, and to whom each piece would go' },
    auth: 'session',
    params: IdPath,
    query: HandOverQuery,
    answers: { 200: { description: { zh: '交接单', en: 'The plan' }, schema: HandOverReply } },
    refusals: [404, 422],
  },
  handOver: {
    method: 'post',
    path: '/api/v1/posts/{id}/hand-over',
    summary: {
      zh: '按交接单移交在办事项、终止代理；不能移交的逐件说明原因',
      en: 'Offer each order to whom the plan names (who must accept it), end what the leaver stood in for, and say of what stays why',
    },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({ to: z.uuid().optional().describe('接任人 / who is to follow'), reason }),
    answers: { 200: { description: { zh: '逐件结果', en: 'Order by order' }, schema: HandOverDone } },
    refusals: [404, 413, 415, 422],
  },
  listAbsences: {
    method: 'get',
    path: '/api/v1/absences',
    summary: { zh: '本人和辖区内的请假', en: 'One’s own absences, and those of one’s area, that are not over' },
    auth: 'session',
    answers: { 200: { description: { zh: '请假', en: 'Absences' }, schema: z.object({ absences: z.array(AbsenceOut) }) } },
    refusals: [],
  },
  addAbsence: {
    method: 'post',
    path: '/api/v1/absences',
    summary: { zh: '登记请假(不记事由)', en: 'Enter an absence; why is not asked' },
    auth: 'session',
    body: NewAbsence,
    answers: { 201: { description: { zh: '请假', en: 'The absence' }, schema: z.object({ absence: AbsenceOut }) } },
    refusals: [413, 415, 422],
  },
  endAbsence: {
    method: 'post',
    path: '/api/v1/absences/{id}/end',
    summary: { zh: '销假', en: 'The person is back' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({}),
    answers: { 200: { description: { zh: '已销假', en: 'Ended' }, schema: z.object({ ended: z.literal(true) }) } },
    refusals: [404, 413, 415, 422],
  },
  confirmService: {
    method: 'post',
    path: '/api/v1/people/{id}/service',
    summary: { zh: '确认服务时长', en: 'Confirm another person’s hours of service' },
    auth: 'session',
    params: IdPath,
    body: ServiceIn,
    answers: made('服务记录', 'The record', ServiceReply),
    refusals: [404, 413, 415, 422],
  },
  reverseService: {
    method: 'post',
    path: '/api/v1/people/{id}/service/{record}/reverse',
    summary: { zh: '冲销服务记录', en: 'Take a wrong record back by a reversing one' },
    auth: 'session',
    params: z.object({ id: z.uuid(), record: z.uuid() }),
    body: z.strictObject({}),
    answers: made('冲销记录', 'The reversing record', ServiceReply),
    refusals: [404, 409, 413, 415, 422],
  },
  listMyService: {
    method: 'get',
    path: '/api/v1/me/service',
    summary: { zh: '我的服务记录', en: 'One’s own hours of service' },
    auth: 'session',
    answers: ok('服务记录', 'The records', z.object({ records: z.array(ServiceRecordOut), minutes: z.int() })),
    refusals: [],
  },
  getCertificate: {
    method: 'get',
    path: '/api/v1/me/service/certificate',
    summary: { zh: '志愿服务记录证明', en: 'The certificate of one’s hours in a community; free of charge' },
    auth: 'session',
    query: z.strictObject({ unit: unitGiven }),
    answers: ok('证明', 'The certificate', Paper),
    refusals: [422],
  },
  listReportIns: {
    method: 'get',
    path: '/api/v1/me/report-ins',
    summary: { zh: '我的双报到', en: 'Where one has reported in' },
    auth: 'session',
    answers: ok('双报到', 'Reports in', ReportIns),
    refusals: [],
  },
  reportIn: {
    method: 'post',
    path: '/api/v1/me/report-ins',
    summary: { zh: '到社区报到', en: 'Report in to a community' },
    auth: 'session',
    body: z.strictObject({
      unit: unitGiven,
      employer: z
        .string()
        .trim()
        .min(2)
        .max(80)
        .nullable()
        .default(null)
        .describe('所在单位(加密保存，可不填) / kept sealed; may be left out'),
    }),
    answers: made('双报到', 'Reports in', ReportIns),
    refusals: [409, 413, 415, 422],
  },
  endReportIn: {
    method: 'post',
    path: '/api/v1/me/report-ins/{id}/end',
    summary: { zh: '结束报到', en: 'Leave the community again' },
    auth: 'session',
    params: IdPath,
    body: z.strictObject({}),
    answers: ok('双报到', 'Reports in', ReportIns),
    refusals: [404, 413, 415, 422],
  },
  getReportInLetter: {
    method: 'get',
    path: '/api/v1/me/report-ins/{id}/letter',
    summary: { zh: '给所在单位的反馈函(应本人申请)', en: 'A letter to one’s own unit, at one’s own request' },
    auth: 'session',
    params: IdPath,
    answers: ok('反馈函', 'The letter', Paper),
    refusals: [404, 409],
  },
  getTags: {
    method: 'get',
    path: '/api/v1/me/tags',
    summary: { zh: '我自愿填写的群体', en: 'The groups that one says oneself to be of' },
    auth: 'session',
    answers: ok('群体', 'The groups', Tags),
    refusals: [],
  },
  setTags: {
    method: 'post',
    path: '/api/v1/me/tags',
    summary: { zh: '填写或撤回群体(自愿)', en: 'From now on exactly these; none takes all back' },
    auth: 'session',
    body: Tags,
    answers: ok('群体', 'The groups', Tags),
    refusals: [413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
