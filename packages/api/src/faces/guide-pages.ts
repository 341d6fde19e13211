// 服务指南: centres and facilities of the 15-minute circle, as their units say of themselves: what is done where, what to bring, how,
// when, and the telephone (domain research 1, rows 24–26 and 88).
//
// Not ours: which facility takes an order (community/units/facility).
import type { Request, Response } from 'express';
import { Router } from 'express';
import { activityWords } from '@six-order/community/activities/activity';
import { readActivities } from '@six-order/community/activities/activity-store';
import { dayOf } from '@six-order/community/calendar/day';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { markOf } from '@six-order/community/units/marks';
import type { Unit } from '@six-order/community/units/unit';
import { z } from 'zod';
import type { Api } from '../api.ts';
import { groupName } from '../board/statistics.ts';
import { escapeHtml as e, telephoneLink } from '../html.ts';
import { chineseBeginning, chineseTime } from '../print/chinese-time.ts';
import { presentActivity } from '../routes/activities.ts';
import { boardFrame } from './board-frame.ts';
import { boardWords, type BoardWords } from './board-words.ts';
import { capital } from './capital.ts';
import { type Display, displayOf, saidQuery } from './display.ts';
import type { Faces } from './faces.ts';

const Query = z.strictObject({
  community: z
    .string()
    .regex(/^[0-9A-Z]{2,32}$/)
    .optional(),
  category: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
});

export function guidePages(api: Api, faces: Faces): Router {
  const { directory, tables, clock } = api;
  const { send, nothing } = boardFrame(faces);

  const page = async (req: Request, res: Response): Promise<void> => {
    const display = displayOf(req);
    const w = boardWords[display.language];
    const { lang: _lang, elder: _elder, ...given } = req.query;
    const asked = Query.safeParse(given);
    if (!asked.success) return nothing(req, res, 404, display);
    const { community, category } = asked.data;
    const link = (change: Readonly<Record<string, string | undefined>>): string => {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries({ community, category, ...display.said, ...change }))
        if (value) search.set(name, value);
      return search.size === 0 ? '/board/guide' : `/board/guide?${search.toString()}`;
    };
    const all = directory.unitsWithin('').filter(({ kind }) => kind === 'facility');
    const areaOf = (unit: Unit): Unit | undefined => {
      const line = directory.lineOf(unit);
      return line.find(({ kind }) => kind === 'community') ?? line.find(({ kind }) => kind === 'street');
    };
    const groupsOf = (unit: Unit): readonly string[] => [
      ...new Set((markOf(unit, 'categories') ?? []).map((one) => one.slice(0, 2))),
    ];
    const found = all.filter(
      (unit) =>
        (community === undefined || areaOf(unit)?.code === community) &&
        (category === undefined || groupsOf(unit).includes(category)),
    );
    const areas = new Map(
      all.flatMap((unit) => {
        const area = areaOf(unit);
        return area ? [[area.code, area.name] as const] : [];
      }),
    );
    const groups = [...new Set(all.flatMap(groupsOf))].toSorted();
    /** Names of places are Chinese in every language. */
    const said = (key: 'community' | 'category', text: string): string =>
      key === 'community' ? `<span lang="zh-CN">${e(text)}</span>` : e(text);
    const chooser = (
      name: string,
      key: 'community' | 'category',
      now: string | undefined,
      options: readonly (readonly [string, string])[],
    ) =>
      options.length < 2
        ? ''
        : `<details><summary>${name}${now === undefined ? '' : ` · ${said(key, options.find(([code]) => code === now)?.[1] ?? now)}`}</summary><ul class="links">${[
            ['', w.all] as const,
            ...options,
          ]
            .map(
              ([code, text]) =>
                `<li><a href="${e(link({ [key]: code || undefined }))}"${(now ?? '') === code ? ' aria-current="true"' : ''}>${code === '' ? text : said(key, text)}</a></li>`,
            )
            .join('')}</ul></details>`;
    const soon = await readActivities(tables, { after: clock.now() });
    const activities = soon.filter((one) => {
      const unit = directory.unitById(one.unit);
      return category === undefined && (community === undefined || (unit && areaOf(unit)?.code === community));
    });
    const activityPart = `<h2>${w.guide.activities}</h2>
<p>${w.guide.activitiesLead}</p>
<p><a class="button" href="/activities">${w.guide.join}</a></p>
${activities.length === 0 ? `<p class="soft">${w.guide.noActivities}</p>` : activities.map((one) => activity(presentActivity(api, one), display, w)).join('\n')}`;
    send(req, res, 200, {
      ...display,
      title: w.guide.title,
      about: w.guide.lead,
      other: link({ lang: display.language === 'en' ? 'zh' : 'en' }),
      body: `<p><a class="back" href="/board${saidQuery(display)}">${w.back}</a></p>
<h1>${w.guide.title}</h1>
<p>${w.guide.lead}</p>
<nav class="filters" aria-label="${w.filters}">${chooser(w.filter.community, 'community', community, [...areas])}${chooser(
        w.filter.category,
        'category',
        category,
        groups.map((code) => [code, capital(groupName(code)[display.language])]),
      )}</nav>
${found.length === 0 ? `<p class="soft">${w.guide.none}</p>` : found.map((unit) => facility(unit, areaOf(unit), display, w)).join('\n')}
${category === undefined ? activityPart : ''}
<p class="soft">${w.guide.wrong}</p>`,
    });
  };

  return Router().get('/board/guide', (req, res) => page(req, res));
}

function activity(
  { kind, title, unit, facility: at, place, startsAt, endsAt, cancelled, full }: ReturnType<typeof presentActivity>,
  { language }: Display,
  w: BoardWords,
): string {
  const [begins, ends] = [Date.parse(startsAt), Date.parse(endsAt)];
  // What ends at midnight ends on its day, at 24:00.
  const until = dayOf(begins) === dayOf(ends - 1) ? chineseTime(ends).split(' ')[1] : chineseTime(ends);
  const where = [at?.name, place].filter(Boolean).join(' · ');
  const state = cancelled ? w.guide.cancelled : full ? w.guide.full : w.guide.wanted;
  return `<section class="card"><h3 lang="zh-CN">${e(title)}</h3>
<p class="soft">${e(activityWords[kind][language])} · ${state}</p>
<dl class="guide"><div><dt>${w.guide.when}</dt><dd lang="zh-CN">${chineseBeginning(begins)}–${until}</dd></div>
<div><dt>${w.guide.where}</dt><dd lang="zh-CN">${e(where)}</dd></div>
<div><dt>${w.guide.by}</dt><dd lang="zh-CN">${e(unit.name)}</dd></div></dl></section>`;
}

function facility(unit: Unit, area: Unit | undefined, { language }: Display, w: BoardWords): string {
  const telephone = markOf(unit, 'telephone');
  const list = (items: readonly string[] | undefined): string | undefined =>
    items && items.length > 0 ? `<ul class="points">${items.map((one) => `<li>${e(one)}</li>`).join('')}</ul>` : undefined;
  const plain = (text: string | undefined): string | undefined => (text === undefined ? undefined : e(text));
  const kinds = (markOf(unit, 'categories') ?? []).map((code) => {
    const category = code.length === 2 ? undefined : categoryByCode(code);
    return category ? (language === 'en' ? category.nameEn : category.nameZh) : groupName(code)[language];
  });
  const rows: readonly (readonly [name: string, value: string | undefined])[] = [
    [w.guide.where, plain(markOf(unit, 'address')) ?? plain(area?.name)],
    [w.guide.hours, plain(markOf(unit, 'hours'))],
    [w.guide.telephone, telephone === undefined ? undefined : telephoneLink(telephone)],
    [w.guide.items, list(markOf(unit, 'items'))],
    [w.guide.materials, list(markOf(unit, 'materials'))],
    [w.guide.howTo, plain(markOf(unit, 'howTo'))],
  ];
  return `<section class="card"><h2 lang="zh-CN">${e(unit.name)}</h2>
${kinds.length === 0 ? '' : `<p class="soft">${e(capital(kinds.join(language === 'en' ? ', ' : '、')))}</p>`}
<dl class="guide">${rows
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<div><dt>${name}</dt><dd lang="zh-CN">${value}</dd></div>`)
    .join('')}</dl></section>`;
}
