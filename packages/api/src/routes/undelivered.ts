// Notices that did not go out beyond the box: which, and once more.
//
// U1 (I12): neither whom they were for nor where they went is told: the order says to whom it is known.
import { Router } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { readUndelivered, retryDead } from '@six-order/community/notices/message-store';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { iso } from '../iso-instant.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';

const SHOWN = 50;

export function undeliveredRoutes(api: Api): Router {
  const { tables, clock } = api;
  const router = Router();
  const mayTend = ({ actor, scopes }: Session): void => {
    if (scopes !== null || !mayRefer(readerOf(api, actor), 'tend-notices')) throw new Refusal('forbidden');
  };

  serve(router, api, contract.listUndelivered, async ({ session, res }) => {
    mayTend(session);
    const { count, messages } = await readUndelivered(tables, session.actor.tenant, SHOWN);
    sendJson(res, 200, {
      count,
      messages: messages.map(({ endedAt, ...one }) => ({ ...one, endedAt: iso(endedAt) })),
    });
  });

  serve(router, api, contract.retryUndelivered, async ({ session, res }) => {
    mayTend(session);
    sendJson(res, 200, { retried: await retryDead(tables, session.actor.tenant, clock.wall()) });
  });

  return router;
}
