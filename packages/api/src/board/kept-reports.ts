// Reports of frozen months as they were drawn: the numbers never change, and drawing one takes a tenth of a second of one core.
//
// K1: one is kept for what it says: another line (a correction), or a case that was taken off the board, is drawn anew, and what was
// kept of it is gone. K2: of months that are still counted none is kept. K3: few are kept, the oldest go first.
import { createHash } from 'node:crypto';
import { reportPdf, type Report } from './report.ts';

const MOST = 64;

export function keepReports(draw: (report: Report) => Promise<Buffer> = reportPdf): (report: Report) => Promise<Buffer> {
  const kept = new Map<string, { readonly says: string; readonly pdf: Promise<Buffer> }>();
  return (report) => {
    if (report.frozenAt === null) return draw(report);
    const place = `${report.month} ${report.unit}`;
    // When it was made is not said of a frozen month.
    const says = createHash('sha256')
      .update(JSON.stringify({ ...report, madeAt: 0 }))
      .digest('base64');
    const found = kept.get(place);
    if (found?.says === says) return found.pdf;
    kept.delete(place);
    const pdf = draw(report);
    kept.set(place, { says, pdf });
    pdf.catch(() => kept.delete(place));
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
    return pdf;
  };
}
