// Who is acting, and what this person was told.
import { randomInt } from 'node:crypto';
import { Router } from 'express';
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import {
  confirmEmail,
  noChoice,
  noteEmailCode,
  putNoticeChoice,
  readNoticeChoices,
} from '@six-order/community/notices/choice-store';
import { countUnread, markRead, noticesOf } from '@six-order/community/notices/notice-store';
import { noticeText } from '@six-order/community/notices/template';
import type { Post } from '@six-order/community/people/post';
import { MailError } from '@six-order/worker';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import type { Me, PostRef } from '../contract/reference.ts';
import { createRateLimit } from '../rate-limit.ts';
import { Refusal } from '../refusal.ts';
import { unitRef } from '../unit-ref.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';

/** As many notices as a resident's page of them shows. */
const SHOWN = 50;

export function meRoutes(api: Api): Router {
  const { directory, tables, keyring, clock, mailer, newId, log } = api;
  const router = Router();
  const codes = createRateLimit(api, { what: 'e-mail codes by person', burst: 5, fillSeconds: 3_600 });
  const chosenBy = async ({ tenant, person }: Session['actor']) =>
    (await readNoticeChoices(tables, keyring, tenant, [person])).get(person) ?? noChoice;

  serve(router, api, contract.getMe, ({ session, res }) => sendJson(res, 200, meOf(directory, session.actor)));

  serve(router, api, contract.listNotices, async ({ query: { cursor, limit }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    const page = await noticesOf(tables, { tenant, person, limit, ...(cursor !== undefined && { cursor }) });
    sendJson(res, 200, {
      notices: page.notices.map(({ outbox, order, activity = null, content, at, readAt }) => ({
        id: outbox,
        order,
        activity,
        template: content.template,
        params: content.params,
        text: noticeText(content, actor.role !== 'resident'),
        at: new Date(at).toISOString(),
        readAt: readAt === null ? null : new Date(readAt).toISOString(),
      })),
      next: page.next,
    });
  });

  serve(router, api, contract.countNotices, async ({ session: { actor }, res }) => {
    const { tenant, person } = actor;
    sendJson(res, 200, { unread: await countUnread(tables, { tenant, person, limit: SHOWN }) });
  });

  serve(router, api, contract.readNotices, async ({ body: { ids }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    sendJson(res, 200, { read: await markRead(tables, { tenant, person, outbox: ids, at: clock.now() }) });
  });

  serve(router, api, contract.showNoticeChoice, async ({ session: { actor }, res }) => {
    sendJson(res, 200, await chosenBy(actor));
  });

  serve(router, api, contract.chooseNotices, async ({ body, session: { actor }, res }) => {
    const { tenant, person } = actor;
    // A resident's number was confirmed by a code; nobody makes us write to another's.
    if (body.phone !== null && directory.postsOf(person).every(({ role }) => role === 'resident'))
      throw new Refusal('invalid', {
        errors: [
          {
            path: 'phone',
            message: '请留空（null）：短信发到您登录用的号码 / leave it null: SMS go to the number that you sign in with',
          },
        ],
      });
    const before = await chosenBy(actor);
    const emailConfirmed = body.email !== null && body.email === before.email && before.emailConfirmed;
    const asks = body.email !== null && !emailConfirmed;
    if (asks && mailer === null)
      throw new Refusal('invalid', {
        errors: [{ path: 'email', message: '这里不发电子邮件：请留空（null） / no e-mail goes out from here: leave it null' }],
      });
    const wait = asks ? await codes.take(person, clock.wall()) : 0;
    if (wait > 0) throw new Refusal('too-many', { headers: { 'retry-after': String(wait) } });
    const choice = { ...body, emailConfirmed };
    await putNoticeChoice(tables, keyring, { tenant, person }, choice);
    const codeSent = asks && body.email !== null && (await sendCode(actor, body.email, body.language ?? 'zh'));
    sendJson(res, 200, { ...choice, codeSent });
  });

  serve(router, api, contract.confirmNoticeEmail, async ({ body: { code }, session: { actor }, res }) => {
    const { tenant, person } = actor;
    if (!(await confirmEmail(tables, keyring, { tenant, person }, { code, wall: clock.wall() })))
      throw new Refusal('invalid', {
        errors: [
          {
            path: 'code',
            message:
              '这不是最近发出的验证码，或已过期：请重新填写邮箱 / this is not the code that was sent last, or it is over: choose the address again',
          },
        ],
      });
    sendJson(res, 200, await chosenBy(actor));
  });

  /** Whether the mail server took it. */
  async function sendCode({ tenant, person }: Session['actor'], to: string, language: 'zh' | 'en'): Promise<boolean> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await noteEmailCode(tables, keyring, { tenant, person }, { email: to, code, wall: clock.wall() });
    try {
      await mailer?.send({ to, id: newId(), ...codeWords[language](code) });
      return true;
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      log.warn('a code for an e-mail address was not taken by the mail server');
      return false;
    }
  }

  return router;
}

const codeWords = {
  zh: (code: string) => ({
    subject: '【六单】邮箱确认码',
    text: `【六单】确认码 ${code}，15 分钟内有效。不是您本人操作的，请忽略。`,
  }),
  en: (code: string) => ({
    subject: '[Six Orders] Confirm your e-mail address',
    text: `[Six Orders] Your code is ${code}; it is good for 15 minutes. If it was not you who asked for it, ignore this.`,
  }),
} as const;

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
