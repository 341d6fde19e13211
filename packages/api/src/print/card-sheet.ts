// The notice of supervision (督办通知书): what a card says, on paper, with room to sign.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { colourWords, type Colour } from '@six-order/community/supervision/reason';
import { escapeHtml } from '../html.ts';
import { chineseTime } from './chinese-time.ts';

/** What somebody said about the card; `text` null when this reader may not read it, or it was erased. */
export interface Line {
  readonly title: string;
  /** Epoch ms. */
  readonly at: number;
  readonly by: string | null;
  readonly text: string | null;
}

export interface CardSheet {
  readonly number: string;
  readonly colour: Colour;
  readonly reason: string;
  /** The order that it is about. */
  readonly order: string;
  readonly category: string;
  /** A paper lies about: it does not say what a sealed order is of. */
  readonly sealed: boolean;
  readonly unit: string;
  readonly holder: string;
  /** Whoever answers it works on the order himself. */
  readonly own: boolean;
  /** It was not answered below, and went up. */
  readonly wentUp: boolean;
  readonly signed: boolean;
  /** Null: a rule issued it. */
  readonly issuer: string | null;
  /** Epoch ms. */
  readonly issuedAt: number;
  /** Until when it is to be answered; null when it is not to be answered any more. */
  readonly dueAt: number | null;
  readonly grounds: string | null;
  readonly lines: readonly Line[];
}

export function cardSheet(card: CardSheet): string {
  const {
    number,
    colour,
    reason,
    order,
    category,
    sealed,
    unit,
    holder,
    own,
    wentUp,
    signed,
    issuer,
    issuedAt,
    dueAt,
    grounds,
    lines,
  } = card;
  const kind = sealed ? null : categoryByCode(category)?.nameZh;
  const about = `${order} 号单${kind ? `（${kind}）` : ''}`;
  const asked =
    dueAt === null
      ? ''
      : `请${signed ? '' : '签收，并'}于 ${chineseTime(dueAt)} 前书面回复办理情况；逾期未回复的，按规定提级督办。`;
  const came = wentUp ? '原应回复的单位或人员逾期未回复，按规定提级，由您处督促办理并回复。' : '';
  return `<h1>督办通知书</h1>
<p>${colourWords[colour].zh}色督办卡 · 编号 ${escapeHtml(number)}<br><span lang="en" class="small">Notice of supervision · ${colourWords[colour].en} card</span></p>
<div class="letter">
<p>${escapeHtml(holder)}：</p>
<p class="indent">${own ? '您处承办的' : '关于'}${escapeHtml(unit)} ${escapeHtml(about)}，因${escapeHtml(reason)}，现予督办。${came}${asked}</p>
${grounds === null ? '' : `<h2>督办事由</h2>\n<p class="indent">${escapeHtml(grounds)}</p>`}
${lines.map(lineOf).join('\n')}
<p class="sign">发出：${escapeHtml(issuer ?? '系统按规则发出')}<br>${chineseTime(issuedAt)}</p>
<p class="sign">签收人（签字）：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿</p>
</div>`;
}

const lineOf = ({ title, at, by, text }: Line): string =>
  `<h2>${escapeHtml(title)}</h2>\n<p>${chineseTime(at)}${by === null ? '' : `　${escapeHtml(by)}`}</p>${text === null ? '' : `\n<p class="indent">${escapeHtml(text)}</p>`}`;
