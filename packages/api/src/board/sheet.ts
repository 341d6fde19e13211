// The sheet for the notice board of a community (晒单公示): A4, Chinese type embedded. It says what the board says and nothing else.
//
// Paper cannot be called back: it says when it was printed, and that it is changed on the next working day after somebody withdrew
// or objected (domain research 7).
import { fileURLToPath } from 'node:url';
import Pdf from 'pdfkit';
import { chineseTime } from '../print/chinese-time.ts';
import { headlineSaid, type Out } from './present-item.ts';

const FONT = fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));

interface Sheet {
  /** Name of the community. */
  readonly place: string;
  readonly items: readonly Out[];
  /** Address of the board, as it is typed. */
  readonly address: string;
  /** Epoch ms. */
  readonly printedAt: number;
}

const statuses: Readonly<Record<Out['status'], string>> = {
  waiting: '待评价',
  evaluated: '已评价',
  unanswered: '未评价（不算满意）',
  reworking: '重办中',
  ended: '已撤单',
};

const nth = (time: number | null): string => (time === null ? '' : `第 ${time} 次`);

export async function sheetPdf({ place, items, address, printedAt }: Sheet): Promise<Buffer> {
  const title = `${place} 晒单公示`;
  const pdf = new Pdf({ size: 'A4', margin: 45, info: { Title: title, CreationDate: new Date(printedAt) } });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((done, fail) => {
    pdf.on('end', done);
    pdf.on('error', fail);
  });
  pdf.registerFont('zh', FONT).font('zh');
  pdf.fontSize(24).text(title, { align: 'center' });
  pdf
    .fontSize(11)
    .text(`${chineseTime(printedAt)} 打印`, { align: 'center' })
    .moveDown(0.5);
  pdf.fontSize(12).text('下列事项经点单居民同意，隐去个人信息后公开，请大家监督。办得好不好，由点单的人来评。').moveDown(0.5);
  if (items.length === 0) pdf.text('目前没有公开的事项。');
  for (const item of items) {
    const { category, place: where, status, before, after, days, redone, resultOf, evaluationOf, stars, team, alias } = item;
    const facts = [
      category.name.zh,
      where.name,
      days === null ? null : days === 0 ? '当天办结' : `${days} 天办结`,
      redone > 0 && `重办过 ${redone} 次`,
      team && `承办：${team}`,
    ];
    together([
      [14, headlineSaid(item)],
      [10, facts.filter(Boolean).join(' · ')],
      [12, `反映：${before}`],
      ...(after === null ? [] : ([[12, `${nth(resultOf)}办理：${after}`]] as const)),
      [12, `${nth(evaluationOf)}评价：${stars === null ? statuses[status] : `${'★'.repeat(stars)}${'☆'.repeat(5 - stars)}`}`],
      [9, `公开编号 ${alias}`],
    ]);
  }
  together([
    [10, `本页内容同步公布在 ${address} 。认为不该公开的，请告诉社区或拨打 12345：网上立即撤下，本页于下一工作日更换。`],
  ]);
  pdf.end();
  await ended;
  return Buffer.concat(parts);

  /** Lines with their sizes, on the next page where they do not fit on this one: nothing is read over a page's edge. */
  function together(lines: readonly (readonly [size: number, text: string])[]): void {
    const height = lines.reduce((sum, [size, text]) => sum + pdf.fontSize(size).heightOfString(text), 0);
    pdf.moveDown(0.8);
    if (pdf.y + height > pdf.page.maxY()) pdf.addPage();
    for (const [size, text] of lines) pdf.fontSize(size).text(text);
  }
}
