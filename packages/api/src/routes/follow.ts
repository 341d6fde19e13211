// An order by its number and query code, as its resident reads it.
//
// F2: whoever has the code reads what the resident reads but for telephones, which are masked: a receipt gets lost. He stands in the
// access log as nobody that is known.
import { Router } from 'express';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { disclose } from '@six-order/community/privacy/disclose';
import type { Api } from '../api.ts';
import { contract } from '../contract.ts';
import { createFollowed, residentOf } from '../followed.ts';
import { presentOrder, shownFieldsOf } from '../present-order.ts';
import { languageOf } from '../problem-handler.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';

export function followRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();
  const followed = createFollowed(api);

  serve(router, api, contract.followOrder, async ({ body, req, res }) => {
    const order = await followed(req, body);
    const reader = residentOf(order);
    const now = clock.now();
    const shown = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader, order, now, newId: api.newId, byCode: true },
      shownFieldsOf(order),
    );
    // Whoever holds the receipt looks; to act takes a session.
    const found = presentOrder(order, { directory, rules, reader, now, language: languageOf(req) }, shown);
    const category = categoryByCode(found.category ?? '');
    sendJson(res, 200, {
      order: { ...found, allowed: [] },
      // Who has no session has not read the catalogue.
      kind: category ? { zh: category.nameZh, en: category.nameEn } : null,
    });
  });

  return router;
}
