// The notice of a supervision card (督办通知书), to be printed. What is read for it is logged, as on the screen.
import { Router } from 'express';
import type { Disclosed } from '@six-order/community/privacy/disclose';
import { disclose } from '@six-order/community/privacy/disclose';
import { fieldsOf } from '@six-order/community/privacy/field-name';
import { reasonWords } from '@six-order/community/supervision/reason';
import type { StoredOrder } from '@six-order/engine';
import { contextOf } from '@six-order/workflows/card/face';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { calledBy } from '../present-names.ts';
import { holderName, type Presenting } from '../presenter.ts';
import { cardSheet, type Line } from '../print/card-sheet.ts';
import { sendSheets } from '../print/page.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

export function cardNoticeRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();

  serve(router, api, contract.printCardNotice, async ({ params, session: { actor }, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    if (order.workflow !== 'card' || !engine.workflows.knows(order.workflow, order.version)) throw new Refusal('not-found');
    const now = clock.now();
    const shown = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader, order, now, newId: api.newId },
      fieldsOf(order),
    );
    // An official document is in Chinese.
    const presenting = { directory, rules, reader, now, language: 'zh' } as const;
    sendSheets(res, `督办通知书 ${order.face.number}`, [sheetOf(order, presenting, shown)]);
  });

  return router;
}

function sheetOf(order: StoredOrder, presenting: Presenting, shown: Disclosed): string {
  const context = contextOf(order.snapshot);
  const { number, colour, reason, category, sealed, unit, issuer, issuedAt, clocks, signedAt, signer } = context;
  const supervisor = (by: string | null) => calledBy(presenting, by, 'supervise');
  const answerer = (by: string | null) => calledBy(presenting, by, 'accept');
  const lines: Line[] = [
    ...(signedAt === null ? [] : [{ title: '签收', at: signedAt, by: answerer(signer), text: null }]),
    ...context.escalations.map(({ at, by, to }) => ({
      title: '提级',
      at,
      by: supervisor(by) ?? '系统',
      text: presenting.directory.unitById(to)?.name ?? null,
    })),
    ...context.replies.map(({ at, by }, n) => ({
      title: '回复',
      at,
      by: answerer(by),
      text: shown[`replies.${n}.text`] ?? null,
    })),
    ...context.checks.map(({ at, by, verdict }, n) => ({
      title: verdict === 'accepted' ? '核查：通过' : '核查：退回',
      at,
      by: supervisor(by),
      text: shown[`checks.${n}.text`] ?? null,
    })),
    ...(context.closedAt === null ? [] : [{ title: '销号', at: context.closedAt, by: null, text: null }]),
    ...context.lookBacks.map(({ at, by, solved }, n) => ({
      title: solved ? '回头看：已解决' : '回头看：未解决',
      at,
      by: supervisor(by),
      text: shown[`lookBacks.${n}.text`] ?? null,
    })),
  ];
  return cardSheet({
    number,
    colour,
    reason: reasonWords[reason].zh,
    order: context.order.number,
    category,
    sealed,
    unit: presenting.directory.unitById(unit.id)?.name ?? '',
    holder: holderName(context.holder, presenting),
    own: context.order.holders.includes(context.holder.id),
    wentUp: context.escalations.some(({ to }) => to === context.holder.id),
    signed: signedAt !== null,
    issuer: supervisor(issuer),
    issuedAt,
    dueAt: clocks.reply?.finishedAt === null ? clocks.reply.dueAt : null,
    grounds: shown.grounds ?? null,
    lines: lines.toSorted((a, b) => a.at - b.at),
  });
}
