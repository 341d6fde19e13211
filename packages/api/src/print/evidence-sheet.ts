// The list of evidence (证据清单) of an order or a card: what its journal holds, row by row, on paper, with room to sign.
import type { Ending } from '@six-order/workflows/shown-clock';
import type { BroughtIn } from '@six-order/community/imports/brought-in-store';
import { escapeHtml } from '../html.ts';
import { chineseTime } from './chinese-time.ts';

/** One entry of the journal. */
export interface EvidenceRow {
  readonly seq: number;
  /** Epoch ms. */
  readonly at: number;
  readonly what: string;
  readonly by: string;
  /** What went with it, a line each: to whom, which files by digest, what is sealed. */
  readonly with: readonly string[];
  readonly mac: string;
  /** 导入: it came with the order, and was not done here. */
  readonly broughtIn: boolean;
}

export interface EvidenceClock {
  readonly name: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly dueAt: number;
  /** Null: it runs. */
  readonly finishedAt: number | null;
  /** Absent while it runs. */
  readonly ending: Ending | undefined;
  readonly stopped: boolean;
  readonly explanation: string;
}

export interface EvidenceCard {
  readonly number: string;
  readonly what: string;
  readonly lines: readonly (Pick<EvidenceRow, 'at' | 'what' | 'broughtIn'> & { readonly by: string | null })[];
}

export interface EvidenceList {
  readonly number: string;
  /** `督办卡` of a card. */
  readonly kind: string;
  readonly isCard: boolean;
  /** Null of a sealed order: a paper lies about. */
  readonly category: string | null;
  readonly unit: string;
  readonly holder: string | null;
  readonly state: string;
  readonly rows: readonly EvidenceRow[];
  readonly clocks: readonly EvidenceClock[];
  readonly cards: readonly EvidenceCard[];
  readonly verified: boolean;
  /** The order, or that which the card is about; null where it was placed here. */
  readonly broughtIn: BroughtIn | null;
  readonly printedBy: string;
  /** Epoch ms. */
  readonly printedAt: number;
}

export function evidenceSheet(list: EvidenceList): string {
  const { number, kind, category, unit, holder, state, rows, clocks, cards, verified, broughtIn, printedBy, printedAt } = list;
  const facts = [
    ['单号', number],
    ['类别', category ?? '密封件，不印类别'],
    ['地点', unit],
    ['承办', holder ?? '—'],
    ['现在', state],
    ...(broughtIn ? ([['导入', sayBroughtIn(broughtIn, list)]] as const) : []),
  ] as const;
  return `<h1>证据清单</h1>
<p>${escapeHtml(kind)} · 编号 ${escapeHtml(number)}<br><span lang="en" class="small">List of evidence</span></p>
<dl class="tight">${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<div class="letter">
<h2>一、链校验</h2>
<p>${
    verified
      ? `日志共 ${rows.length} 条，逐条链接，校验一致，没有改动；现状、时限${cards.length > 0 ? '和督办卡' : ''}与按日志重算的一致。末条校验码 <span class="code">${escapeHtml(rows.at(-1)?.mac ?? '')}</span>`
      : '<strong>日志链校验不一致，或者现状与按日志重算的不一致：本清单不能作为证据，请立即报告系统管理员。</strong>'
  }</p>
<h2>二、经过</h2>
<table class="evidence"><thead><tr><th scope="col">序</th><th scope="col">时间</th><th scope="col">事项</th><th scope="col">由谁</th><th scope="col">随附</th></tr></thead>
<tbody>${rows.map(rowOf).join('\n')}</tbody></table>
<h2>三、时限</h2>
${
  clocks.length === 0
    ? '<p>没有时限。</p>'
    : `<table class="evidence"><thead><tr><th scope="col">时限</th><th scope="col">起算</th><th scope="col">到期</th><th scope="col">结束</th><th scope="col">结果</th></tr></thead>
<tbody>${clocks.map((clock) => clockRow(clock, printedAt)).join('\n')}</tbody></table>`
}
${cards.length === 0 ? '' : `<h2>四、督办卡</h2>\n${cards.map(cardOf).join('\n')}`}
<p class="formula">正文、联系方式等个人信息封存在系统内，本清单只列其在，不印内容。附件指纹由本单密钥计算（HMAC-SHA-256），有权查阅的人可据此在系统内核对原件。</p>
<p class="sign">打印：${escapeHtml(printedBy)}　${chineseTime(printedAt)}</p>
<p class="sign">核对人（签字）：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿</p>
</div>`;
}

/** Not from which file: its name may be a person's, and a paper leaves the office. */
function sayBroughtIn({ source, number, until }: BroughtIn, { isCard, rows }: EvidenceList): string {
  const from = `${isCard ? '所督的单' : ''}导入自 ${source}，原编号 ${number}。`;
  if (until === null)
    return `${from}${isCard ? '本卡有没有经过来自那里，没有记下' : '哪些经过来自那里，没有记下：以下经过不都是在本平台办的'}`;
  if (isCard && !rows.some((row) => row.broughtIn)) return `${from}本卡的经过都是在本平台办的`;
  return `${from}${chineseTime(until)} 及以前的经过来自那里（以下标“导入”），不是在本平台办的，时限也据此推算`;
}

const marked = ({ what, broughtIn }: Pick<EvidenceRow, 'what' | 'broughtIn'>): string =>
  escapeHtml(broughtIn ? `导入 · ${what}` : what);

const rowOf = ({ seq, at, by, with: things, mac, ...row }: EvidenceRow): string =>
  `<tr><td>${seq}</td><td>${chineseTime(at)}</td><td>${marked(row)}</td><td>${escapeHtml(by)}</td><td>${[
    ...things.map((thing) => `<span class="line">${escapeHtml(thing)}</span>`),
    `<span class="line code">校验码 ${escapeHtml(mac.slice(0, 12))}…</span>`,
  ].join('')}</td></tr>`;

/** In time, and late. What was not met is never said to have been done. */
const outcomes: { readonly [ending in Ending]: readonly [inTime: string, late: string] } = {
  met: ['按时完成', '超期完成'],
  'with-work': ['没有单独进行，随办结终止', '没有单独进行，超期后随办结终止'],
  'with-order': ['没有单独进行，随本单结束终止', '没有单独进行，超期后随本单结束终止'],
  overtaken: ['没有单独进行，已终止', '没有单独进行，超期后终止'],
  ended: ['已结束', '超期结束'],
};

function clockRow(
  { name, startedAt, dueAt, finishedAt, ending = 'ended', stopped, explanation }: EvidenceClock,
  now: number,
): string {
  const outcome = stopped
    ? '停止计时'
    : finishedAt === null
      ? now > dueAt
        ? '未完成，已超期'
        : '未到期'
      : outcomes[ending][finishedAt > dueAt ? 1 : 0];
  const due = stopped ? '—' : chineseTime(dueAt);
  return `<tr><td>${escapeHtml(name)}</td><td>${chineseTime(startedAt)}</td><td>${due}</td><td>${finishedAt === null ? '—' : chineseTime(finishedAt)}</td><td>${outcome}</td></tr>
<tr><td></td><td colspan="4">${escapeHtml(explanation)}</td></tr>`;
}

const cardOf = ({ number, what, lines }: EvidenceCard): string =>
  `<p>${escapeHtml(`${number}　${what}`)}</p>
<table class="evidence"><tbody>${lines
    .map((line) => `<tr><td>${chineseTime(line.at)}</td><td>${marked(line)}</td><td>${escapeHtml(line.by ?? '系统')}</td></tr>`)
    .join('\n')}</tbody></table>`;
