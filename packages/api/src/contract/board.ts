// The public door: the board, one item, objections, feeds, open data, statistics. No session; nothing of a person.
import { z } from 'zod';
import { isAlias } from '@six-order/community/publication/alias';
import { DRAFT } from '@six-order/community/publication/draft';
import { itemStatuses } from '@six-order/community/publication/item';
import { Area, photoSides } from '@six-order/community/publication/photo';
import { Bilingual, Instant } from './common.ts';
import type { RouteEntry } from './entry.ts';
import { OrderPath } from './order.ts';

const code = z.string().regex(/^[0-9A-Z]{2,32}$/, '须为单元编码 / a unit’s code');
const Category = z.string().regex(/^\d{4}$/, 'a category code has four digits');
const Month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'a month, such as 2026-03')
  .describe('in China');

const filters = {
  county: z
    .string()
    .regex(/^\d{6}$/, 'a county’s code has six digits')
    .optional()
    .describe('code of the county'),
  community: code.optional().describe('code of the community'),
  category: Category.optional(),
};

const FeedQuery = z.strictObject(filters);

const CURSOR = /^(\d{12,14})\.([0-9A-HJKMNP-TV-Z]{12})$/;
const BoardQuery = z.strictObject({
  ...filters,
  status: z.enum(itemStatuses).optional(),
  month: Month.optional().describe('in which it was published'),
  cursor: z
    .string()
    .regex(CURSOR, 'a cursor that a page gave')
    .transform((text) => {
      const [, at, alias] = CURSOR.exec(text) as unknown as [string, string, string];
      return { publishedAt: Number(at), alias };
    })
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const SheetQuery = z.strictObject({ community: code.describe('code of the community'), month: Month.optional() });

const PhotoPath = z.strictObject({
  alias: z.string().refine(isAlias),
  n: z.string().regex(/^\d$/).transform(Number).describe('its place among the item’s photographs, from 0'),
});

const ItemPath = z.strictObject({ alias: z.string().refine(isAlias) });

export const PublicItemOut = z.object({
  alias: z.string().describe('its name on the board; no order number'),
  url: z.string(),
  category: z.object({ code: z.string(), name: Bilingual }),
  place: z
    .object({ code: z.string(), name: z.string() })
    .describe('community, or a grid of at least 50 households with its community before it'),
  status: z.enum(itemStatuses),
  title: z.string(),
  before: z.string(),
  after: z.string().nullable(),
  photos: z.array(
    z.object({
      url: z.string(),
      side: z.enum(photoSides),
      width: z.int().describe('pixels'),
      height: z.int(),
    }),
  ),
  steps: z.array(z.object({ station: z.string(), day: z.iso.date() })).nullable(),
  team: z.string().nullable(),
  days: z.number().nullable().describe('from placing to the end of the work; 0: the same day'),
  redone: z
    .int()
    .describe(
      '重办: how often it was done again, since the resident said that it was not done well, or a check that it was not done; not counted: one under way',
    ),
  resultOf: z
    .int()
    .nullable()
    .describe(
      'which time of doing it `after` and the photographs tell of, from 1 on, where it was done again since; null: the last one',
    ),
  evaluationOf: z.int().nullable().describe('beside `resultOf`: which time of doing it the evaluation is of'),
  stars: z.number().nullable(),
  solved: z.enum(['yes', 'partly', 'no']).nullable(),
  publishedOn: z.iso.date(),
});

const Items = z.object({ items: z.array(PublicItemOut), next: z.string().nullable() });

const Filters = z.object({
  communities: z.array(z.object({ county: z.string(), code: z.string(), name: z.string() })),
  categories: z.array(z.object({ code: z.string(), name: Bilingual })),
  months: z.array(z.string()),
});

const ObjectionBody = z.strictObject({
  reason: z.string().trim().min(1).max(2_000),
  contact: z.string().trim().min(1).max(100).optional().describe('how to tell you what was decided'),
});

const Findings = z.object({
  findings: z.array(
    z.object({
      id: z.string().describe('as the command clearFinding takes it'),
      field: z.enum(['title', 'text', 'after']),
      start: z.int(),
      end: z.int(),
      kind: z.string(),
      cleared: z.boolean(),
    }),
  ),
  taken: z
    .object({
      objectedAt: Instant,
      undecided: z.boolean().describe('the consent was taken back before anybody decided about the objection'),
      same: z.boolean().describe('it says the same, and is not published with all its fields'),
      changes: z
        .array(z.object({ field: z.enum(['title', 'text', 'after']), was: z.string(), is: z.string() }))
        .describe('which words took the place of which, one by one as they stand; none where only a photograph is another'),
    })
    .nullable()
    .describe(
      'what went off the board by an objection, where most of it is said again by the draft with all its fields; publishing compares those approved',
    ),
});

const text = (zh: string, en: string) => ({ zh, en });

const Proposal = z.object({
  draft: z.string().regex(DRAFT).describe('Name of what is shown here, to be given when it is published'),
  item: PublicItemOut.omit({ alias: true, url: true, photos: true, publishedOn: true }),
  photos: z.array(
    z.object({
      photo: z.uuid().describe('id of the attachment'),
      side: z.enum(photoSides),
      areas: z.array(Area),
      url: z.string().describe('as the public will see it'),
    }),
  ),
});

const ProposedPhotoPath = z.object({ id: z.uuid().toLowerCase(), photo: z.uuid().toLowerCase() });

export const boardRoutes = {
  previewProposal: {
    method: 'get',
    path: '/api/v1/orders/{id}/proposal',
    summary: text('拟稿预览：公众将看到的样子', 'The proposal as the public will see it, for whoever may publish it'),
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: text('预览', 'The preview'), schema: Proposal } },
    refusals: [404],
  },
  previewPhoto: {
    method: 'get',
    path: '/api/v1/orders/{id}/proposal/photos/{photo}',
    summary: text('打码后的照片(记入查阅日志)', 'A photograph of the proposal as the public will see it; the reading is logged'),
    auth: 'session',
    params: ProposedPhotoPath,
    answers: { 200: { description: text('照片', 'The picture'), type: 'image/webp' } },
    refusals: [404],
  },
  listFindings: {
    method: 'get',
    path: '/api/v1/orders/{id}/findings',
    summary: text(
      '拟稿中疑似个人信息之处、与因异议撤下的有多像',
      'What looks like personal data in the proposed text, and how like it is to what went off the board by an objection, for whoever may publish it',
    ),
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: text('各处', 'The places'), schema: Findings } },
    refusals: [404],
  },
  listPublicItems: {
    method: 'get',
    path: '/api/v1/public/items',
    summary: text('公开栏', 'The board, newest first'),
    auth: 'open',
    query: BoardQuery,
    answers: { 200: { description: text('一页公开事项', 'A page of items'), schema: Items } },
    refusals: [422],
  },
  listPublicFilters: {
    method: 'get',
    path: '/api/v1/public/filters',
    summary: text('公开栏筛选项', 'Communities, categories and months that have an item on the board'),
    auth: 'open',
    answers: { 200: { description: text('筛选项', 'What there is'), schema: Filters } },
    refusals: [],
  },
  getPublicItem: {
    method: 'get',
    path: '/api/v1/public/items/{alias}',
    summary: text('一件公开事项', 'One item of the board; 410 where one was'),
    auth: 'open',
    params: ItemPath,
    answers: { 200: { description: text('公开事项', 'The item'), schema: z.object({ item: PublicItemOut }) } },
    refusals: [404, 410],
  },
  getPublicPhoto: {
    method: 'get',
    path: '/api/v1/public/items/{alias}/photos/{n}',
    summary: text('公开事项的照片', 'A photograph of an item; kept by no cache, and gone with the item'),
    auth: 'open',
    params: PhotoPath,
    answers: { 200: { description: text('照片', 'The picture'), type: 'image/webp' } },
    refusals: [404, 410],
  },
  objectToPublicItem: {
    method: 'post',
    path: '/api/v1/public/items/{alias}/objections',
    summary: text('对公开内容提出异议', 'Object to an item: it is hidden at once, and decided about within 3 working days'),
    auth: 'open',
    params: ItemPath,
    body: ObjectionBody,
    answers: { 202: { description: text('已先行撤下', 'It is off the board'), schema: z.object({ hidden: z.literal(true) }) } },
    refusals: [404, 409, 410, 413, 415, 422],
  },
  publicAtom: {
    method: 'get',
    path: '/api/v1/public/feed.atom',
    summary: text('订阅(Atom)', 'The newest 50 as an Atom feed, of a community or category'),
    auth: 'open',
    query: FeedQuery,
    answers: { 200: { description: text('订阅源', 'The feed'), type: 'application/atom+xml' } },
    refusals: [422],
  },
  publicJsonFeed: {
    method: 'get',
    path: '/api/v1/public/feed.json',
    summary: text('订阅(JSON Feed)', 'The same as a JSON feed'),
    auth: 'open',
    query: FeedQuery,
    answers: { 200: { description: text('订阅源', 'The feed'), type: 'application/feed+json' } },
    refusals: [422],
  },
  publicItemsCsv: {
    method: 'get',
    path: '/api/v1/public/items.csv',
    summary: text('公开事项下载(CSV)', 'Every item of the board as CSV (UTF-8 with BOM)'),
    auth: 'open',
    query: FeedQuery,
    answers: { 200: { description: text('表格', 'The table'), type: 'text/csv' } },
    refusals: [422],
  },
  publicSheet: {
    method: 'get',
    path: '/api/v1/public/sheet.pdf',
    summary: text('社区公示栏打印页(PDF，A4)', 'What is public of a community, as a sheet for its notice board'),
    auth: 'open',
    query: SheetQuery,
    answers: { 200: { description: text('打印页', 'The sheet'), type: 'application/pdf' } },
    refusals: [404, 422],
  },
  publicDictionary: {
    method: 'get',
    path: '/api/v1/public/dictionary',
    summary: text('数据说明', 'What each column of the open data means'),
    auth: 'open',
    answers: {
      200: {
        description: text('数据说明', 'The dictionary'),
        schema: z.object({ columns: z.array(z.object({ file: z.string(), name: z.string(), meaning: Bilingual })) }),
      },
    },
    refusals: [],
  },
} as const satisfies Record<string, RouteEntry>;
