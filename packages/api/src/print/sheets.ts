// What stands on the sheets: a receipt of an order, and the notice that hangs in a building.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { Unit } from '@six-order/community/units/unit';
import { escapeHtml } from '../html.ts';
import { chineseTime } from './chinese-time.ts';
import { followingUrl, placingUrl, qrSvg } from './qr.ts';

export interface Receipt {
  readonly number: string;
  readonly category: string;
  /** A paper lies about: it does not say what a sealed order is of. */
  readonly sealed: boolean;
  readonly unit: string;
  /** Epoch ms. */
  readonly openedAt: number;
  /** Null for a proxy: it shows all that the resident sees. */
  readonly queryCode: string | null;
}

export function receiptSheet({ number, category, sealed, unit, openedAt, queryCode }: Receipt, origin: string): string {
  const kind = sealed ? null : categoryByCode(category)?.nameZh;
  const follow = followingUrl(origin);
  return `<h1>点单回执 <span lang="en" class="small">Receipt</span></h1>
<p>单号 <span lang="en" class="small">number</span></p>
<p class="big">${escapeHtml(number)}</p>
${
  queryCode === null
    ? '<p>查询码只给居民本人：登录后打开此单，打印回执即可看到。<br><span lang="en" class="small">The query code is for the resident alone: sign in, open the order and print its receipt.</span></p>'
    : `<p>查询码 <span lang="en" class="small">query code</span></p>\n<p class="big">${escapeHtml(queryCode.replace(/^(.{5})/, '$1-'))}</p>`
}
<dl>${kind ? `<dt>类别</dt><dd>${escapeHtml(kind)}</dd>` : ''}<dt>地点</dt><dd>${escapeHtml(unit)}</dd><dt>时间</dt><dd>${chineseTime(openedAt)}</dd></dl>
<p>扫码后输入单号和查询码，随时查看办理进展。<br><span lang="en" class="small">Scan, then type number and query code.</span></p>
${qrSvg(follow)}
<p class="small">${escapeHtml(follow)}</p>
<p class="small">查询码等同于您本人，请勿转交他人。遇到危险请先拨打 110、119、120。</p>`;
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
<p class="small">评价由您本人决定，给几颗星都不影响您办事。若有人要求您给好评，请在评价中说明，或拨打 12345。</p>`;

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
