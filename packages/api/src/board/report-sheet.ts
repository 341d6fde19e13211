// The month's report of a unit as a page to read and to print: what the PDF says, in a table that a screen reader walks.
import { metricNames, metrics } from '@six-order/community/metrics/metrics';
import { escapeHtml as e } from '../html.ts';
import { figureTitle, madeLine, reportTitle, sayCounts, sayFigure, sayScore, type Report } from './report.ts';

export const reportSheet = (report: Report): string => `<h1>${e(reportTitle(report))}</h1>
<p class="small">${madeLine(report)}</p>
<div class="letter">
<p>${sayCounts(report)}</p>
<p>${sayScore(report)}</p>
<table><thead><tr><th scope="col">指标</th><th scope="col">数值</th><th scope="col">口径</th></tr></thead><tbody>
${metricNames
  .map((name) => {
    const { formula, population } = metrics[name];
    return `<tr><th scope="row">${figureTitle(name)}</th><td>${sayFigure(name, report.figures[name])}</td><td>${e(population.zh)}<br><span class="formula">${e(formula)}</span></td></tr>`;
  })
  .join('\n')}
</tbody></table>
${
  report.cases.length === 0
    ? ''
    : `<h2>典型案例</h2>\n${report.cases
        .map(
          ({ title, before, after, stars }) =>
            `<p><strong>${e(title)}</strong>${stars === null ? '' : `（${stars} 星）`}<br>${e(before)}${after === null ? '' : `<br>${e(after)}`}</p>`,
        )
        .join('\n')}`
}
<p class="small">未评不计为满意。被合并的单只随主单计一次，其评价计入。口径详见系统文档“指标说明”。</p>
</div>`;
