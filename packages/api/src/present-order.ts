// An order as this reader may see it.
//
// Owns: the shape. Not ours: who may see the order (authority), what of its personal fields (privacy: what comes in as
// `shown` is already asked for, logged and masked), what may be sent (the engine).
// Keeps: I11, I12.
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Reader } from '@six-order/community/authority/reader';
import type { Disclosed } from '@six-order/community/privacy/disclose';
import { fieldsOf, placeOf } from '@six-order/community/privacy/field-name';
import { accessOf } from '@six-order/community/privacy/fields';
import type { StoredOrder } from '@six-order/engine';
import { clocksOf } from '@six-order/workflows/six-order/clocks';
import type { Context } from '@six-order/workflows/six-order/v2/context';
import { contextOf, stateOf } from '@six-order/workflows/six-order/face';
import { stationsOf } from '@six-order/workflows/six-order/stations';
import type { AllowedCommand, Order, OrderSummary, UnitRef } from './contract/order.ts';
import { calledBy, officialName } from './present-names.ts';

export interface Presenting {
  readonly directory: Directory;
  readonly reader: Reader;
  /** Epoch ms. */
  readonly now: number;
  readonly language: 'zh' | 'en';
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function unitRef(directory: Directory, id: string): z.infer<typeof UnitRef> | null {
  const unit = directory.unitById(id);
  return unit ? { id: unit.id, code: unit.code, name: unit.name } : null;
}

export function presentSummary(order: StoredOrder, presenting: Presenting): z.infer<typeof OrderSummary> {
  const { face, snapshot } = order;
  const context = contextOf(snapshot);
  return {
    id: order.id,
    number: face.number,
    workflow: order.workflow,
    version: order.version,
    revision: order.revision,
    state: stateOf(snapshot),
    category: context.category,
    urgency: context.urgency,
    unit: unitRef(presenting.directory, context.unit.id),
    openedAt: iso(face.openedAt),
    closedAt: isoOrNull(context.closedAt),
    dueAt: isoOrNull(face.dueAt),
    stations: stationsOf(snapshot).map(({ station, status, enteredAt, by }) => ({
      station,
      status,
      enteredAt: isoOrNull(enteredAt),
      by: calledBy(presenting, by, station),
    })),
    clocks: clocksOf(snapshot, presenting.now).map((clock) => ({
      ...clock,
      startedAt: iso(clock.startedAt),
      dueAt: iso(clock.dueAt),
      finishedAt: isoOrNull(clock.finishedAt),
    })),
  };
}

/** `shown`: what privacy disclosed; null where nothing was asked for, as after a command. */
export function presentOrder(
  order: StoredOrder,
  presenting: Presenting,
  disclosed: Disclosed | null,
  allowed: readonly z.infer<typeof AllowedCommand>[],
): z.infer<typeof Order> {
  const { directory, reader, now } = presenting;
  const context = contextOf(order.snapshot);
  const access = accessOf(reader, order, now);
  const shown = disclosed ?? {};
  return {
    ...presentSummary(order, presenting),
    holder: holderOf(context, presenting),
    publishConsent: context.publishConsent,
    text: shown.text,
    contact: contactOf(shown),
    place: {
      building: context.building === null ? null : unitRef(directory, context.building),
      room: shown['place.room'],
      note: shown['place.note'],
    },
    dispatchNote: shown['dispatch-note'],
    returnReason: shown['return-reason'],
    refusal: context.refusal && { reason: shown.refusal, channel: shown['refusal.channel'] },
    result: shown.result,
    notes: context.notes.map(({ at, by }, index) => ({
      at: iso(at),
      by: calledBy(presenting, by, 'note'),
      text: shown[`notes.${index}.text`],
    })),
    evaluations:
      context.rounds.length === 0 || mayReadEvaluations(reader, access('comment'))
        ? context.rounds.map(({ at, solved, stars }, index) => ({
            at: iso(at),
            solved,
            stars,
            comment: shown[`rounds.${index}.comment`],
          }))
        : undefined,
    proposal: context.proposal && { title: shown['proposal.title'], text: shown['proposal.text'] },
    revealable:
      disclosed === null
        ? undefined
        : fieldsOf(order).filter((name) => access(placeOf(order.workflow, name)?.kind ?? 'text') === 'reveal'),
    allowed: [...allowed],
  };
}

/** Stars go with the comment; a publisher gets the stars alone. */
export const mayReadEvaluations = (reader: Reader, comment: string): boolean => comment !== 'none' || reader.role === 'publisher';

function contactOf(shown: Disclosed): z.infer<typeof Order>['contact'] {
  const contact = { name: shown['contact.name'], phone: shown['contact.phone'], address: shown['contact.address'] };
  return Object.values(contact).some((value) => value !== undefined) ? contact : undefined;
}

function holderOf({ holder }: Context, presenting: Presenting): z.infer<typeof Order>['holder'] {
  if (holder === null) return null;
  const name =
    holder.kind === 'person'
      ? (officialName(presenting, holder.id) ?? calledBy(presenting, holder.id, 'accept'))
      : presenting.directory.unitById(holder.id)?.name;
  return { kind: holder.kind, id: holder.id, name: name ?? '' };
}
