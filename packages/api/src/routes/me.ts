// Who is acting, and what this person was told.
import { Router } from 'express';
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import { noChoice, putNoticeChoice, readNoticeChoices } from '@six-order/community/notices/choice-store';
import { noticesOf } from '@six-order/community/notices/notice-store';
import { noticeText } from '@six-order/community/notices/template';
import type { Post } from '@six-order/community/people/post';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { Me, PostRef } from '../contract/reference.ts';
import { Refusal } from '../refusal.ts';
import { unitRef } from '../unit-ref.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';

export function meRoutes(api: Api): Router {
  const { directory, tables, keyring } = api;
  const router = Router();

  serve(router, api, contract.getMe, ({ session, res }) => sendJson(res, 200, meOf(directory, session.actor)));

  serve(router, api, contract.listNotices, async ({ query: { cursor, limit }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    const page = await noticesOf(tables, { tenant, person, limit, ...(cursor !== undefined && { cursor }) });
    sendJson(res, 200, {
      notices: page.notices.map(({ outbox, order, content, at, readAt }) => ({
        id: outbox,
        order,
        template: content.template,
        params: content.params,
        text: noticeText(content),
        at: new Date(at).toISOString(),
        readAt: readAt === null ? null : new Date(readAt).toISOString(),
      })),
      next: page.next,
    });
  });

  serve(router, api, contract.showNoticeChoice, async ({ session: { actor }, res }) => {
    const { tenant, person } = actor;
    const choices = await readNoticeChoices(tables, keyring, tenant, [person]);
    sendJson(res, 200, choices.get(person) ?? noChoice);
  });

  serve(router, api, contract.chooseNotices, async ({ body, session: { actor }, res }) => {
    const { tenant, person } = actor;
    // A resident's number was confirmed by a code; nobody makes us write to another's.
    if (body.phone !== null && directory.postsOf(person).every(({ role }) => role === 'resident'))
      throw new Refusal('invalid', {
        errors: [{ path: 'phone', message: 'leave it null: SMS go to the number that you sign in with' }],
      });
    await putNoticeChoice(tables, keyring, { tenant, person }, body);
    sendJson(res, 200, body);
  });

  return router;
}

export function postRefs(directory: Directory, posts: readonly Post[]): z.infer<typeof PostRef>[] {
  return posts.flatMap(({ id, role, unit }) => {
    const at = unitRef(directory, unit);
    return at ? [{ id, role, unit: at }] : [];
  });
}

/** The session's person, reading his own name. */
export function meOf(directory: Directory, { person, post }: Pick<Session['actor'], 'person' | 'post'>): z.infer<typeof Me> {
  const posts = postRefs(directory, directory.postsOf(person));
  const own = posts.find(({ id }) => id === post);
  if (!own) throw new Error('a session acts in a post in force');
  return { person: { id: person, name: directory.personName(person) ?? '' }, post: own, posts };
}
