// What stands on the sheets: a receipt of an order, and the notice that hangs in a building.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Unit } from '@six-order/community/units/unit';
import { escapeHtml } from '../html.ts';
import type { Language } from '../faces/boot.ts';
import { chineseTime, englishTime } from './chinese-time.ts';
import { followingUrl, placingUrl, qrSvg } from './qr.ts';

export interface Receipt {
  readonly number: string;
  readonly category: string;
  /** A paper lies about: it does not say what a sealed order is of. */
  readonly sealed: boolean;
  /** In words. */
  readonly where: string;
  /** Epoch ms. */
  readonly openedAt: number;
  /** What comes next and by when, in sentences, at the time of printing; of what has ended, nothing. */
  readonly next: readonly string[];
  /** Null for a proxy: it shows all that the resident sees. */
  readonly queryCode: string | null;
}

const receiptWords = {
  zh: {
    title: '点单回执',
    number: '单号',
    code: '查询码',
    notHere: '查询码只给居民本人：登录后打开此单，打印回执即可看到。',
    what: '类别',
    where: '地点',
    when: '时间',
    next: '接下来',
    call: '问办到哪一步，也可以拨打 12345，报上单号。',
    scan: '扫码后输入单号和查询码，随时查看办理进展，办完了一般也凭它评价。',
    care: '查询码等同于您本人，请勿转交他人，来办事的人要也不给。',
    danger: '遇到危险请先拨打 110、119、120。',
  },
  en: {
    title: 'Receipt',
    number: 'Number',
    code: 'Query code',
    notHere: 'The query code is for the resident alone: sign in, open the order and print its receipt.',
    what: 'What',
    where: 'Where',
    when: 'When',
    next: 'Next',
    call: 'You can also call 12345 and give the number to ask how it is going.',
    scan: 'Scan, then type number and query code to see how it is going and, as a rule, to evaluate what was done.',
    care: 'Whoever has the query code sees what you see, and may evaluate: give it to nobody, not to whoever does the work either.',
    danger: 'In danger, call 110, 119 or 120 first.',
  },
} as const;

/** It is handed to one reader, so it speaks one language. */
export function receiptSheet(
  { number, category, sealed, where, openedAt, next, queryCode }: Receipt,
  origin: string,
  language: Language,
): string {
  const w = receiptWords[language];
  const kind = sealed ? undefined : categoryByCode(category);
  const name = language === 'en' ? kind?.nameEn.replace(/^./, (first) => first.toUpperCase()) : kind?.nameZh;
  const follow = followingUrl(origin);
  return `<h1>${w.title}</h1>
<p>${w.number}</p>
<p class="big">${escapeHtml(number)}</p>
${
  queryCode === null
    ? `<p>${w.notHere}</p>`
    : `<p>${w.code}</p>\n<p class="big">${escapeHtml(queryCode.replace(/^(.{5})/, '$1-'))}</p>`
}
<dl>${name ? `<dt>${w.what}</dt><dd>${escapeHtml(name)}</dd>` : ''}<dt>${w.where}</dt><dd lang="zh-CN">${escapeHtml(where)}</dd><dt>${w.when}</dt><dd>${(language === 'en' ? englishTime : chineseTime)(openedAt)}</dd>${next.length === 0 ? '' : `<dt>${w.next}</dt>${next.map((said) => `<dd>${escapeHtml(said)}</dd>`).join('')}`}</dl>
${queryCode === null ? '' : `<p>${w.scan}</p>\n${qrSvg(follow)}\n<p class="small">${escapeHtml(follow)}</p>`}
<p class="small">${w.call}</p>
${queryCode === null ? '' : `<p class="small">${w.care}</p>\n`}<p class="small">${w.danger}</p>`;
}

export interface Slip {
  readonly number: string;
  readonly code: string;
  /** What the QR code opens, and where number and code are typed. */
  readonly url: string;
  readonly typedAt: string;
  /** Epoch ms. */
  readonly until: number | null;
}

export const evaluationSheet = ({ number, code, url, typedAt, until }: Slip): string => `<h1>请您评单</h1>
<p>单号 <span lang="en" class="small">number</span></p>
<p class="big">${escapeHtml(number)}</p>
<p>评价码 <span lang="en" class="small">evaluation code</span></p>
<p class="big">${escapeHtml(code.replace(/^(.{4})/, '$1-'))}</p>
${qrSvg(url)}
<p>扫码即可评价，或在下面的网址输入单号和评价码。只能用一次${until === null ? '' : `，${chineseTime(until)}前有效`}。<br><span lang="en" class="small">Scan to evaluate, or type number and code. It works once.</span></p>
<p class="small">${escapeHtml(typedAt)}</p>
<p class="small">评价由您本人决定，给几颗星都不影响您办事。若有人要求您给好评，请在评价中说明，或拨打 12345。<br><span lang="en">The stars are yours to give and change nothing for you. If somebody asked you for good ones, say so there or call 12345.</span></p>`;

/** `line`: the names of the units above it and its own, from the street on. */
export function noticeSheet(unit: Unit, line: readonly string[], origin: string): string {
  const url = placingUrl(origin, unit);
  return `<h1>有事请扫码点单</h1>
<p>${escapeHtml(line.join(' · '))}</p>
${qrSvg(url)}
<p class="small">${escapeHtml(url)}</p>
<p>群众点单 · 支部派单 · 党员接单<br>多方督单 · 平台晒单 · 群众评单</p>
<p>不会用手机？请找网格员、联户长，或到社区窗口。</p>
<p class="small">本码只表示所在楼栋或网格，不含任何个人信息。遇到危险请先拨打 110、119、120。</p>`;
}
