// What an order adds to the figures of a month, from its snapshot and what its journal adds (community/metrics).
import type { Calendar } from '@six-order/community/calendar/calendar';
import { workingMsBetween } from '@six-order/community/calendar/counting';
import type { CardMeasure, Exclusion, Measurable, OrderMeasure, Outcome } from '@six-order/community/metrics/measure';
import type { Snapshot } from '@six-order/engine';
import { contextOf as cardContextOf, handlingOf } from './card/face.ts';
import { contextOf, stateOf } from './six-order/face.ts';
import { isProactive } from './six-order/v2/context.ts';
import { excludedFor } from './six-order/v2/exclusion.ts';
import { isOrdinary } from './six-order/v2/ordinary.ts';
import { isBad } from './six-order/v2/rules/evaluation.ts';

/** Where somebody works: id and path of the unit. Ended posts and units too. */
export interface Places {
  readonly ofPost: (post: string) => { readonly id: string; readonly path: string } | undefined;
  readonly ofUnit: (unit: string) => { readonly id: string; readonly path: string } | undefined;
}

const ends: Readonly<Record<string, Outcome>> = {
  evaluated: 'evaluated',
  unanswered: 'unanswered',
  refused: 'refused',
  withdrawn: 'withdrawn',
  merged: 'merged',
};

const words = { yes: 1, partly: 0.5, no: 0 } as const;

/** `calendar`: of the place where the order lies. */
export function orderMeasureOf(order: Measurable, places: Places, calendar: Calendar): OrderMeasure {
  const snapshot = order.snapshot as unknown as Snapshot;
  const context = contextOf(snapshot);
  const { handling, publication } = stateOf(snapshot);
  const { acceptedAt, contactedAt, clocks, rounds, holder, dispatchedAt } = context;
  const outcome = ends[handling] ?? 'open';
  // The first end of the work, whatever rounds came after it: an extension moved `dueAt` before.
  const whole = clocks.whole;
  const again = rounds.length > 0 || context.falseAt !== undefined;
  const settled = context.settled === true;
  // Answered on the spot before there was any limit: admitted, done and due at that instant.
  const atOnce = settled && whole === undefined ? context.admittedAt : null;
  const doneAt = atOnce ?? (again ? whole?.finishedAt : null) ?? context.finishedAt;
  const counting = rounds.filter(({ counts }) => counts !== false);
  const last = counting.at(-1);
  const place =
    holder !== null && holder.kind !== 'person'
      ? places.ofUnit(holder.id)
      : order.acceptedIn === null
        ? undefined
        : places.ofPost(order.acceptedIn);
  const bad = rounds.filter(isBad).length;
  return {
    order: order.id,
    tenant: order.tenant,
    revision: order.revision,
    category: context.category,
    path: order.path,
    unit: place?.id ?? null,
    unitPath: place?.path ?? null,
    handler: context.handler,
    resident: context.resident,
    openedAt: order.openedAt,
    dueAt: whole?.dueAt ?? atOnce,
    doneAt,
    closedAt: context.closedAt,
    outcome,
    excluded:
      excludedFor(context) ?? exclusionOf(outcome, dispatchedAt) ?? (order.entered && !isOrdinary(context) ? 'emergency' : null),
    shelved: handling === 'shelved',
    acceptedInTime: acceptedAt !== null && clocks.accept !== undefined && acceptedAt <= clocks.accept.dueAt,
    contactedInTime: contactedAt !== null && clocks.contact !== undefined && contactedAt <= clocks.contact.dueAt,
    doneInTime: doneAt !== null && (atOnce !== null || (whole !== undefined && doneAt <= whole.dueAt)),
    // What was dispatched anew was accepted after this end: when its work began is not known any more.
    workMinutes:
      acceptedAt === null || doneAt === null || acceptedAt > doneAt
        ? null
        : Math.floor(workingMsBetween(calendar, acceptedAt, doneAt) / 60_000),
    solved: last ? words[last.solved] : null,
    stars: last?.stars ?? null,
    settledAt: last ? (last.changeBy ?? last.at) : null,
    wasBad: counting.some(isBad),
    // The last bad one of an order that was concluded began no work.
    reworks: bad + (context.falseAt === undefined ? 0 : 1),
    returnsAsked: context.returnsAsked ?? context.returns,
    dispatches: order.dispatches,
    parent: context.parent ?? null,
    proactive: isProactive(context.source),
    settled,
    consented: context.publishConsent,
    published: publication === 'published',
    falseCompletion: context.falseAt !== undefined,
    called: [...new Set(order.whistled.flat())].flatMap((unit) => places.ofUnit(unit)?.path ?? []).toSorted(),
  };
}

function exclusionOf(outcome: Outcome, dispatchedAt: number | null): Exclusion | null {
  if (outcome === 'withdrawn') return dispatchedAt === null ? 'withdrawn' : null;
  return outcome === 'refused' || outcome === 'merged' ? outcome : null;
}

export function cardMeasureOf({ id, tenant, revision, snapshot: stored }: Measurable): CardMeasure {
  const snapshot = stored as unknown as Snapshot;
  const { order, colour, clocks, replies } = cardContextOf(snapshot);
  const reply = clocks.reply;
  const [first] = replies;
  return {
    card: id,
    tenant,
    revision,
    about: order.id,
    colour: colour as CardMeasure['colour'],
    dueAt: reply?.dueAt ?? null,
    cancelled: handlingOf(snapshot) === 'cancelled',
    answeredInTime: first !== undefined && reply !== undefined && first.at <= reply.dueAt,
  };
}
