// What is printed: receipts, slips of orders, notices of cards, sheets of QR codes.
import { z } from 'zod';
import { OrderPath } from './order.ts';
import type { RouteEntry } from './entry.ts';

export const UnitPath = z.object({ id: z.string().min(1).max(64).describe('Id or code of a unit') });

export const printRoutes = {
  printReceipt: {
    method: 'get',
    path: '/api/v1/orders/{id}/receipt.html',
    summary: {
      zh: '打印点单回执',
      en: 'The receipt of an order, to be printed by its resident or whoever placed it; its code by the resident, or by a window that placed it within a day',
    },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '单号与查询码', en: 'Number and query code' }, type: 'text/html' } },
    refusals: [404],
  },
  printDispatchSlip: {
    method: 'get',
    path: '/api/v1/orders/{id}/slip.html',
    summary: {
      zh: '打印派单卡(记入查阅日志)',
      en: 'The slip of an order that somebody has in hand, for work without a telephone; the reading is logged',
    },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '派单卡', en: 'The slip, on A4' }, type: 'text/html' } },
    refusals: [404, 409],
  },
  printCardNotice: {
    method: 'get',
    path: '/api/v1/orders/{id}/notice.html',
    summary: { zh: '打印督办通知书(记入查阅日志)', en: 'The notice of a supervision card, to be printed; the reading is logged' },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '督办通知书', en: 'The notice, on A4' }, type: 'text/html' } },
    refusals: [404],
  },
  printEvidence: {
    method: 'get',
    path: '/api/v1/orders/{id}/evidence.html',
    summary: {
      zh: '打印证据清单：日志所记的经过、附件指纹、时限、督办卡和链校验',
      en: 'The list of evidence of an order or a card, for whoever supervises: what its journal holds, digests of files, clocks, cards, and whether the chain holds',
    },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '证据清单', en: 'The list, on A4' }, type: 'text/html' } },
    refusals: [404],
  },
  printMinutes: {
    method: 'get',
    path: '/api/v1/orders/{id}/minutes.html',
    summary: {
      zh: '打印会议纪要：定了会期的，打印同一次会议的全部议题(记入查阅日志)',
      en: 'The minutes of a deliberation, of a topic with a day all topics of that meeting, to be printed; the reading is logged',
    },
    auth: 'session',
    params: OrderPath,
    answers: { 200: { description: { zh: '会议纪要', en: 'The minutes, on A4' }, type: 'text/html' } },
    refusals: [404, 409],
  },
  unitQr: {
    method: 'get',
    path: '/api/v1/units/{id}/qr.svg',
    summary: { zh: '楼栋点单码', en: 'The QR code by which an order is placed with this unit filled in' },
    auth: 'session',
    params: UnitPath,
    answers: { 200: { description: { zh: '二维码', en: 'The code' }, type: 'image/svg+xml' } },
    refusals: [404],
  },
  printUnitQr: {
    method: 'get',
    path: '/api/v1/units/{id}/qr.html',
    summary: { zh: '打印点单码，每栋一页', en: 'Sheets with the QR codes of a unit’s buildings' },
    auth: 'session',
    params: UnitPath,
    answers: { 200: { description: { zh: '可打印的页面', en: 'Pages to be printed' }, type: 'text/html' } },
    refusals: [404],
  },
} as const satisfies Record<string, RouteEntry>;
