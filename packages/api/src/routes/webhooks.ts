// Webhooks of other systems: registered, changed and looked after by the county's administrator, who signs in for it.
//
// W1: another system's key never arranges where others are told.
import { Router } from 'express';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import {
  addEndpoint,
  changeEndpoint,
  endEndpoint,
  readEndpoints,
  rotateSecret,
  type ChangedBy,
  type Endpoint,
} from '@six-order/community/webhooks/endpoint-store';
import { TRIAL } from '@six-order/community/webhooks/event';
import { listMessages, putTrial, replayMessages } from '@six-order/community/webhooks/message-store';
import { recordChanges } from '@six-order/community/reference-change-store';
import type { InBoth } from '@six-order/community/rules/rule';
import { unfitAddress, type UnfitAddress } from '@six-order/worker';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { Session } from '../session.ts';
import { unitOf } from '../unit-of.ts';
import { unitRef } from '../unit-ref.ts';

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

const unfitSaid: Readonly<Record<UnfitAddress, InBoth>> = {
  'no-url': '这不是网址 / it is no URL',
  'with-user': '网址里不能带用户名或密码 / it must not hold a user or a password',
  'no-https': '须以 https:// 开头 / it must begin with https://',
  inside: '不是公网地址 / it is not on the public internet',
};

export function webhookRoutes(api: Api): Router {
  const { tables, keyring, directory, clock, newId, webhooks } = api;
  const router = Router();

  const mayChange = ({ actor, scopes }: Session): void => {
    if (scopes !== null || !mayRefer(readerOf(api, actor), 'change-webhooks')) throw new Refusal('forbidden');
  };
  const changed = ({ actor }: Session, reason: string): ChangedBy => ({
    changeId: newId(),
    at: clock.now(),
    by: { person: actor.person, post: actor.post },
    reason,
  });
  const found = async ({ actor: { tenant } }: Session, id: string): Promise<Endpoint> => {
    const endpoint = (await readEndpoints(tables, tenant)).find((one) => one.id === id);
    if (!endpoint) throw new Refusal('not-found');
    return endpoint;
  };
  const mustFit = (url: string | undefined): void => {
    const unfit = url === undefined ? null : unfitAddress(url, api.privateWebhooks);
    if (unfit !== null) throw new Refusal('invalid', { errors: [{ path: 'url', message: unfitSaid[unfit] }] });
  };
  const out = ({ id, name, unit, format, events, off, createdAt }: Endpoint) => ({
    id,
    name,
    unit: unitRef(directory, unit),
    format,
    events: [...events],
    on: off === null,
    off: off && { at: iso(off.at), why: off.why },
    createdAt: iso(createdAt),
  });

  serve(router, api, contract.listWebhooks, async ({ session, res }) => {
    mayChange(session);
    sendJson(res, 200, { webhooks: (await readEndpoints(tables, session.actor.tenant)).map(out) });
  });

  serve(router, api, contract.addWebhook, async ({ body, session, res }) => {
    mayChange(session);
    const { url, secret: given = null, reason, unit: ref, ...rest } = body;
    mustFit(url);
    if (rest.format === 'standard' && given !== null)
      throw new Refusal('invalid', {
        errors: [{ path: 'secret', message: '标准格式的密钥由本系统生成 / the secret of a standard webhook is made here' }],
      });
    const unit = unitOf(api, session.actor, ref);
    const id = newId();
    const { tenant } = session.actor;
    const made = { ...rest, id, tenant, unit: unit.id, path: unit.path, url, secret: given };
    const secret = await addEndpoint(tables, keyring, made, changed(session, reason));
    await webhooks.refresh();
    sendJson(res, 201, { webhook: out(await found(session, id)), secret: rest.format === 'standard' ? secret : null });
  });

  serve(router, api, contract.changeWebhook, async ({ params: { id }, body, session, res }) => {
    mayChange(session);
    const { reason, ...change } = body;
    mustFit(change.url);
    const { tenant } = session.actor;
    if (!(await changeEndpoint(tables, keyring, { tenant, id }, change, changed(session, reason))))
      throw new Refusal('not-found');
    await webhooks.refresh();
    sendJson(res, 200, { webhook: out(await found(session, id)) });
  });

  serve(router, api, contract.rotateWebhookSecret, async ({ params: { id }, body, session, res }) => {
    mayChange(session);
    const webhook = await found(session, id);
    const standard = webhook.format === 'standard';
    if (standard === (body.secret !== undefined)) {
      const message = standard
        ? '标准格式的密钥由本系统生成 / the secret of a standard webhook is made here'
        : '群机器人的密钥由其平台给出 / a robot’s secret comes from its platform';
      throw new Refusal('invalid', { errors: [{ path: 'secret', message }] });
    }
    const how = changed(session, body.reason);
    const secret = await rotateSecret(tables, keyring, webhook, { given: body.secret ?? null, wall: clock.wall() }, how);
    if (secret === null) throw new Refusal('not-found');
    sendJson(res, 200, { webhook: out(webhook), secret: standard ? secret : null });
  });

  serve(router, api, contract.endWebhook, async ({ params: { id }, body, session, res }) => {
    mayChange(session);
    const { tenant } = session.actor;
    if (!(await endEndpoint(tables, { tenant, id }, changed(session, body.reason)))) throw new Refusal('not-found');
    await webhooks.refresh();
    sendJson(res, 200, { ended: true });
  });

  serve(router, api, contract.listWebhookMessages, async ({ params: { id }, query, session, res }) => {
    mayChange(session);
    const { id: endpoint } = await found(session, id);
    const { state = null, before, limit } = query;
    const messages = await listMessages(tables, {
      endpoint,
      state,
      before: before === undefined ? null : Date.parse(before),
      limit,
    });
    sendJson(res, 200, {
      messages: messages.map(({ id: message, type, at, order, data, state: now, attempts, status, error, nextAt, sentAt }) => ({
        id: message,
        type,
        at: iso(at),
        order,
        number: data?.number ?? '',
        state: now,
        attempts,
        status,
        error,
        nextAt: isoOrNull(nextAt),
        sentAt: isoOrNull(sentAt),
      })),
    });
  });

  serve(router, api, contract.replayWebhook, async ({ params: { id }, body, session, res }) => {
    mayChange(session);
    const { id: endpoint, tenant } = await found(session, id);
    const wall = clock.wall();
    const ask = 'messages' in body ? { messages: body.messages } : { deadSince: Date.parse(body.deadSince) };
    const replayed = await replayMessages(tables, { endpoint, wall, ...ask });
    const { changeId, ...how } = changed(session, body.reason);
    const change = { ...how, id: changeId, tenant, subject: 'webhook', subjectId: endpoint, change: 'changed' } as const;
    await recordChanges(tables, [{ ...change, before: null, after: { replayed } }]);
    sendJson(res, 200, { replayed });
  });

  serve(router, api, contract.tryWebhook, async ({ params: { id }, session, res }) => {
    mayChange(session);
    const webhook = await found(session, id);
    if (webhook.off)
      throw new Refusal('not-allowed', { detail: { zh: '推送已停用，请先启用', en: 'It is off: switch it on first' } });
    const message = newId();
    const data = {
      order: null,
      number: '',
      workflow: 'six-order',
      station: 'place',
      stage: 'trial',
      light: 'green',
      revision: 0,
      reference: null,
      dueAt: null,
    } as const;
    await putTrial(tables, { endpoint: webhook.id, id: message, type: TRIAL, at: clock.now() }, data, 0);
    sendJson(res, 202, { message });
  });

  return router;
}
