// What a county decided by its documents: rules and the yearly notice on holidays; the contract's part of it.
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, UnitRef } from './common.ts';
import { Cursor } from './cursor.ts';
import type { RouteEntry } from './entry.ts';

const text = (zh: string, en: string) => ({ zh, en });
const ok = <S extends z.ZodType>(zh: string, en: string, schema: S) => ({ 200: { description: text(zh, en), schema } });
const dryRun = z.boolean().default(false).describe('true: 只核对，不写入 / says what it would do and writes nothing');
const table = (zh: string, en: string) => z.string().min(1).max(200_000).describe(`${zh} / ${en}`);

const RuleOut = z.object({
  id: z.uuid(),
  kind: z.string(),
  key: z.string(),
  unit: UnitRef.nullable().describe('自该单元起向下适用 / from which down it holds'),
  value: z.unknown().describe('各类规则的 JSON / JSON in the shape of its kind'),
  document: z.string(),
  validFrom: Instant,
  validTo: InstantOrNull.describe('到此为止，不含 / exclusive'),
  standing: z.enum(['now', 'ahead', 'over']),
  added: z
    .object({ at: Instant, by: z.string().nullable().describe('命令行导入的为空 / null: by the command line') })
    .nullable()
    .describe('谁什么时候定的；随系统附带的没有 / null: it came with the system'),
});

const PolicyOut = Bilingual.extend({
  name: z.string().describe('policy 的 key / the key of its rules'),
  source: Bilingual,
  standing: z.union([z.number(), z.string()]).describe('没有发文时 / where no document says otherwise'),
  shape: z.record(z.string(), z.unknown()).describe('JSON schema'),
});

const Calendar = z.object({
  coverageUntil: z.iso.date().describe('官方安排到哪天；以后的期限是暂定的 / later deadlines are provisional'),
  daysLeft: z.int().describe('离那天还有几天；负数是已过 / negative when it is past'),
  noticeDue: z.boolean().describe('60 天内到期，该导入下一年的通知 / it is time for the next notice'),
  nextYear: z.int(),
  years: z.array(
    z.object({
      year: z.int(),
      document: z.string(),
      holidays: z.array(z.object({ zh: z.string(), en: z.string(), from: z.iso.date(), to: z.iso.date() })),
      workdays: z.array(z.iso.date()).describe('调休上班 / weekend days worked in exchange'),
    }),
  ),
});

export const ruleRoutes = {
  listRules: {
    method: 'get',
    path: '/api/v1/rules',
    summary: text('本县已发文的规定', 'What the county decided by its documents, with when it holds'),
    auth: 'session',
    answers: ok(
      '规定',
      'The rules, the latest first',
      z.object({
        rules: z.array(RuleOut),
        policies: z.array(PolicyOut).describe('可以发文改的数值 / the numbers that can be set'),
      }),
    ),
    refusals: [],
  },
  importRules: {
    method: 'post',
    path: '/api/v1/rules/import',
    summary: text('导入规定（CSV，可只核对）', 'Bring a table of rules in, whole or not at all; dry run'),
    auth: 'session',
    body: z.strictObject({
      table: table(
        'CSV，首行为 kind,key,unit,value,document,from,to',
        'CSV with the header kind,key,unit,value,document,from,to',
      ),
      dryRun,
    }),
    answers: ok(
      '已导入，或将导入',
      'What was done, or would be',
      z.object({
        dryRun: z.boolean(),
        added: z.int(),
        ended: z.int().describe('有了新的结束日 / have another end now'),
        same: z.int(),
      }),
    ),
    refusals: [413, 415, 422],
  },
  endRule: {
    method: 'post',
    path: '/api/v1/rules/{id}/end',
    summary: text('终止一条规定', 'End a rule'),
    auth: 'session',
    params: z.strictObject({ id: z.uuid().toLowerCase() }),
    body: z.strictObject({
      on: z.iso.date().describe('从这天起不再适用，不早于今天 / the first day without it, today at the earliest'),
    }),
    answers: ok('已终止', 'Ended', z.object({ ended: z.literal(true) })),
    refusals: [404, 409, 413, 415, 422],
  },
  readCalendar: {
    method: 'get',
    path: '/api/v1/calendar',
    summary: text('工作日历：官方安排到哪天', 'The working calendar: how far the official days reach'),
    auth: 'session',
    answers: ok('日历', 'The calendar', Calendar),
    refusals: [],
  },
  importCalendar: {
    method: 'post',
    path: '/api/v1/calendar/import',
    summary: text('导入年度节假日通知（原文或 CSV，可只核对）', 'Bring the yearly notice on holidays in; dry run'),
    auth: 'session',
    body: z.strictObject({
      notice: table(
        '通知原文（连标题），或 CSV，首行为 kind,name_zh,name_en,from,to,days',
        'the notice in its own words with its title, or CSV with the header kind,name_zh,name_en,from,to,days',
      ),
      dryRun,
    }),
    answers: ok(
      '已导入，或将导入',
      'What was done, or would be',
      z.object({
        dryRun: z.boolean(),
        years: z.array(z.int()),
        readByAllInMs: z.int().describe('过多少毫秒各进程都读到，再重算 / when all processes have read it: count anew then'),
      }),
    ),
    refusals: [413, 415, 422],
  },
  recountClocks: {
    method: 'post',
    path: '/api/v1/calendar/recount',
    summary: text(
      '按现行日历和期限重算在办时限，每次一页',
      'Count running clocks anew by calendar and limits as they stand, a page at a time',
    ),
    auth: 'session',
    body: z.strictObject({ cursor: Cursor.optional() }),
    answers: ok(
      '这一页的结果；next 为空时算完',
      'What became of this page; done when next is null',
      z.object({
        looked: z.int(),
        moved: z.int().describe('期限有变的 / whose due dates moved'),
        left: z.int().describe('版本较早、不能重算的 / whose version takes no recount'),
        next: z.string().nullable(),
      }),
    ),
    refusals: [413, 415, 422],
  },
} as const satisfies Record<string, RouteEntry>;
