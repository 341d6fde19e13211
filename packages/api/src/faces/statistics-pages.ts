// The board's statistics as a page: numbers of a month that is over, by community and by kind, and how the months before went.
//
// Keeps: S1 of board/statistics.ts. P1: every number is in a table; what is drawn only repeats it.
import type { Request, Response } from 'express';
import { Router } from 'express';
import { statisticNames, type Statistic } from '@six-order/community/metrics/statistics-store';
import type { Api } from '../api.ts';
import { barSvg, linesSvg } from '../board/charts.ts';
import { contract } from '../contract.ts';
import { escapeHtml as e } from '../html.ts';
import { boardFrame } from './board-frame.ts';
import { boardWords, type BoardWords } from './board-words.ts';
import { capital } from './capital.ts';
import { displayOf, saidQuery } from './display.ts';
import type { Faces } from './faces.ts';

/** Shown beside the month that is read, it being the last. */
const MONTHS = 6;

export function statisticsPages(api: Api, faces: Faces): Router {
  const { send, nothing } = boardFrame(faces);

  const page = async (req: Request, res: Response): Promise<void> => {
    const display = displayOf(req);
    const w = boardWords[display.language];
    const { lang: _lang, elder: _elder, ...given } = req.query;
    const asked = contract.publicStatistics.query.safeParse(given);
    const found = asked.success ? await api.statistics.of(asked.data) : 'running';
    if (!asked.success || found === 'running') return nothing(req, res, 404, display);
    const { county } = asked.data;
    const { month, months, total, communities, categories } = found;
    const link = (change: Readonly<Record<string, string | undefined>>): string => {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries({ month: asked.data.month, county, ...display.said, ...change }))
        if (value) search.set(name, value);
      return search.size === 0 ? '/board/statistics' : `/board/statistics?${search.toString()}`;
    };
    const data = (ending: string): string =>
      `/api/v1/public/statistics${ending}?${new URLSearchParams({ ...(month && { month }), ...(county && { county }) }).toString()}`;
    const from = month === null ? -1 : months.indexOf(month);
    const before = from < 0 ? [] : months.slice(from, from + MONTHS).toReversed();
    const course = await Promise.all(before.map((one) => api.statistics.of({ month: one, county })));
    const totals = course.map((one) => (one === 'running' ? null : one.total));
    send(req, res, 200, {
      ...display,
      title: w.statistics.title,
      about: w.statistics.lead,
      other: link({ lang: display.language === 'en' ? 'zh' : 'en' }),
      body: `<p><a class="back" href="/board${saidQuery(display)}">${w.back}</a></p>
<h1>${w.statistics.title}${month === null ? '' : ` · ${w.month(month)}`}</h1>
<p>${w.statistics.lead}</p>
${
  month === null
    ? `<p class="soft">${w.statistics.none}</p>`
    : `<nav class="filters" aria-label="${w.statistics.months}"><details><summary>${w.statistics.months} · ${w.month(month)}</summary><ul class="links">${months
        .map(
          (one) =>
            `<li><a href="${e(link({ month: one }))}"${one === month ? ' aria-current="true"' : ''}>${w.month(one)}</a></li>`,
        )
        .join('')}</ul></details></nav>
<section class="card"><h2>${w.statistics.total}</h2><dl class="numbers">${statisticNames
        .map((name) => `<div><dt>${w.statistics.names[name]}</dt><dd>${said(total[name], w)}</dd></div>`)
        .join(
          '',
        )}</dl><ul class="points">${statisticNames.map((name) => `<li>${w.statistics.names[name]}${w.colon}${w.statistics.means[name]}</li>`).join('')}</ul></section>
${courseOf(before, totals, w)}
${table(
  w.statistics.byCommunity,
  communities.map(({ name, figures }) => [`<span lang="zh-CN">${e(name)}</span>`, figures]),
  w,
)}
${table(
  w.statistics.byCategory,
  categories.map(({ name, figures }) => [e(capital(name[display.language])), figures]),
  w,
)}
<section class="card"><h2>${w.data}</h2><p>${w.statistics.kept}</p><ul class="links"><li><a href="${e(data('.csv'))}">${w.csv}</a></li><li><a href="${e(data(''))}">${w.statistics.json}</a></li><li><a href="/api/v1/public/dictionary">${w.dictionary}</a></li></ul></section>`
}`,
    });
  };

  return Router().get('/board/statistics', (req, res) => page(req, res));
}

const said = (value: number | null, w: BoardWords): string => (value === null ? w.statistics.few : String(value));

function courseOf(months: readonly string[], totals: readonly (Statistic | null)[], w: BoardWords): string {
  const chart = linesSvg(
    (['placed', 'finished'] as const).map((name) => ({ name, values: totals.map((one) => one?.[name] ?? null) })),
  );
  // One number has no course.
  if (chart === null || totals.filter((one) => one?.placed != null).length < 2) return '';
  const rows = months.map((month, n) => `<tr><th scope="row">${w.month(month)}</th>${cells(totals[n] ?? null, w)}</tr>`);
  return `<section class="card"><h2>${w.statistics.course}</h2>
<p class="legend"><span class="placed">${w.statistics.names.placed}</span> <span class="finished">${w.statistics.names.finished}</span></p>
${chart}
<details><summary>${w.statistics.numbers}</summary><div class="wide" role="region" tabindex="0" aria-label="${w.statistics.numbers}"><table><thead><tr><th scope="col">${w.filter.month}</th>${heads(w)}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details></section>`;
}

const heads = (w: BoardWords): string =>
  statisticNames.map((name) => `<th scope="col">${w.statistics.names[name]}</th>`).join('');

/** On a telephone each says beside it what it is: the heads are not seen there. */
const cells = (figures: Statistic | null, w: BoardWords): string =>
  statisticNames.map((name) => `<td data-of="${e(w.statistics.names[name])}">${said(figures?.[name] ?? null, w)}</td>`).join('');

/** Ranked by nothing: in the order of the catalogue and of the tree. */
function table(title: string, rows: readonly (readonly [name: string, figures: Statistic])[], w: BoardWords): string {
  if (rows.length === 0) return '';
  const most = Math.max(0, ...rows.map(([, { placed }]) => placed ?? 0));
  const lines = rows.map(
    ([name, figures]) => `<tr><th scope="row">${name}${barSvg(figures.placed, most)}</th>${cells(figures, w)}</tr>`,
  );
  return `<section class="card"><h2>${title}</h2><div class="wide" role="region" tabindex="0" aria-label="${title}"><table><thead><tr><th scope="col">${title}</th>${heads(w)}</tr></thead><tbody>${lines.join('')}</tbody></table></div></section>`;
}
