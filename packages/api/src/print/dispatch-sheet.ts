// 派单卡: an order on paper for whoever works without a telephone, with lines to fill in that a clerk writes down later.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { escapeHtml } from '../html.ts';
import { chineseTime } from './chinese-time.ts';
import { qrSvg } from './qr.ts';

export interface DispatchSlip {
  readonly number: string;
  readonly category: string;
  readonly urgency: string;
  readonly place: string;
  readonly text: string | null;
  readonly note: string | null;
  readonly holder: string;
  /** Due dates by what is due, epoch ms. */
  readonly due: readonly { readonly zh: string; readonly at: number }[];
  /** Where the order is opened by whoever signs in. */
  readonly url: string;
}

const toFill = ['接单', '联系居民', '上门', '办结'];

/** Name and telephone are never on it: a paper gets lost. */
export function dispatchSheet({ number, category, urgency, place, text, note, holder, due, url }: DispatchSlip): string {
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['事项', categoryByCode(category)?.nameZh],
    ['紧急程度', urgency],
    ['地点', place],
    ['情况', text],
    ['派单说明', note],
    ['承办', holder],
    ...due.map(({ zh, at }) => [`${zh}期限`, `${chineseTime(at)} 前`] as const),
  ];
  return `<h1>派单卡</h1>
<p class="big">${escapeHtml(number)}</p>
<dl class="tight">${facts.map(([name, value]) => (value ? `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>` : '')).join('')}</dl>
<table class="fill"><thead><tr><th>步骤</th><th>日期和时间</th><th>怎么办的</th></tr></thead>
<tbody>${toFill.map((step) => `<tr><td>${step}</td><td>　月　日　　:　　</td><td>　</td></tr>`).join('')}</tbody></table>
<p class="letter">承办人签名：　　　　　　　　居民签名：　　　　　　　　</p>
${qrSvg(url)}
<p class="small">登录后扫码打开这一单。没有手机的，办完把这张卡交回网格或社区，由工作人员代为录入。</p>
<p class="small">卡上不写姓名和电话，请向派单人询问。遇到危险请先拨打 110、119、120。</p>`;
}
