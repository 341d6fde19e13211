// The paper of an order that somebody has in hand (派单卡). What is read for it is logged, as on the screen.
//
// S1 (I12): names, numbers and addresses that were written into a text are masked, whoever prints it: a paper gets lost.
import { Router } from 'express';
import { stagesInHand } from '@six-order/community/dispatching/in-hand';
import { disclose } from '@six-order/community/privacy/disclose';
import { sealedAt, type FieldName } from '@six-order/community/privacy/field-name';
import { redact } from '@six-order/community/privacy/redaction/redact';
import { clockWords } from '@six-order/community/deadlines/clock-name';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import { contextOf } from '@six-order/workflows/six-order/face';
import type { StoredOrder } from '@six-order/engine';
import { readerOf, type Api } from '../api.ts';
import { contract } from '../contract.ts';
import { isOfficial } from '../present-names.ts';
import { shownFieldsOf } from '../present-order.ts';
import { holderName } from '../presenter.ts';
import { dispatchSheet } from '../print/dispatch-sheet.ts';
import { sendSheets } from '../print/page.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../serve.ts';
import { visibleOrder } from '../visible-order.ts';

/** What stands on it of what was written. */
const written: ReadonlySet<FieldName> = new Set(['text', 'place.room', 'place.note', 'dispatch-note'] as FieldName[]);

/** Clocks that whoever has it in hand must meet. */
const told: ReadonlySet<string> = new Set(['accept', 'contact', 'arrive', 'whole', 'rework']);

const urgencies: Readonly<Record<string, string>> = { U0: '特急', U1: '紧急', U2: '一般', U3: '疑难' };

const nothingInHand = { zh: '没有派出去、或已经办完的单没有派单卡。', en: 'Nobody has it in hand: there is no slip.' };
const sealedOrder = { zh: '这类单不印在纸上。', en: 'Orders of this kind are not put on paper.' };

export function dispatchSlipRoutes(api: Api): Router {
  const { engine, directory, rules, clock } = api;
  const router = Router();

  serve(router, api, contract.printDispatchSlip, async ({ params, session: { actor }, req, res }) => {
    const reader = readerOf(api, actor);
    const order = await visibleOrder(api, reader, params.id);
    if (!isOfficial(actor.role)) throw new Refusal('forbidden');
    if (order.workflow !== 'six-order' || !engine.workflows.knows(order.workflow, order.version)) throw new Refusal('not-found');
    const { face, snapshot } = order;
    const { holder, category, urgency, building } = contextOf(snapshot);
    if (holder === null || !stagesInHand.includes(face.stage)) throw new Refusal('not-allowed', { detail: nothingInHand });
    if (face.labels.includes('sealed')) throw new Refusal('not-allowed', { detail: sealedOrder });
    const now = clock.now();
    const shown = await disclose(
      { db: api.tables, accessLog: api.accessLog, engine, reader, order, now, newId: api.newId },
      shownFieldsOf(order).filter((name) => written.has(name)),
    );
    const names = await namesIn(order);
    const masked = (text: string | null | undefined) => (text ? redact(text, names) : null);
    const presenting = { directory, rules, reader, now, language: 'zh' } as const;
    const unit = typeof face.data['unit'] === 'string' ? directory.unitById(face.data['unit'])?.name : undefined;
    const place = [
      unit,
      building === null ? null : directory.unitById(building)?.name,
      shown['place.room'],
      masked(shown['place.note']),
    ];
    const sheet = dispatchSheet({
      number: face.number,
      category,
      urgency: urgencies[urgency] ?? urgency,
      place: place.filter(Boolean).join(' '),
      text: masked(shown.text),
      note: masked(shown['dispatch-note']),
      holder: holderName(holder, presenting),
      due: clocksOf(snapshot, now)
        .filter(({ name, finishedAt: met }) => told.has(name) && met === null)
        .map(({ name, dueAt }) => ({ zh: clockWords[name].zh, at: dueAt })),
      url: `${api.origin ?? `${req.protocol}://${req.get('host') ?? ''}`}/staff/orders/${order.id}`,
    });
    sendSheets(res, `派单卡 ${face.number}`, [sheet]);
  });

  return router;

  /** Opened to be masked, not shown. */
  async function namesIn(order: StoredOrder): Promise<readonly string[]> {
    const sealed = sealedAt(order, { path: ['contact'] });
    const contact = sealed && (await engine.unseal(order.id, [sealed.sealed]))[sealed.sealed];
    const name = (contact as { readonly name?: unknown } | null | undefined)?.name;
    return typeof name === 'string' ? [name] : [];
  }
}
