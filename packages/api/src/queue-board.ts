// Bull Board at /admin/queues, for the administrator: the queues as they are, to look at only; one board in each language.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Router, type RequestHandler } from 'express';
import type { Worker } from '@six-order/worker';
import type { Language } from './faces/boot.ts';
import { displayOf } from './faces/display.ts';
import { Refusal } from './refusal.ts';
import type { Session, Sessions } from './session.ts';

const PATH = '/admin/queues';

/** Its page comes with scripts and styles of its own; nothing is fetched from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** It asks a host of others for its letters, though the policy lets it have none. */
const FROM_ELSEWHERE = /<link [^>]*href="(?:https?:)?\/\/[^>]*>/g;

/**
 * What we say around it. Its own menu has room for links behind a picture of a person, where nobody looks for a way back; it tells what a
 * queue is when one points at it, and on a telephone not at all.
 */
function frameOf(language: Language): string {
  const { back, help, queues } = words[language];
  const told = Object.values(queues).map(
    ({ name, about }) => `<dt style="font-weight:700">${name}</dt><dd style="margin:0 0 .5rem">${about}</dd>`,
  );
  return (
    `<aside lang="${tags[language]}" style="position:fixed;right:1rem;bottom:1rem;z-index:9;box-sizing:border-box;max-width:min(30rem,calc(100vw - 2rem));max-height:75vh;overflow:auto;padding:.75rem 1rem;border:1px solid #8a8072;border-radius:.5rem;background:#fff;color:#1f1b16;line-height:1.6">` +
    `<details style="margin-bottom:.5rem"><summary style="cursor:pointer">${help}</summary><dl style="margin:.5rem 0 0">${told.join('')}</dl></details>` +
    `<a href="/staff/admin" style="color:#174a8b">← ${back}</a></aside>`
  );
}

const tags: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-US' };

interface Said {
  readonly title: string;
  readonly back: string;
  readonly help: string;
  /** What a queue is called, and under that what it does and what to do when something in it failed. */
  readonly queues: Readonly<Record<string, { readonly name: string; readonly about: string }>>;
}

const words: Readonly<Record<Language, Said>> = {
  zh: {
    title: '六单一体 · 队列',
    back: '回到系统管理',
    help: '这些队列是什么，出错了怎么办',
    queues: {
      timers: {
        name: '时限 timers',
        about:
          '到点的时限：提醒、发卡、升级。这里只运单号，时限本身记在数据库里：失败或丢失的，15 秒后自动再来，不用人管。老是失败、等待越积越多的，看工作进程在不在，运行 npm run six-order -- doctor，按它说的办。',
      },
      effects: {
        name: '后续 effects',
        about:
          '办过一步以后的事：发通知、推送、更新公开页和数字。失败的 30 秒后自动再发，一次比一次隔得久；多次不成的不再试，doctor 会列出来，短信和邮件在“系统管理 → 通知发送”可以再发一次。',
      },
      net: {
        name: '巡查 net',
        about: '每 10 秒看一遍有没有漏下的时限和后续。偶尔失败不要紧；一直没有新的，是工作进程停了，请重新启动。',
      },
    },
  },
  en: {
    title: 'Six-order · queues',
    back: 'Back to administration',
    help: 'What these queues are, and what to do when something failed',
    queues: {
      timers: {
        name: 'Limits: timers',
        about:
          'Limits whose time has come: reminders, cards, escalation. A job carries ids only, the limits stand in the database: what failed or was lost comes again by itself after 15 seconds. Where it fails again and again, or more and more waits, see whether a worker runs, and do what npm run six-order -- doctor says.',
      },
      effects: {
        name: 'What follows: effects',
        about:
          'What follows a step: notices, webhooks, the public pages, figures. What failed is tried again after 30 seconds, then later and later; what failed too often is tried no more: the doctor lists it, and SMS and e-mail go out once more from Administration, Notices.',
      },
      net: {
        name: 'The round: net',
        about:
          'Every 10 seconds it looks for limits and effects that were missed. A failure now and then does not matter; when nothing new comes, the worker has stopped: start it again.',
      },
    },
  },
};

const frames: Readonly<Record<Language, string>> = { zh: frameOf('zh'), en: frameOf('en') };

function boardIn(language: Language, queues: Worker['queues']): RequestHandler {
  const { title, back, queues: said } = words[language];
  const server = new ExpressAdapter();
  server.setBasePath(PATH);
  createBullBoard({
    queues: queues.map((queue) => {
      const { name = queue.name, about = '' } = said[queue.name] ?? {};
      return new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false, displayName: name, description: about });
    }),
    serverAdapter: server,
    options: {
      uiConfig: {
        boardTitle: title,
        locale: { lng: tags[language] },
        miscLinks: [{ text: back, url: '/staff/admin' }],
        hideDocsLink: true,
      },
    },
  });
  return server.getRouter() as RequestHandler;
}

export function queueBoard(sessions: Sessions, queues: Worker['queues']): Router {
  const boards: Readonly<Record<Language, RequestHandler>> = { zh: boardIn('zh', queues), en: boardIn('en', queues) };
  return Router().use(
    PATH,
    (req, res, next) => {
      res.locals.route = PATH;
      const enter = (session: Session | null): void => {
        if (!session) throw new Refusal('unauthenticated');
        res.locals.role = session.actor.role;
        if (session.actor.role !== 'admin' || session.scopes) throw new Refusal('forbidden');
        if (req.method !== 'GET') throw new Refusal('wrong-method', { headers: { allow: 'GET' } });
        res.set('content-security-policy', POLICY);
        const send = res.send.bind(res);
        res.send = (body: unknown) => send(typeof body === 'string' ? inOurFrame(body, displayOf(req).language) : body);
        next();
      };
      const session = sessions.read(req);
      return session instanceof Promise ? session.then(enter) : enter(session);
    },
    (req, res, next) => boards[displayOf(req).language](req, res, next),
  );
}

const inOurFrame = (page: string, language: Language): string =>
  page
    .replaceAll(FROM_ELSEWHERE, '')
    .replace('<html lang="en"', `<html lang="${tags[language]}"`)
    .replace('<div id="root">', `${frames[language]}$&`);
