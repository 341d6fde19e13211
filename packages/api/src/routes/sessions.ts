// One's own sessions: how far this one is, switching its post, listing, ending.
import { Router } from 'express';
import { endPost } from '@six-order/community/people/people-store';
import { unbindAll } from '@six-order/community/people/relative-store';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { refuseForeignOrigin } from '../same-origin.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { opens } from '../sign-in/way.ts';
import { choosable, standingOf } from '../sign-in/standing.ts';
import { postRefs } from './me.ts';

export function sessionRoutes(api: Api): Router {
  const { signIn, sessions, directory } = api;
  const router = Router();

  serve(router, api, contract.getSession, ({ session, res }) => sendJson(res, 200, standingOf(directory, session)));

  serve(router, api, contract.choosePost, async ({ body: { post }, session, res }) => {
    if (!choosable(directory, session).some(({ id }) => id === post))
      throw new Refusal('invalid', {
        errors: [{ path: 'post', message: '不是您现在可以使用的岗位 / is not a post that this session may act in' }],
      });
    await signIn.stored.choosePost(session.id, post);
    sendJson(res, 200, standingOf(directory, { ...session, post }));
  });

  serve(router, api, contract.showOwnPhone, async ({ req, res }) => {
    const own = await sessions.signedIn(req);
    sendJson(res, 200, { phone: own?.way === 'code' ? await signIn.stored.phoneOf(own.user) : null });
  });

  serve(router, api, contract.signOut, async ({ req, res }) => {
    const session = await sessions.signedIn(req);
    if (session) refuseForeignOrigin(req, true, api.origin);
    const ended = session && (await signIn.stored.end(session.user, session.id));
    sessions.clearCookie(res);
    sendJson(res, 200, { ended: ended ? 1 : 0 });
  });

  serve(router, api, contract.closeAccount, async ({ session, res }) => {
    const { person, tenant } = session;
    const posts = person === null ? [] : directory.postsOf(person);
    if (posts.some(({ role }) => !opens('code', role))) throw new Refusal('not-allowed', { detail: onDuty });
    if (tenant !== null && person !== null) await unbindAll(api.tables, tenant, person, api.clock.now());
    if (tenant !== null) for (const { id } of posts) await endPost(api.tables, { tenant, id }, api.clock.now());
    const ended = await signIn.stored.forget(session.user);
    await directory.refresh();
    sessions.clearCookie(res);
    sendJson(res, 200, { ended });
  });

  serve(router, api, contract.listSessions, async ({ session, res }) => {
    const listed = await signIn.stored.list(session.user);
    sendJson(res, 200, {
      sessions: listed.map(({ id, way, post: postId, device, createdAt, expiresAt }) => {
        const post = postId === null ? undefined : directory.post(postId);
        return {
          id,
          current: id === session.id,
          way,
          post: post ? (postRefs(directory, [post])[0] ?? null) : null,
          device,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
        };
      }),
    });
  });

  serve(router, api, contract.endOtherSessions, async ({ session, res }) => {
    sendJson(res, 200, { ended: await signIn.stored.endOthers(session.user, session.id) });
  });

  serve(router, api, contract.endSession, async ({ params: { id }, session, res }) => {
    if (!(await signIn.stored.end(session.user, id))) throw new Refusal('not-found');
    if (id === session.id) sessions.clearCookie(res);
    sendJson(res, 200, { ended: 1 });
  });

  return router;
}

const onDuty = {
  zh: '还有在任岗位,请先办理交接再注销。',
  en: 'There are posts in force: hand them over before you close the account.',
};
