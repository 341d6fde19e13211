// Bull Board at /admin/queues, for the administrator: the queues as they are, to look at only.
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Router } from 'express';
import type { Worker } from '@six-order/worker';
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

/** Its own menu has room for links behind a picture of a person, where nobody looks for a way back. */
const WAY_BACK =
  '<a lang="zh-CN" href="/staff/admin" style="position:fixed;right:1rem;bottom:1rem;z-index:9;padding:.75rem 1rem;border:1px solid #8a8072;border-radius:.5rem;background:#fff;color:#174a8b">← 回到系统管理</a>';

export function queueBoard(sessions: Sessions, queues: Worker['queues']): Router {
  const server = new ExpressAdapter();
  server.setBasePath(PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter: server,
    options: {
      uiConfig: {
        boardTitle: '六单一体 · 队列',
        miscLinks: [{ text: '回到组织与规则', url: '/staff/admin' }],
        hideDocsLink: true,
      },
    },
  });
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
        res.send = (body: unknown) =>
          send(typeof body === 'string' ? body.replaceAll(FROM_ELSEWHERE, '').replace('<div id="root">', `${WAY_BACK}$&`) : body);
        next();
      };
      const session = sessions.read(req);
      return session instanceof Promise ? session.then(enter) : enter(session);
    },
    server.getRouter(),
  );
}
