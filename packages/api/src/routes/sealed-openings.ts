// Sealed orders opened to the street for a time, by the data protection officer.
//
// Owns: the doors. Not ours: who may ask (community/authority), what is opened and how it is logged (community/privacy).
// O3: to whoever may not ask for an order it is as if it were not there.
import { Router } from 'express';
import type { Attached } from '@six-order/community/attachments/attachment';
import { mayAskToOpen } from '@six-order/community/authority/authority';
import { mayRefer } from '@six-order/community/authority/reference-acts';
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import type { NoticeContent } from '@six-order/community/notices/notice';
import { putNotice } from '@six-order/community/notices/notice-store';
import { parseOrderNumber } from '@six-order/community/numbers/order-number';
import { dataDeskOf } from '@six-order/community/privacy/data-request';
import { discloseOpened } from '@six-order/community/privacy/disclose';
import { discloseAttachment } from '@six-order/community/privacy/disclose-attachment';
import { isOpenTo, openingActs, openingState, type SealedOpening } from '@six-order/community/privacy/sealed-opening';
import { decideOpening, endOpening, putOpening, readOpenings } from '@six-order/community/privacy/sealed-opening-store';
import type { Db } from '@six-order/community/tables';
import { OrderId, type StoredOrder } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { shownFieldsOf } from '../present-order.ts';
import { Refusal } from '../refusal.ts';
import { sendAttachment } from '../send-attachment.ts';
import { sendJson } from '../send-json.ts';
import { serve } from '../serve.ts';
import type { SessionActor } from '../session.ts';
import { unitRef } from '../unit-ref.ts';

const LISTED = 200;
const HOUR_MS = 3_600_000;

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function sealedOpeningRoutes(api: Api): Router {
  const { accessLog, clock, directory, engine, keyring, newId, tables } = api;
  const router = Router();

  const decides = (actor: SessionActor): boolean => mayRefer(readerOf(api, actor), 'decide-sealed-opening');

  const orderOf = async (id: string): Promise<StoredOrder> => {
    const order = await engine.get(OrderId.parse(id));
    if (!order) throw new Error('an opening is of an order that is there');
    return order;
  };

  async function out(opening: SealedOpening, actor: SessionActor) {
    const { face } = await orderOf(opening.order);
    const { category, unit, endedAt } = face.data;
    const kind = typeof category === 'string' ? categoryByCode(category) : undefined;
    const post = directory.post(opening.post);
    const at = post && unitRef(directory, post.unit);
    return {
      id: opening.id,
      order: {
        number: face.number,
        category: { zh: kind?.nameZh ?? '', en: kind?.nameEn ?? '' },
        unit: typeof unit === 'string' ? unitRef(directory, unit) : null,
        ended: face.closedAt !== null || typeof endedAt === 'number',
      },
      asker: {
        name: directory.personName(opening.person) ?? '',
        post: post && at ? { id: post.id, role: post.role, unit: at } : null,
      },
      reason: opening.reason,
      askedAt: iso(opening.askedAt),
      state: openingState(opening, clock.now()),
      grounds: opening.decision?.grounds ?? null,
      decidedAt: isoOrNull(opening.decision?.at ?? null),
      openUntil: isoOrNull(opening.openUntil),
      allowed: openingActs(opening, readerOf(api, actor), decides(actor), clock.now()),
    };
  }

  /** One's own, or any for whoever decides. */
  async function find(actor: SessionActor, id: string): Promise<SealedOpening> {
    const whose = decides(actor) ? {} : { person: actor.person };
    const [found] = await readOpenings(tables, { tenant: actor.tenant, id, limit: 1, ...whose });
    if (!found) throw new Refusal('not-found');
    return found;
  }

  /** A notice about the order, which is all that it names. */
  const tell = async (
    db: Db,
    { id, tenant, order }: Pick<SealedOpening, 'id' | 'tenant' | 'order'>,
    people: readonly string[],
    content: (about: { number: string; category: string }) => NoticeContent,
  ): Promise<void> => {
    const { face } = await orderOf(order);
    const { category } = face.data;
    const about = { number: face.number, category: typeof category === 'string' ? category : '' };
    const notice = { outbox: id, tenant, order, content: content(about), at: clock.now() };
    await putNotice(db, ...people.map((person) => ({ ...notice, person })));
  };

  const again = async (actor: SessionActor, id: string) => ({ opening: await out(await find(actor, id), actor) });

  /** The order that is open to this reader now; his post must still reach it. */
  async function opened(actor: SessionActor, id: string) {
    const opening = await find(actor, id);
    const reader = readerOf(api, actor);
    const order = await orderOf(opening.order);
    if (!isOpenTo(opening, reader, clock.now()) || !mayAskToOpen(reader, order)) throw new Refusal('not-found');
    return { opening, order, ask: { db: tables, accessLog, engine, reader, order, now: clock.now(), newId } };
  }

  serve(router, api, contract.askSealedOpening, async ({ body, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    if (!mayRefer(reader, 'ask-sealed-opening')) throw new Refusal('forbidden');
    const order = await engine.getByNumber(actor.tenant, parseOrderNumber(body.number)?.number ?? body.number);
    if (!order || !mayAskToOpen(reader, order)) throw new Refusal('not-found', { detail: unknown });
    const { tenant, person, post } = actor;
    const asked = { id: newId(), tenant, order: order.id, person, post, reason: body.reason, askedAt: clock.now() };
    const officers = (dataDeskOf(directory, tenant)?.people ?? []).filter((one) => one !== person);
    await tables.transaction().execute(async (transaction) => {
      if (!(await putOpening(transaction, asked))) throw new Refusal('not-allowed', { detail: waiting });
      await tell(transaction, asked, officers, (params) => ({ template: 'sealed-opening-asked', params }));
    });
    sendJson(res, 201, await again(actor, asked.id));
  });

  serve(router, api, contract.listSealedOpenings, async ({ session: { actor }, res }) => {
    const all = decides(actor);
    if (!all && !mayRefer(readerOf(api, actor), 'ask-sealed-opening')) throw new Refusal('forbidden');
    const found = await readOpenings(tables, { tenant: actor.tenant, limit: LISTED, ...(!all && { person: actor.person }) });
    sendJson(res, 200, { openings: await Promise.all(found.map((one) => out(one, actor))) });
  });

  serve(router, api, contract.decideSealedOpening, async ({ params, body, session: { actor }, res }) => {
    if (!decides(actor)) throw new Refusal('forbidden');
    const opening = await find(actor, params.id);
    if (opening.person === actor.person) throw new Refusal('not-allowed', { detail: ownRequest });
    const now = clock.now();
    const decision = { by: actor.person, at: now, grounds: body.grounds };
    const openUntil = body.granted ? now + body.hours * HOUR_MS : null;
    await tables.transaction().execute(async (transaction) => {
      if (!(await decideOpening(transaction, opening, { ...decision, openUntil })))
        throw new Refusal('not-allowed', { detail: decided });
      await tell(transaction, opening, [opening.person], (params) =>
        openUntil === null
          ? { template: 'sealed-opening-refused', params }
          : { template: 'sealed-opening-granted', params: { ...params, dueAt: openUntil } },
      );
    });
    sendJson(res, 200, await again(actor, opening.id));
  });

  serve(router, api, contract.endSealedOpening, async ({ params, session: { actor }, res }) => {
    const opening = await find(actor, params.id);
    if (!openingActs(opening, readerOf(api, actor), decides(actor), clock.now()).includes('end'))
      throw new Refusal('not-allowed', { detail: ended });
    const early = opening.person !== actor.person;
    await tables.transaction().execute(async (transaction) => {
      await endOpening(transaction, opening, clock.now());
      // Its own key: the opening's is that of the decision.
      if (early)
        await tell(transaction, { ...opening, id: newId() }, [opening.person], (params) => ({
          template: 'sealed-opening-ended',
          params,
        }));
    });
    sendJson(res, 200, await again(actor, opening.id));
  });

  serve(router, api, contract.readSealedOpening, async ({ params, session: { actor }, res }) => {
    const { opening, order, ask } = await opened(actor, params.id);
    const fields = await discloseOpened(ask, shownFieldsOf(order), opening.reason);
    const attached = (order.snapshot.context['attachments'] ?? []) as unknown as readonly Attached[];
    sendJson(res, 200, {
      opening: await out(opening, actor),
      fields,
      attachments: attached.map(({ id, kind }) => ({ id, kind })),
    });
  });

  serve(router, api, contract.readSealedAttachment, async ({ params, session: { actor }, res }) => {
    const { opening, ask } = await opened(actor, params.id);
    const found = await discloseAttachment({ ...ask, keyring }, params.attachment, opening.reason);
    if (!found) throw new Refusal('not-found');
    await sendAttachment(res, found);
  });

  return router;
}

const unknown = {
  zh: '本辖区没有该单号的密封件，或者不能申请查阅。',
  en: 'Your area has no sealed order of this number, or none that can be opened to you.',
};
const waiting = { zh: '您对此单的申请尚未审批。', en: 'Your request for this order is not decided yet.' };
const ownRequest = { zh: '不能审批自己的申请。', en: 'Nobody decides on his own request.' };
const decided = { zh: '已经审批，或申请人已撤回。', en: 'It is decided already, or was taken back.' };
const ended = { zh: '已经结束，或不是您的申请。', en: 'It is over already, or the request is not yours.' };
