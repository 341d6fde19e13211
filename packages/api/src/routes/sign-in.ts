// Signing in: residents by a telephone's code, staff by password and authenticator, staff of a county by its provider.
//
// Owns: the steps and their order. Not ours: hashes, codes, back-off (sign-in/), what a post may do (authority).
// Keeps: I12. T1: no answer tells whether a name or number is known. T2: no address holds a number, a code or a name.
import { Router, type Request, type Response } from 'express';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { takesOrders } from '@six-order/community/supervision/manned';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { SESSION_COOKIE } from '../session.ts';
import { ask, passCookies, sessionCookieOf, type Asked, type Question } from '../sign-in/ask.ts';
import { CODE_MINUTES } from '../sign-in/code-minutes.ts';
import { homeIn, homesFor } from '../sign-in/home.ts';
import { choosable, standingOf, type Standing } from '../sign-in/standing.ts';

const CHALLENGE: Standing = { next: 'authenticator-code', me: null, posts: [] };

export function signInRoutes(api: Api): Router {
  const { signIn, directory, tables, keyring, newId, clock } = api;
  const router = Router();
  const toLibrary = async (req: Request, question: Question): Promise<Asked> =>
    ask(await signIn.library(), signIn.origin, req, question);

  /** Answers with how far the session of the library's answer is; its cookies go along. */
  const answer = async (res: Response, asked: Asked, post: string | undefined): Promise<void> => {
    passCookies(res, asked);
    const cookie = sessionCookieOf(asked, SESSION_COOKIE);
    const session = cookie === null ? null : await signIn.stored.find(cookie);
    if (!session) throw new Refusal('unavailable');
    const [only, ...more] = choosable(directory, session);
    const chosen = post ?? (more.length === 0 ? only?.id : undefined);
    if (chosen !== undefined && choosable(directory, session).some(({ id }) => id === chosen)) {
      await signIn.stored.choosePost(session.id, chosen);
      sendJson(res, 200, standingOf(directory, { ...session, post: chosen }));
    } else sendJson(res, 200, standingOf(directory, session));
  };

  serve(router, api, contract.getSignInWays, ({ res }) => {
    sendJson(res, 200, { code: signIn.codes, staff: true, provider: signIn.provider, demo: signIn.demo });
  });

  serve(router, api, contract.askForCode, async ({ body: { phone }, req, res }) => {
    if (!signIn.codes) throw new Refusal('not-found', { detail: noCodes });
    await toLibrary(req, { path: '/phone-number/send-otp', body: { phoneNumber: phone } });
    const demoCode = signIn.takeDemoCode(phone);
    sendJson(res, 202, { expiresInSeconds: CODE_MINUTES * 60, ...(demoCode !== undefined && { demoCode }) });
  });

  serve(router, api, contract.signInResident, async ({ body: { phone, code, post }, req, res }) => {
    if (!signIn.codes) throw new Refusal('not-found', { detail: noCodes });
    await answer(res, await toLibrary(req, { path: '/phone-number/verify', body: { phoneNumber: phone, code } }), post);
  });

  serve(router, api, contract.tellHome, async ({ body, session, res }) => {
    if (session.person !== null || session.way !== 'code') throw new Refusal('not-allowed', { detail: homeKnown });
    const unit = homeIn(directory, body.unit);
    if (!unit)
      throw new Refusal('invalid', {
        errors: [
          { path: 'unit', message: '没有这个 id 或编码的社区、网格或楼栋 / no community, grid or building has this id or code' },
        ],
      });
    const { tenant } = unit;
    const [person, post] = [newId(), newId()];
    // The person first: a user linked to nobody could not sign in again; a person whom nobody is linked to harms nobody.
    await tables.transaction().execute(async (transaction) => {
      await putPeople(transaction, [sealPerson(keyring, { tenant, id: person, name: body.name })]);
      const term = { validFrom: clock.now(), validTo: null };
      await putPosts(transaction, [{ id: post, tenant, person, role: 'resident', unit: unit.id, ...term }]);
    });
    if (!(await signIn.stored.link(session.user, { person, tenant }))) throw new Refusal('not-allowed', { detail: homeKnown });
    await signIn.stored.choosePost(session.id, post);
    await directory.refresh();
    sendJson(res, 200, standingOf(directory, { ...session, person, tenant, post }));
  });

  serve(router, api, contract.listHomes, ({ query: { within }, res }) => {
    const homes = homesFor(directory, within).map((unit) => ({
      id: unit.id,
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
      within: unit.parent === null ? '' : (directory.unitById(unit.parent)?.name ?? ''),
      orders: takesOrders(directory, unit),
    }));
    sendJson(res, 200, { homes });
  });

  serve(router, api, contract.signInStaff, async ({ body: { username, password, post }, req, res }) => {
    const asked = await toLibrary(req, { path: '/sign-in/username', body: { username, password } });
    if (asked.body['twoFactorRedirect'] !== true) return answer(res, asked, post);
    passCookies(res, asked);
    sendJson(res, 200, CHALLENGE);
  });

  serve(router, api, contract.setPassword, async ({ body: { code, password }, req, res }) => {
    await toLibrary(req, { path: '/reset-password', body: { token: code, newPassword: password } });
    sendJson(res, 200, { next: 'sign-in' });
  });

  serve(router, api, contract.setUpAuthenticator, async ({ body: { password }, req, res }) => {
    const { body, cookies } = await toLibrary(req, { path: '/two-factor/enable', body: { password, method: 'totp' } });
    passCookies(res, { cookies });
    sendJson(res, 200, { uri: String(body['totpURI']), recoveryCodes: body['backupCodes'] as string[] });
  });

  serve(router, api, contract.renewRecoveryCodes, async ({ body: { password }, req, res }) => {
    const { body } = await toLibrary(req, { path: '/two-factor/generate-backup-codes', body: { password } });
    sendJson(res, 200, { recoveryCodes: body['backupCodes'] as string[] });
  });

  serve(router, api, contract.enterAuthenticatorCode, async ({ body: { code, post }, req, res }) => {
    await answer(res, await toLibrary(req, { path: '/two-factor/verify-totp', body: { code } }), post);
  });

  serve(router, api, contract.enterRecoveryCode, async ({ body: { code, post }, req, res }) => {
    await answer(res, await toLibrary(req, { path: '/two-factor/verify-backup-code', body: { code } }), post);
  });

  serve(router, api, contract.goToProvider, async ({ req, res }) => {
    if (!signIn.provider) throw new Refusal('not-found', { detail: noProvider });
    const body = {
      provider: 'county',
      callbackURL: `${signIn.origin}/`,
      errorCallbackURL: `${signIn.origin}/`,
      disableRedirect: true,
    };
    const asked = await toLibrary(req, { path: '/sign-in/social', body }).catch((error: unknown) => {
      // Nothing was tried yet: the provider could not be asked where to go.
      throw error instanceof Refusal && error.kind === 'sign-in-failed'
        ? new Refusal('unavailable', { headers: { 'retry-after': '30' } })
        : error;
    });
    passCookies(res, asked);
    sendJson(res, 200, { url: String(asked.body['url']) });
  });

  serve(router, api, contract.comeBackFromProvider, async ({ query, req, res }) => {
    if (!signIn.provider) throw new Refusal('not-found', { detail: noProvider });
    const given = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined));
    const asked = await toLibrary(req, { path: '/callback/county', method: 'GET', query: given });
    passCookies(res, asked);
    const cookie = sessionCookieOf(asked, SESSION_COOKIE);
    const session = cookie === null ? null : await signIn.stored.find(cookie);
    const [only, ...more] = session ? choosable(directory, session) : [];
    if (session && only && more.length === 0) await signIn.stored.choosePost(session.id, only.id);
    // Nothing of what the provider said goes on into an address.
    res.redirect(303, `${signIn.origin}/${session ? '' : '?sign-in=failed'}`);
  });

  return router;
}

const noCodes = {
  zh: '本系统未接通短信，暂不能用手机验证码登录。',
  en: 'This system has no message gateway: signing in by telephone is not possible.',
};
const noProvider = { zh: '本系统未接入统一身份认证。', en: 'This system has no identity provider.' };
const homeKnown = { zh: '姓名和社区已登记。', en: 'Name and community are known already.' };
