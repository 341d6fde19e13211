// One personal field unmasked, for a reason that the access log keeps.
import { Router } from 'express';
import { reveal } from '@six-order/community/privacy/disclose';
import { isFieldName } from '@six-order/community/privacy/field-name';
import { withheldWords } from '@six-order/community/privacy/withholding';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

export function revealRoutes(api: Api): Router {
  const router = Router();

  serve(router, api, contract.revealField, async ({ params, body: { field, reason }, session: { actor }, res }) => {
    if (!isFieldName(field))
      throw new Refusal('invalid', {
        errors: [{ path: 'field', message: '没有这个名称的个人信息项 / no personal field has this name' }],
      });
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const asking = {
      db: api.tables,
      accessLog: api.accessLog,
      engine: api.engine,
      reader,
      order,
      now: api.clock.now(),
      newId: api.newId,
    };
    const revealed = await reveal(asking, field, reason);
    if (revealed.kind === 'forbidden') throw new Refusal('forbidden');
    if (revealed.kind === 'withheld') throw new Refusal('forbidden', { detail: withheldWords(revealed.purpose) });
    if (revealed.kind === 'absent') throw new Refusal('not-found');
    sendJson(res, 200, { field, value: revealed.value });
  });

  return router;
}
