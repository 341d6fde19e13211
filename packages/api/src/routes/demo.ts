// Demo mode only: a session as any persona, and the clock.
import { Router } from 'express';
import { personas } from '@six-order/community/demo/personas';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { millisecondsOf } from '../iso-duration.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { meOf } from './me.ts';

/** `fireUntil` moves the clock to an instant (epoch ms) and resolves when every timer due by then has fired. */
export function demoRoutes(api: Api, fireUntil: (to: number) => Promise<unknown>): Router {
  const { sessions, directory, clock } = api;
  const router = Router();

  serve(router, api, contract.openDemoSession, async ({ body, res }) => {
    const { person, post } = personas[body.persona];
    if (!directory.actorOf(post)) await directory.refresh();
    if (!directory.actorOf(post)) throw new Refusal('not-found', { detail: notSeeded });
    const token = sessions.open({ person, post });
    sessions.setCookie(res, token);
    sendJson(res, 200, { token, me: meOf(directory, { person, post }) });
  });

  serve(router, api, contract.moveDemoClock, async ({ body: { advance, to }, res }) => {
    const until = to === undefined ? clock.now() + millisecondsOf(advance ?? '') : Date.parse(to);
    if (!(until > clock.now()))
      throw new Refusal('invalid', {
        errors: [{ path: to === undefined ? 'advance' : 'to', message: '须在现在之后 / must lie ahead' }],
      });
    if (until > LATEST)
      throw new Refusal('invalid', {
        errors: [{ path: to === undefined ? 'advance' : 'to', message: '太远了 / lies too far ahead' }],
      });
    await fireUntil(until);
    sendJson(res, 200, { now: new Date(clock.now()).toISOString() });
  });

  return router;
}

const notSeeded = {
  zh: '演示人物尚未建立，请先运行 npm run six-order -- seed。',
  en: 'The demo’s people are not there yet: run `npm run six-order -- seed` first.',
};

/** The clock never goes back: what is set here stays, so it stays within a lifetime. */
const LATEST = Date.UTC(2100, 0, 1);
