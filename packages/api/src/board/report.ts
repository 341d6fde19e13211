// The month's report of a unit as PDF: A4, Chinese type embedded.
import { fileURLToPath } from 'node:url';
import Pdf from 'pdfkit';
import { sayDuration } from '@six-order/community/deadlines/duration';
import { metricNames, metrics, type Figures } from '@six-order/community/metrics/metrics';
import type { Counts, touchedCounts } from '@six-order/community/metrics/counts';
import { monthOf } from '@six-order/community/metrics/measure';
import { chineseTime } from '../print/chinese-time.ts';
import type { Out } from './present-item.ts';

const FONT = fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));

export interface Report {
  readonly unit: string;
  readonly month: string;
  readonly counts: Counts;
  readonly figures: Figures;
  readonly score: number | null;
  readonly enough: boolean;
  /** Epoch ms; null while it is still counted. */
  readonly frozenAt: number | null;
  /** What decisions changed since. */
  readonly touched: ReturnType<typeof touchedCounts>;
  readonly madeAt: number;
  /** 典型案例: of what was published of the unit in the month. */
  readonly cases: readonly Pick<Out, 'title' | 'before' | 'after' | 'stars'>[];
}

/** Of a length of time: its value says in which time it is counted. */
export const figureTitle = (name: keyof typeof metrics): string => metrics[name].zh.replace(/（(?:工作)?分钟）$/, '');

/** Shares as percents, lengths of time in words, numbers with one decimal; — where there is nothing to count. */
export function sayFigure(name: keyof typeof metrics, value: number | null): string {
  if (value === null) return '—';
  if (name === 'meanLate') return sayDuration({ amount: Math.round(value), unit: 'min' }).zh;
  if (name === 'medianMinutes' || name === 'p90Minutes') return sayDuration({ amount: Math.round(value), unit: 'wmin' }).zh;
  return name === 'perThousand' ? `${value.toFixed(1)} 件` : `${(value * 100).toFixed(1)}%`;
}

export const reportTitle = ({ unit, month }: Pick<Report, 'unit' | 'month'>): string => `${unit} ${month} 六单月度报告`;

export const madeLine = ({ frozenAt, madeAt, touched }: Pick<Report, 'frozenAt' | 'madeAt' | 'touched'>): string =>
  frozenAt === null
    ? `尚未定格，截至 ${chineseTime(madeAt)}`
    : `${chineseTime(frozenAt)} 定格${touched.length === 0 ? '' : `；此后有决定，按现状${sayTouched(touched)}`}`;

const touchedWords = { v: '应办结', shelved: '挂账', falseCompletions: '虚假办结' } as const;
const sayTouched = (touched: Report['touched']): string =>
  touched.map(({ count, now }) => `${touchedWords[count]} ${now} 件`).join('、');

/** While the month runs, V is what is due by now or done. */
export const sayCounts = ({ counts, month, madeAt }: Pick<Report, 'counts' | 'month' | 'madeAt'>): string =>
  `当月点单 ${counts.placed} 件；${month === monthOf(madeAt) ? '截至今天到期或已办结' : '应办结'} ${counts.v} 件（V），挂账 ${counts.shelved} 件，收到评价 ${counts.allAnswered} 件；督办卡 ${counts.cards} 张。另计：未诉先办 ${counts.proactive} 件，即办 ${counts.settled} 件。全部事项中黄卡 ${counts.yellow} 张、红卡 ${counts.red} 张，虚假办结 ${counts.falseCompletions} 件。`;

export const sayScore = ({ score, enough }: Pick<Report, 'score' | 'enough'>): string =>
  `综合得分：${score === null ? '—' : score.toFixed(1)}${enough ? '' : '（件数或评价不足，仅供参考，不参与排名）'}`;

export async function reportPdf(report: Report): Promise<Buffer> {
  const { figures, madeAt, cases } = report;
  const title = reportTitle(report);
  const pdf = new Pdf({ size: 'A4', margin: 50, info: { Title: title, CreationDate: new Date(madeAt) } });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((done, fail) => {
    pdf.on('end', done);
    pdf.on('error', fail);
  });
  // By its path, not by a name of ours: what a table goes back to after each cell would else be read from the disk anew.
  pdf.font(FONT);
  pdf.fontSize(20).text(title, { align: 'center' }).moveDown(0.5);
  pdf.fontSize(10).text(madeLine(report), { align: 'center' });
  pdf.moveDown();
  pdf.fontSize(12).text(sayCounts(report));
  pdf.text(sayScore(report)).moveDown();
  // So small that every formula stands on the first page.
  pdf.fontSize(10).table({
    columnStyles: ['*', 140, '*'],
    data: [
      ['指标', '数值', '口径'],
      ...metricNames.map((name) => [figureTitle(name), sayFigure(name, figures[name]), metrics[name].population.zh]),
    ],
  });
  // No heading at the foot of a page without what it heads.
  if (cases.length > 0) pdf.addPage().fontSize(14).text('典型案例');
  for (const { title: said, before, after, stars } of cases) {
    pdf
      .moveDown(0.3)
      .fontSize(12)
      .text(stars === null ? said : `${said}（${stars} 星）`);
    pdf.fontSize(10).text(after === null ? before : `${before}\n${after}`);
  }
  pdf.moveDown().fontSize(9).text('未评不计为满意。被合并的单只随主单计一次，其评价计入。口径详见系统文档“指标说明”。');
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}
