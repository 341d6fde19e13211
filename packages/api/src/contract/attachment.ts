// Attachments: uploaded first, then named in a command.
import { z } from 'zod';
import { Instant } from './common.ts';
import type { RouteEntry } from './entry.ts';

const AttachmentKind = z.enum(['photo', 'voice', 'paper']);

const Uploaded = z.object({
  id: z.uuid().describe('Named by `attachments` of a command within a day; else destroyed'),
  kind: AttachmentKind,
  type: z.string().describe('As it is kept: every photograph as image/webp, without place and time of taking'),
  size: z.int(),
});

const AttachmentPath = z.object({ id: z.uuid().toLowerCase(), attachment: z.uuid().toLowerCase() });

/** Of those that the reader may open. */
export const OrderAttachment = z.object({
  id: z.uuid(),
  kind: AttachmentKind,
  about: z.string().describe('The command that it came with: of place the state before, of finish the state after'),
  at: Instant,
});

export const attachmentRoutes = {
  uploadAttachment: {
    method: 'post',
    path: '/api/v1/attachments',
    summary: {
      zh: '上传照片、60 秒以内的录音或 PDF，正文即文件内容',
      en: 'Upload a photograph, a voice note of a minute, or a PDF; the body is the file itself',
    },
    auth: 'session',
    file: true,
    answers: { 201: { description: { zh: '已上传', en: 'Uploaded' }, schema: Uploaded } },
    refusals: [413, 415, 422],
  },
  readAttachment: {
    method: 'get',
    path: '/api/v1/orders/{id}/attachments/{attachment}',
    summary: { zh: '查看附件(记入查阅日志)', en: 'One attachment of an order; the reading is logged' },
    auth: 'session',
    params: AttachmentPath,
    answers: { 200: { description: { zh: '文件内容', en: 'The file' }, type: 'application/octet-stream' } },
    refusals: [404],
  },
} as const satisfies Record<string, RouteEntry>;
