// Without script: who writes an order down for one, whom to call, and how far an order is by its number and query code. Each residents'
// page leads here where scripts do not run, or do not come (packages/web: resident.html).
//
// Keeps: I12. W1: nothing that somebody wrote is opened for it, so nothing is logged as read. W2: neither number nor code stands in an
// address. W3: what was typed is there again beside what is wrong with it.
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { markOf } from '@six-order/community/units/marks';
import express, { Router, type Request, type Response } from 'express';
import type { Api } from '../api.ts';
import { FollowRequest } from '../contract/order.ts';
import { evaluationByCode } from '../evaluation-by-code.ts';
import { createFollowed, residentOf, type Receipt } from '../followed.ts';
import { escapeHtml as e, sentenceHtml, telephoneLink } from '../html.ts';
import * as en from '../order-words/en.ts';
import { handledBy } from '../order-words/handled-by.ts';
import { onBoard } from '../order-words/on-board.ts';
import * as zh from '../order-words/zh.ts';
import { stationClock, stationSaid, stationTime, takenDownAt } from '../order-words/station-said.ts';
import { presentOrder } from '../present-order.ts';
import { promiseSaid, whenSaid } from '../promise-said.ts';
import { Refusal } from '../refusal.ts';
import { unfit } from '../unfit.ts';
import { boardFrame } from './board-frame.ts';
import type { Language } from './boot.ts';
import { capital } from './capital.ts';
import { type Display, displayOf, saidQuery } from './display.ts';
import type { Faces } from './faces.ts';

const words = { zh, en };

const own = {
  zh: {
    title: '凭单号和查询码查看',
    order: (number: string) => `单 ${number}`,
    hint: '都写在回执上。',
    number: '单号',
    code: '查询码',
    look: '查看',
    steps: '办理经过',
    evaluate: '请您评一评',
    byCode: '换一台能打开下单页面的手机，凭单号和查询码就能评。没有这样的手机，请告诉社区，由没有经办这件事的人替您记下。',
    more: '这里只显示办到哪一步。要补充、撤回，请在能打开下单页面的手机上登录；没有账号的，请找替您下单的人，或者告诉社区。要问什么，请打电话：',
    again: '再查一单',
    needed: { number: '请填写单号，例如 20261125-000001-6', code: '请填写查询码，10 个字符，不分大小写' },
    unknown: '没有与该单号和查询码相符的单。请照回执再核对一遍，或者打电话问：',
    tooMany: '查得太勤了，请过几分钟再试，或者打电话问：',
    wrong: (n: number) => `还有 ${n} 处需要改一改`,
    plain: {
      title: '页面打不开，也能办',
      lead: '手机打不开下单的页面，照样可以说事、查进度。',
      place: '怎么下单',
      ways: [
        '请联户长、网格员、民情助理帮您下单，当面说就行。',
        '到社区党群服务中心的窗口说，当场给回执，上面有单号和查询码。',
        '打电话说：讲清住在哪个社区、什么事、怎么找到您。',
      ],
      call: '拨打 12345',
      danger: '有人有危险，先打：',
      guide: '各服务点的地址、电话和开门时间',
      board: '晒单公开栏',
    },
  },
  en: {
    title: 'Look up by number and query code',
    order: (number: string) => `Order ${number}`,
    hint: 'Both are on the receipt.',
    number: 'Number',
    code: 'Query code',
    look: 'Look up',
    steps: 'What happened',
    evaluate: 'Please say how it went',
    byCode:
      'On a telephone that opens our pages you evaluate it with the number and the query code. Without one, tell your community: somebody who had no part in the work writes down what you say.',
    more: 'Here you see only how it is going. To add something or withdraw it, sign in on a telephone that opens our pages; without an account turn to whoever ordered for you, or tell your community. To ask, call:',
    again: 'Look for another',
    needed: {
      number: 'Please give the number, such as 20261125-000001-6',
      code: 'Please give the query code: ten characters; capitals do not matter',
    },
    unknown: 'No order has this number and this code. Please compare them with the receipt, or call:',
    tooMany: 'That was too often. Please try again in some minutes, or call:',
    wrong: (n: number) => (n === 1 ? '1 thing is still to be put right' : `${n} things are still to be put right`),
    plain: {
      title: 'When the page does not open',
      lead: 'When your telephone does not open the page, you can still tell us what is the matter, and see how it is going.',
      place: 'How to place an order',
      ways: [
        'Ask the head of your household group, the grid worker or the community’s aide to write it down for you: telling them is enough.',
        'Go to the window of the community service centre. You get a receipt with the number and the query code.',
        'Call. Say in which community you live, what is the matter, and how you are found.',
      ],
      call: 'Call 12345',
      danger: 'When somebody is in danger, call first:',
      guide: 'Addresses, telephones and hours of the service points',
      board: 'Public board',
    },
  },
} as const;

const call = '<a href="tel:12345">12345</a>';

export function followPages(api: Api, faces: Faces): Router {
  const { directory, rules, clock } = api;
  const followed = createFollowed(api);
  const { send } = boardFrame(faces);
  const router = Router();

  const look = async (req: Request, res: Response): Promise<void> => {
    const display = displayOf(req);
    const typed = typedIn(req.body);
    const page = (status: number, title: string, body: string): void =>
      send(req, res, status, {
        ...display,
        title,
        about: own[display.language].hint,
        other: inOther(display),
        body,
        personal: true,
      });
    const o = own[display.language];
    const lacking = (['number', 'code'] as const).filter((name) => !FollowRequest.shape[name].safeParse(typed[name]).success);
    if (lacking.length > 0 || unfit({ ...typed })) {
      return page(422, o.title, form(typed, display, null, lacking.length > 0 ? lacking : ['number', 'code']));
    }
    try {
      const order = await followed(req, typed);
      const presenting = { directory, rules, reader: residentOf(order), now: clock.now(), language: display.language };
      const shown = presentOrder(order, presenting, null);
      const waits = await evaluationByCode(api, order, null);
      const evaluation = waits && (waits.closed?.[display.language] ?? o.byCode);
      page(200, o.order(shown.number), story(shown, evaluation, display.language, clock.now(), saidQuery(display)));
    } catch (error) {
      if (!(error instanceof Refusal) || (error.kind !== 'not-found' && error.kind !== 'too-many')) throw error;
      for (const [name, value] of Object.entries(error.details.headers ?? {})) res.setHeader(name, value);
      const tooMany = error.kind === 'too-many';
      page(tooMany ? 429 : 404, o.title, form(typed, display, tooMany ? o.tooMany : o.unknown, []));
    }
  };

  router.get('/plain', (req, res) => {
    const display = displayOf(req);
    const { title, lead } = own[display.language].plain;
    send(req, res, 200, {
      ...display,
      title,
      about: lead,
      other: inOther(display),
      body: plain(display),
      personal: true,
    });
  });
  router.post('/follow', express.urlencoded({ extended: false, limit: 4_096, parameterLimit: 10 }), (req, res) => look(req, res));
  return router;

  /** Where one goes, and what one calls: of each centre that has a telephone. */
  function centres(): string {
    const lines = directory.unitsWithin('').flatMap((unit) => {
      const telephone = unit.kind === 'facility' ? markOf(unit, 'telephone') : undefined;
      return telephone === undefined ? [] : [`<li><span lang="zh-CN">${e(unit.name)}</span> ${telephoneLink(telephone)}</li>`];
    });
    return lines.length === 0 || lines.length > CENTRES ? '' : `<ul class="lines">${lines.join('')}</ul>`;
  }

  function plain(display: Display): string {
    const o = own[display.language];
    const [dangers, query] = [['110', '119', '120'], saidQuery(display)];
    return `<h1>${o.plain.title}</h1>
<p>${o.plain.lead}</p>
<section class="card stack"><h2>${o.plain.place}</h2><ul class="lines">${o.plain.ways.map((way) => `<li>${way}</li>`).join('')}</ul>
<p><a class="button" href="tel:12345">${o.plain.call}</a></p>
${centres()}<p><a href="/board/guide${query}">${o.plain.guide}</a></p>
<p>${o.plain.danger}</p><ul class="links">${dangers.map((number) => `<li><a href="tel:${number}">${number}</a></li>`).join('')}</ul></section>
<section class="card stack"><h2>${o.title}</h2>${fields({ number: '', code: '' }, display, [])}</section>
<p><a class="button quiet" href="/board${query}">${o.plain.board}</a></p>`;
  }
}

/** What was looked up stands in no address: in the other language one begins anew. */
const inOther = ({ said, language }: Display): string =>
  `/plain?${new URLSearchParams({ ...said, lang: language === 'en' ? 'zh' : 'en' }).toString()}`;

/** More than these are found by community, in the guide. */
const CENTRES = 12;

function typedIn(body: unknown): Receipt {
  const { number, code } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
  return { number: text(number), code: text(code) };
}

/** `failure`: what is wrong with both together. */
function form(typed: Receipt, display: Display, failure: string | null, lacking: readonly (keyof Receipt)[]): string {
  const o = own[display.language];
  const said =
    failure === null
      ? `<h2>${o.wrong(lacking.length)}</h2><ul>${lacking.map((name) => `<li><a href="#${name}">${o.needed[name]}</a></li>`).join('')}</ul>`
      : `<p>${failure} ${call}</p>`;
  return `<h1>${o.title}</h1>
<div class="summary stack" role="alert">${said}</div>
${fields(typed, display, lacking)}`;
}

function fields(typed: Receipt, display: Display, lacking: readonly (keyof Receipt)[]): string {
  const o = own[display.language];
  const field = (name: keyof Receipt): string => {
    const wrong = lacking.includes(name);
    return `<div class="field${wrong ? ' wrong' : ''}"><label for="${name}">${o[name]}</label>${
      wrong ? `<p class="error" id="${name}-error">${o.needed[name]}</p>` : ''
    }<input class="input" id="${name}" name="${name}" value="${e(typed[name])}" maxlength="32" autocomplete="off"${
      wrong ? ` aria-invalid="true" aria-describedby="${name}-error"` : ''
    }></div>`;
  };
  return `<form class="stack" method="post" action="/follow${e(saidQuery(display))}"><p>${o.hint}</p>${field('number')}${field('code')}<p><button class="button main" type="submit">${o.look}</button></p></form>`;
}

/** `evaluation`: how it is evaluated, where it waits for that. */
function story(
  order: ReturnType<typeof presentOrder>,
  evaluation: string | null,
  language: Language,
  now: number,
  query: string,
): string {
  const o = own[language];
  const w = words[language];
  const handling = order.suspendedAt === undefined ? order.state.handling : 'suspended';
  const { sentence, late, besides } = promiseSaid(order, language, now);
  const stages: Readonly<Record<string, Readonly<Record<string, string>>>> = w.handlingIn;
  const state = stages[order.workflow]?.[handling] ?? (w.handling as Readonly<Record<string, string>>)[handling] ?? handling;
  const category = categoryByCode(order.category ?? '');
  const { publishConsent, sealed } = order;
  // English names begin in small letters.
  const name = category && capital(language === 'en' ? category.nameEn : category.nameZh);
  const said = (instant: string): string => whenSaid(Date.parse(instant), language, now);
  const standing = {
    handling,
    said: state,
    publishConsent,
    sealed,
    viewer: 'resident',
    publication: order.state.publication,
    takenDown: takenDownAt(order, said),
  } as const;
  const stations = order.stations.map(({ station, title, status, falselyDone, ...entered }, at) => {
    const time =
      status === 'todo' || status === 'skipped'
        ? null
        : stationTime({ station, status, ...entered }, stationClock(station, order), { when: said, now }, w);
    return `<li class="${status}"${status === 'now' ? ' aria-current="step"' : ''}>
<span class="mark" aria-hidden="true">${e(language === 'zh' ? title.zh.slice(0, 1) : String(at + 1))}</span>
<div class="name">${e(title[language])} <span class="soft small">${e(stationSaid({ station, status, falselyDone }, standing, w))}</span></div>${
      time === null ? '' : `<div class="when">${e(time)}</div>`
    }</li>`;
  });
  const redone = order.redone ? `<p>${e(w.redone(order.redone.time, said(order.redone.since)))}</p>` : '';
  const shownAt = onBoard(order, now);
  const handled = handledBy(order, language);
  const handler = handled
    ? `<p>${e(w.handles.title)}<strong lang="zh-CN">${e(handled.who)}</strong>${handled.waits ? e(w.handles.waits) : ''}</p>`
    : '';
  const published =
    shownAt === null
      ? ''
      : `<p><a class="button quiet" href="${e(shownAt + query)}" rel="noreferrer">${w.onBoard(order.publication?.resultOf)}</a></p>`;
  return `<h1>${e(name ?? o.order(order.number))}</h1>
<p class="line-up"><span class="status">${e(state)}</span> <span class="soft number">${e(order.number)}</span></p>
<div class="promise">${[sentence, late, besides].map((said) => (said === null ? '' : `<p>${sentenceHtml(said)}</p>`)).join('')}${handler}</div>
${evaluation === null ? '' : `<section class="card stack"><h2>${o.evaluate}</h2><p>${e(evaluation)}</p></section>\n`}${
    stations.length === 0
      ? ''
      : `<section class="card"><h2>${o.steps}</h2>${redone}<ol class="timeline">${stations.join('\n')}</ol>${published}</section>
`
  }<p>${o.more} ${call}</p>
<p><a class="button quiet" href="${e(`/plain${query}`)}">${o.again}</a></p>`;
}
