// An order as this reader may see it.
//
// Owns: what is the same for every workflow, and which presenter a workflow has. Not ours: who may see the order (authority),
// what of its personal fields (privacy: what comes in as `disclosed` is already asked for, logged and masked), what may be
// sent (the engine).
// Keeps: I11, I12. P1: an order that this release does not know is shown by its face, and fails no page.
import type { z } from 'zod';
import type { Disclosed } from '@six-order/community/privacy/disclose';
import { isShutOut } from '@six-order/community/authority/relation';
import { fieldsOf, type FieldName } from '@six-order/community/privacy/field-name';
import { accessOf, kindOf, numbersIn, type Access } from '@six-order/community/privacy/fields';
import type { StoredOrder } from '@six-order/engine';
import { workflows } from '@six-order/workflows/all';
import { turnWords } from '@six-order/workflows/turn-words';
import { turnsOf } from '@six-order/workflows/turns';
import type { Order, OrderSummary } from './contract/order.ts';
import { iso, isoOrNull } from './iso-instant.ts';
import { cardPresenter } from './present-card.ts';
import { dataRequestPresenter } from './present-data-request.ts';
import { deliberationPresenter } from './present-deliberation.ts';
import { emergencyPresenter } from './present-emergency.ts';
import { facePresenter } from './present-face.ts';
import { mediationPresenter, warningPresenter } from './present-mediation.ts';
import { referralPresenter } from './present-referral.ts';
import { sixOrderPresenter } from './present-six-order.ts';
import { taskPresenter } from './present-task.ts';
import { visitPresenter } from './present-visit.ts';
import type { Presenter, Presenting } from './presenter.ts';
import { placeSaid, unitRef } from './unit-ref.ts';

const presenters: Readonly<Record<string, Presenter>> = {
  'six-order': sixOrderPresenter,
  card: cardPresenter,
  'data-request': dataRequestPresenter,
  mediation: mediationPresenter,
  warning: warningPresenter,
  visit: visitPresenter,
  task: taskPresenter,
  deliberation: deliberationPresenter,
  referral: referralPresenter,
  emergency: emergencyPresenter,
};

const presenterOf = ({ workflow, version }: StoredOrder): Presenter => {
  const known = workflows.some((one) => one.id === workflow && one.version === version);
  return (known && Object.hasOwn(presenters, workflow) && presenters[workflow]) || facePresenter;
};

const bare = ({ snapshot }: StoredOrder): StoredOrder['snapshot'] => ({ ...snapshot, context: {} });

/** The personal fields that can be shown of it. */
export const shownFieldsOf = (order: StoredOrder): readonly FieldName[] =>
  presenterOf(order) === facePresenter ? [] : fieldsOf(order);

export function presentSummary(order: StoredOrder, presenting: Presenting): z.infer<typeof OrderSummary> {
  const { face } = order;
  const unit = face.data['unit'];
  return {
    id: order.id,
    number: face.number,
    workflow: order.workflow,
    version: order.version,
    revision: order.revision,
    unit: typeof unit === 'string' ? unitRef(presenting.directory, unit) : null,
    // Of a dispute that he keeps out of no nearer than its unit.
    where: placeSaid(presenting.directory, isShutOut(presenting.reader, order) ? { face, snapshot: bare(order) } : order),
    openedAt: iso(face.openedAt),
    dueAt: isoOrNull(face.dueAt),
    ...presenterOf(order).summary(order, presenting),
  };
}

/** All of an order but what may be sent to it, which is written apart from the rest (send-order.ts). */
export type ShownOrder = Omit<z.infer<typeof Order>, 'allowed'>;

/** `disclosed`: null where nothing was asked for, as after a command. */
export const presentOrder = (order: StoredOrder, presenting: Presenting, disclosed: Disclosed | null): ShownOrder =>
  presentationOf(order, presenting).with(disclosed);

/**
 * What is the same with and without words is asked once; `opened`: how far each personal field is open to this reader, and numbers of
 * persons in it.
 */
export function presentationOf(
  order: StoredOrder,
  presenting: Presenting,
): {
  opened(): readonly (readonly [name: FieldName, how: Access, numbers: Access])[];
  with(disclosed: Disclosed | null): ShownOrder;
} {
  const access = accessOf(presenting.reader, order, presenting.now);
  // Not worked out after a command, whose answer tells neither.
  let found: readonly (readonly [name: FieldName, how: Access, numbers: Access])[] | undefined;
  const opened = () =>
    (found ??= shownFieldsOf(order).map((name) => {
      const kind = kindOf(order, name);
      const numbers = numbersIn(presenting.reader, order, presenting.now, name);
      return [name, kind === undefined ? 'none' : access(kind), numbers] as const;
    }));
  const revealable = (shown: Disclosed): FieldName[] =>
    opened().flatMap(([name, how, numbers]) =>
      // Of what is open but for its numbers there is more to be read only where a mask stands.
      how === 'reveal' || (how === 'full' && numbers === 'reveal' && shown[name]?.includes('**')) ? [name] : [],
    );
  const summary = presentSummary(order, presenting);
  const turns = turnsOf(order).map(({ who, clock, dueAt }) => ({
    who: { code: who, ...turnWords[who] },
    clock,
    dueAt: isoOrNull(dueAt),
  }));
  return {
    opened,
    with(disclosed) {
      const detail = presenterOf(order).detail(order, presenting, disclosed ?? {}, access);
      return {
        ...summary,
        ...detail,
        card: detail.card,
        turns,
        revealable: disclosed === null ? undefined : revealable(disclosed),
      };
    },
  };
}
