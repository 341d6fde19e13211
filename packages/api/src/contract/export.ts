// Exports of orders: the contract's part of it.
import { z } from 'zod';
import { Instant, InstantOrNull, UnitRef } from './common.ts';
import type { RouteEntry } from './entry.ts';
import { DeskQuery } from './order.ts';

const IdPath = z.object({ id: z.uuid() });
const instant = z.iso.datetime({ offset: true });

const NewExport = z
  .strictObject({
    format: z.enum(['csv', 'xlsx', 'ndjson']).default('csv'),
    desk: DeskQuery.shape.desk,
    unit: DeskQuery.shape.unit,
    from: instant.optional().describe('点单时间不早于 / placed from'),
    to: instant.optional().describe('点单时间早于 / placed before'),
    text: z
      .boolean()
      .default(false)
      .describe(
        '附诉求内容(脱敏)；逐单记入查阅日志，最多 5000 单 / with the masked text; each reading is logged; 5,000 orders at most',
      ),
    reason: z.string().trim().min(2).max(200).describe('用途；记入导出记录(脱敏) / what for; kept, masked'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'to must be later than from',
  });

export const ExportOut = z.object({
  id: z.uuid(),
  format: z.enum(['csv', 'xlsx', 'ndjson']),
  desk: z.string(),
  unit: UnitRef.nullable(),
  from: InstantOrNull,
  to: InstantOrNull,
  text: z.boolean(),
  reason: z.string(),
  askedAt: Instant,
  by: z.object({ person: z.uuid(), post: z.uuid() }),
  file: z.string().describe('取文件的地址；24 小时内，仅本人同岗位 / where it is fetched, within 24 hours, in the same post'),
  progress: z.object({
    state: z.enum(['waiting', 'running', 'done', 'broken']),
    rows: z.int().describe('已写出的单数 / orders written so far'),
    startedAt: InstantOrNull,
    endedAt: InstantOrNull,
    fetched: z.int(),
  }),
});
const ExportReply = z.object({ export: ExportOut });

export const exportRoutes = {
  askForExport: {
    method: 'post',
    path: '/api/v1/exports',
    summary: { zh: '申请导出', en: 'Ask for an export of what this post sees; its file is written as it is fetched' },
    auth: 'session',
    body: NewExport,
    answers: { 201: { description: { zh: '导出', en: 'The export' }, schema: ExportReply } },
    refusals: [413, 415, 422],
  },
  listExports: {
    method: 'get',
    path: '/api/v1/exports',
    summary: { zh: '导出记录', en: 'One’s own exports and how far they are; for the data protection officer everyone’s' },
    auth: 'session',
    answers: {
      200: { description: { zh: '导出记录', en: 'The newest 200' }, schema: z.object({ exports: z.array(ExportOut) }) },
    },
    refusals: [],
  },
  getExport: {
    method: 'get',
    path: '/api/v1/exports/{id}',
    summary: { zh: '导出进度', en: 'How far an export is' },
    auth: 'session',
    params: IdPath,
    answers: { 200: { description: { zh: '导出', en: 'The export' }, schema: ExportReply } },
    refusals: [404],
  },
  fetchExport: {
    method: 'get',
    path: '/api/v1/exports/{id}/file',
    summary: { zh: '下载导出文件', en: 'The file, written row by row' },
    auth: 'session',
    params: IdPath,
    answers: {
      200: { description: { zh: 'CSV、XLSX 或 NDJSON', en: 'CSV, XLSX or NDJSON' }, type: 'application/octet-stream' },
    },
    refusals: [404, 409],
  },
} as const satisfies Record<string, RouteEntry>;
