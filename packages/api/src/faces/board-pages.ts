// The public board as pages: drawn here, so that they need no script, no cookie and no account.
//
// Keeps: I12, and B1 of routes/board.ts: each page asks the database, so what was taken off is gone with the next look.
import type { Request, Response } from 'express';
import { Router } from 'express';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { itemStatuses } from '@six-order/community/publication/item';
import { readBoard, readFilters, readItem } from '@six-order/community/publication/item-store';
import { bannerOf } from '@six-order/community/emergency/mode';
import { isAlias } from '@six-order/community/publication/alias';
import type { Api } from '../api.ts';
import { emergenciesNow } from '../board/emergencies.ts';
import { type Out, presentItem } from '../board/present-item.ts';
import { contract } from '../contract.ts';
import { escapeHtml as e, sentenceHtml } from '../html.ts';
import { whenSaid } from '../promise-said.ts';
import { boardFrame } from './board-frame.ts';
import { boardWords, type BoardWords } from './board-words.ts';
import type { Language } from './boot.ts';
import { capital } from './capital.ts';
import { type Display, displayOf, saidQuery } from './display.ts';
import type { Faces } from './faces.ts';

const ITEMS = 20;

export function boardPages(api: Api, faces: Faces): Router {
  const { tables, directory, clock } = api;
  const router = Router();
  const { send, nothing } = boardFrame(faces);
  const originOf = (req: Request): string => api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`;

  /** 平急转换: what holds now. */
  const banner = ({ language }: Display): string =>
    emergenciesNow(api)
      .map((one) => `<p class="notice alarm" role="status">${sentenceHtml(bannerOf(one, whenSaid)[language])}</p>\n`)
      .join('');

  const list = async (req: Request, res: Response): Promise<void> => {
    const display = displayOf(req);
    const w = boardWords[display.language];
    const { lang: _lang, elder: _elder, ...given } = req.query;
    const asked = contract.listPublicItems.query.safeParse(given);
    if (!asked.success) return nothing(req, res, 404, display);
    const { cursor, county, community, category, status, month } = asked.data;
    const now = clock.now();
    const [found, filters] = await Promise.all([
      readBoard(tables, { tenant: county, community, category, status, month, before: cursor, limit: ITEMS + 1, now }),
      readFilters(tables, now),
    ]);
    const page = found.slice(0, ITEMS);
    const last = page.at(-1);
    const chosen = { county, community, category, status, month };
    const link = (change: Readonly<Record<string, string | undefined>>): string => {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...chosen, ...display.said, ...change })) if (value) search.set(name, value);
      return search.size === 0 ? '/board' : `/board?${search.toString()}`;
    };
    const groups: readonly Group[] = [
      {
        name: 'community',
        options: filters.communities.map(({ tenant, code }) => [code, directory.unitByCode(tenant, code)?.name ?? code]),
      },
      { name: 'category', options: filters.categories.map((code) => [code, categoryName(code, display.language)]) },
      { name: 'month', options: filters.months.map((one) => [one, w.month(one)]) },
      { name: 'status', options: itemStatuses.map((one) => [one, w.status[one]]) },
    ];
    const filtered = Object.values(chosen).some((value) => value !== undefined);
    const items = page.map((item) => presentItem(item, directory, originOf(req)));
    send(req, res, 200, {
      ...display,
      items: true,
      title: w.title,
      about: w.lead,
      other: link({ lang: display.language === 'en' ? 'zh' : 'en', cursor: cursorText(req) }),
      feed: '/api/v1/public/feed.atom',
      body: `<h1>${w.title}</h1>
${banner(display)}<p>${w.lead}</p>
<div class="buttons"><a class="button main" href="/place${saidQuery(display)}">${w.place}</a><a class="button" href="/follow${saidQuery(display)}">${w.follow}</a><a class="button" href="/board/statistics${saidQuery(display)}">${w.statistics.title}</a><a class="button" href="/board/guide${saidQuery(display)}">${w.guide.title}</a></div>
${found.length > 0 || filtered ? `<nav class="filters" aria-label="${w.filters}">${groups.map((group) => chooser(group, chosen, link, w)).join('')}</nav>` : ''}
${items.length === 0 ? `<p class="soft">${filtered ? w.noneHere : w.none}</p>` : `<ul class="items">${items.map((item) => card(item, display, w)).join('\n')}</ul>`}
<p class="buttons">${cursor ? `<a class="button" href="${e(link({}))}">${w.newest}</a>` : ''}${
        found.length > ITEMS && last
          ? `<a class="button" rel="next" href="${e(link({ cursor: `${last.publishedAt}.${last.alias}` }))}">${w.more}</a>`
          : ''
      }</p>
<section class="stack"><p>${w.together}</p><p class="buttons"><a class="button" href="/topic${saidQuery(display)}">${w.topic}</a><a class="button" href="/dispute${saidQuery(display)}">${w.dispute}</a></p></section>
<section class="card"><h2>${w.data}</h2><p>${w.dataLead}</p>
<ul class="links"><li><a href="/api/v1/public/items.csv">${w.csv}</a></li><li><a href="/api/v1/public/feed.atom">${w.atom}</a></li><li><a href="/api/v1/public/feed.json">${w.json}</a></li><li><a href="/api/v1/public/dictionary">${w.dictionary}</a></li>${
        community === undefined
          ? ''
          : `<li><a href="/api/v1/public/sheet.pdf?${new URLSearchParams({ community, ...(month && { month }) }).toString()}">${w.sheet.title}</a></li>`
      }</ul>${community === undefined ? `<p class="soft">${w.sheet.lead}</p>` : ''}</section>`,
    });
  };

  const one = async (req: Request, res: Response): Promise<void> => {
    const display = displayOf(req);
    const w = boardWords[display.language];
    const alias = req.params['alias'] as string;
    const found = isAlias(alias) ? await readItem(tables, alias, clock.now()) : null;
    if (found === null || found === 'gone') return nothing(req, res, found === null ? 404 : 410, display);
    const item = presentItem(found.item, directory, originOf(req));
    const steps = item.steps ?? [];
    send(req, res, 200, {
      ...display,
      items: true,
      title: item.status === 'reworking' ? `${w.status.reworking}${w.colon}${item.title}` : item.title,
      about: item.before,
      other: `/board/${alias}?${new URLSearchParams({ ...display.said, lang: display.language === 'en' ? 'zh' : 'en' }).toString()}`,
      body: `<p><a class="back" href="/board${saidQuery(display)}">${w.back}</a></p>
<h1>${headline(item, w)}</h1>
<p class="soft">${facts(item, display, w)}</p>
<p class="promise"><strong>${w.status[item.status]}</strong> ${w.statusLead[item.status]}</p>
<div class="two">
<section class="card"><h2>${w.before}</h2><p class="said" lang="zh-CN">${e(item.before)}</p>${photos(item, 'before', w)}</section>
<section class="card"><h2>${resultHeading(item, w)}</h2>${item.after === null ? `<p class="soft">${w.noAfter}</p>` : `<p class="said" lang="zh-CN">${e(item.after)}</p>`}${item.resultOf !== null && item.redone >= item.resultOf ? `<p class="soft">${w.doneSince}</p>` : ''}${photos(item, 'after', w)}</section>
</div>
<section class="card"><h2>${w.evaluation}</h2>${evaluation(item, w)}</section>
${steps.length > 0 ? `<section class="card"><h2>${w.steps}</h2><ol class="lines">${steps.map(({ station, day }) => `<li>${w.station[station] ?? station} <span class="soft">${w.day(day)}</span></li>`).join('')}</ol>${item.team ? `<p>${w.team}<span lang="zh-CN">${e(item.team)}</span></p>` : ''}</section>` : ''}
<section class="stack"><p class="soft">${w.objectLead}</p><p><a class="button" href="/board/${alias}/objection${saidQuery(display)}">${w.object}</a></p></section>`,
    });
  };

  router.get('/board', (req, res) => list(req, res));
  router.get('/board/:alias', (req, res) => one(req, res));
  return router;
}

interface Group {
  readonly name: 'community' | 'category' | 'month' | 'status';
  readonly options: readonly (readonly [value: string, name: string])[];
}

type Link = (change: Readonly<Record<string, string | undefined>>) => string;

/** Plain links, folded away until one of them is chosen or wanted. */
function chooser(
  { name, options }: Group,
  chosen: Readonly<Record<string, string | undefined>>,
  link: Link,
  w: BoardWords,
): string {
  if (options.length === 0) return '';
  const now = chosen[name];
  const said = options.find(([value]) => value === now)?.[1];
  const one = (value: string | undefined, text: string) =>
    `<li><a href="${e(link({ [name]: value }))}"${value === now ? ' aria-current="true"' : ''}>${e(text)}</a></li>`;
  return `<details><summary>${w.filter[name]}${said ? ` · ${e(said)}` : ''}</summary><ul class="links">${one(undefined, w.all)}${options
    .map(([value, text]) => one(value, text))
    .join('')}</ul></details>`;
}

/** Of what is done again it says so first: nobody reads that it was done well. */
const headline = ({ title, status }: Out, w: BoardWords): string =>
  `${status === 'reworking' ? `<span class="status">${w.status.reworking}</span> ${w.saidBefore}` : ''}<span lang="zh-CN">${e(title)}</span>`;

const card = (
  item: Out,
  display: Display,
  w: BoardWords,
): string => `<li><a class="card order-card" href="/board/${item.alias}${saidQuery(display)}">
<span class="head"><strong>${headline(item, w)}</strong>${item.status === 'reworking' ? '' : `<span class="status${item.status === 'evaluated' ? ' over' : ''}">${w.status[item.status]}</span>`}</span>
<span class="soft">${facts(item, display, w)}</span>
${item.stars === null ? '' : `<span class="rating">${stars(item.stars, w)}</span>`}
</a></li>`;

/** Their own size is said, so that nothing moves when they come. */
const photos = (item: Out, side: Out['photos'][number]['side'], w: BoardWords): string => {
  const ours = item.photos.filter((photo) => photo.side === side);
  if (ours.length === 0) return '';
  const one = ({ url, width, height }: Out['photos'][number], n: number) =>
    `<li><img src="${e(new URL(url).pathname)}" width="${width}" height="${height}" loading="lazy" alt="${w.photo[side](n + 1)}"></li>`;
  return `<ul class="photos">${ours.map(one).join('')}</ul>`;
};

const facts = (item: Out, { language }: Display, w: BoardWords): string =>
  [
    e(capital(item.category.name[language])),
    `<span class="number" lang="zh-CN">${e(item.place.name)}</span>`,
    item.days === null ? '' : `<span class="number">${w.days(item.days)}</span>`,
    item.redone === 0 ? '' : `<span class="number">${w.redone(item.redone)}</span>`,
    `<span class="number">${w.publishedOn(w.day(item.publishedOn))}</span>`,
  ]
    .filter(Boolean)
    // No line begins with the point.
    .join('\u00a0· ');

const stars = (n: number, w: BoardWords): string =>
  `<span aria-hidden="true">${'★'.repeat(n)}${'☆'.repeat(5 - n)}</span> ${w.stars(n)}`;

/** What was published of a time that did not hold is not shown as what came of the last one. */
const resultHeading = ({ resultOf, status }: Out, w: BoardWords): string =>
  resultOf !== null ? w.afterOf(resultOf) : status === 'reworking' ? w.earlierAfter : w.after;

const evaluation = ({ stars: n, solved, status, redone, evaluationOf }: Out, w: BoardWords): string =>
  n === null && solved === null
    ? `<p class="soft">${status === 'reworking' ? w.againStars : redone > 0 ? w.redoneStars : w.noStars}</p>`
    : `<p>${evaluationOf === null ? '' : `<span class="soft">${w.evaluationOf(evaluationOf)}</span>`}${[n === null ? '' : stars(n, w), solved === null ? '' : w.solved[solved]].filter(Boolean).join(' · ')}</p>`;

const categoryName = (code: string, language: Language): string => {
  const category = categoryByCode(code);
  return capital((language === 'en' ? category?.nameEn : category?.nameZh) ?? code);
};

/** It begins a line. */

const cursorText = ({ query }: Request): string | undefined =>
  typeof query['cursor'] === 'string' ? query['cursor'] : undefined;
