// Minutes of a meeting (会议纪要): its items, each with the order that it came from, what the parties said, what was decided and the
// orders that came of it, on paper, with room to sign.
import { escapeHtml } from '../html.ts';
import { chineseTime } from './chinese-time.ts';

export interface MinutesOpinion {
  readonly party: string;
  readonly stance: string;
  /** How it is known, where the party did not say it here itself. */
  readonly record: string | null;
  /** Null when this reader may not read it, or it was erased. */
  readonly text: string | null;
}

export interface MinutesItem {
  readonly number: string;
  readonly question: string | null;
  /** Where the matter is. */
  readonly place: string;
  /** Number of the order that was put before them, of the topic of the level below; null: none, or not this reader's to see. */
  readonly order: string | null;
  readonly lower: string | null;
  readonly opinions: readonly MinutesOpinion[];
  readonly silent: readonly string[];
  readonly verdict: string;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  /** Epoch ms. */
  readonly decidedAt: number;
  readonly forOrder: string | null;
  readonly tasks: readonly {
    readonly unit: string;
    readonly dueOn: string;
    readonly order: string | null;
    readonly state: string;
  }[];
  /** Number of the topic that it became a level above. */
  readonly higher: string | null;
}

export interface Minutes {
  readonly forum: string;
  readonly convener: string;
  /** The day of the meeting; null: the parties spoke within a limit. */
  readonly day: string | null;
  readonly parties: readonly { readonly name: string; readonly unit: string }[];
  readonly quorum: number;
  readonly passes: number;
  readonly items: readonly MinutesItem[];
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const numeral = (n: number): string => (n < 10 ? (numerals[n] ?? '') : n < 19 ? `十${numerals[n - 10]}` : String(n + 1));

export function minutesSheet({ forum, convener, day, parties, quorum, passes, items }: Minutes): string {
  return `<h1>会议纪要</h1>
<p>${escapeHtml(forum)}<br><span lang="en" class="small">Minutes</span></p>
<div class="letter">
<p>召集单位：${escapeHtml(convener)}</p>
<p>会议时间：${day === null ? '未定会期，各方在时限内发表意见' : escapeHtml(day)}</p>
<p>参与方：${escapeHtml(parties.map(({ name, unit }) => (unit === '' ? name : `${name}（${unit}）`)).join('、'))}</p>
<p>议事规则：${parties.length} 方中至少 ${quorum} 方发表意见，${passes} 方同意方为通过；没有表态不算同意。</p>
${items.map((item, n) => itemOf(item, items.length === 1 ? '' : `${numeral(n)}、`)).join('\n')}
<p class="sign">召集人（签字）：＿＿＿＿＿＿＿＿　日期：＿＿＿＿＿＿</p>
${parties.map(({ name }) => `<p class="sign">${escapeHtml(name)}（签字）：＿＿＿＿＿＿＿＿</p>`).join('\n')}
</div>`;
}

function itemOf(item: MinutesItem, numbered: string): string {
  const { number, question, place, order, lower, opinions, silent, verdict, decision, decidedBy, decidedAt, forOrder, tasks } =
    item;
  const said = opinions.map(
    ({ party, stance, record, text }) =>
      `<tr><td>${escapeHtml(party)}</td><td class="whole">${escapeHtml(stance)}</td><td>${escapeHtml([text, record].filter(Boolean).join('　'))}</td></tr>`,
  );
  const quiet = silent.map((party) => `<tr><td>${escapeHtml(party)}</td><td class="whole">没有表态</td><td></td></tr>`);
  const from = [order && `关联单 ${order}`, lower && `下级议题 ${lower}`].filter((one) => one !== null);
  const ways = [decidedBy, chineseTime(decidedAt), forOrder, item.higher && `上级议题 ${item.higher}`].filter(
    (one) => one !== null && one !== '',
  );
  return `<h2>${numbered}议题 ${escapeHtml(number)}</h2>
<p class="indent">${escapeHtml(question ?? '（本人无权查看内容，或内容已销毁）')}</p>
<p>${escapeHtml([place, ...from].join('　'))}</p>
<table><thead><tr><th scope="col">参与方</th><th scope="col" class="whole">态度</th><th scope="col">意见</th></tr></thead><tbody>${[...said, ...quiet].join('')}</tbody></table>
<p>结论：${escapeHtml(verdict)}。</p>
${decision === null ? '' : `<p class="indent">${escapeHtml(decision)}</p>\n`}<p class="small">${escapeHtml(ways.join('　'))}</p>
${
  tasks.length === 0
    ? ''
    : `<table><thead><tr><th scope="col">责任单位</th><th scope="col">期限</th><th scope="col">任务单</th><th scope="col">进展</th></tr></thead><tbody>${tasks
        .map(
          (task) =>
            `<tr><td>${escapeHtml(task.unit)}</td><td>${escapeHtml(task.dueOn)}</td><td>${escapeHtml(task.order ?? '')}</td><td>${escapeHtml(task.state)}</td></tr>`,
        )
        .join('')}</tbody></table>`
}`;
}
