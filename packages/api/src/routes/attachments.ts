// Uploading what is to be attached to an order, and reading what is.
import { Router } from 'express';
import { keptTypes } from '@six-order/community/attachments/attachment';
import { putAttachment } from '@six-order/community/attachments/attachment-store';
import { discloseAttachment } from '@six-order/community/privacy/disclose-attachment';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendAttachment } from '../send-attachment.ts';
import { inBoth } from '@six-order/community/rules/rule';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

export function attachmentRoutes(api: Api): Router {
  const router = Router();
  const { accessLog, engine, keyring, clock, newId, tables: db } = api;

  serve(router, api, contract.uploadAttachment, async ({ session: { actor }, req, res }) => {
    const { person, tenant } = actor;
    if (person === null) throw new Refusal('forbidden');
    // Loaded with the first upload: what decodes pictures is large.
    const { fit } = await import('@six-order/community/attachments/fit');
    const file = await fit(req.body as Uint8Array);
    if ('refused' in file) throw new Refusal('invalid', { errors: [{ path: '', message: inBoth(file.refused) }] });
    const id = newId();
    const put = await putAttachment({ db, keyring }, { id, tenant, person, at: clock.now(), ...file });
    if (put === 'too-many') throw new Refusal('too-many', { detail: tooMany });
    sendJson(res, 201, { id, kind: keptTypes[file.type].kind, type: file.type, size: file.bytes.length });
  });

  serve(router, api, contract.readAttachment, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    const found = await discloseAttachment(
      { accessLog, db, engine, keyring, reader, order, now: clock.now(), newId },
      params.attachment,
    );
    if (!found) throw new Refusal('not-found');
    await sendAttachment(res, found);
  });

  return router;
}

const tooMany = {
  zh: '已上传而未使用的文件过多，请先提交或明天再传',
  en: 'Too many uploads of yours are not used yet: send what they belong to, or wait a day',
};
