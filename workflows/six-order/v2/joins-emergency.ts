// An order that comes to be worked on in an area that is in an emergency: it stands still, or has the emergency's limits, and the
// command desk of the street has it (domain research 6, changes).
import { switchKey } from '@six-order/community/emergency/standing';
import type { Context } from './context.ts';
import { ask, askSelf, only, remember } from './event.ts';
import { isOrdinary } from './ordinary.ts';

/** Ordinary work that was let go on by hand: it does not stand still for the same emergency once more. */
export const isExempt = (context: Pick<Context, 'category' | 'urgency' | 'exemptFrom'>, emergency: unknown): boolean =>
  context.exemptFrom !== undefined && context.exemptFrom === emergency && isOrdinary(context);

const enters: any = only(
  ({ context, event: { facts } }) =>
    facts['emergency'] != null &&
    context.emergency?.id !== facts['emergency'].emergency &&
    !isExempt(context, facts['emergency'].emergency),
  ask(({ context, event: { facts } }) => ({
    order: 'self',
    type: 'enterEmergency',
    input: { emergency: facts['emergency'].emergency },
    optional: true,
    ...(isOrdinary(context) && { key: switchKey(facts['emergency'].emergency, 'on') }),
  })),
);

/**
 * Of an order that comes to work in an area in an emergency: it stands still, or has its limits, and the street's desk has it. Ordinary
 * work that was let go on by hand does not stand still again.
 */
export const joinsEmergency: readonly unknown[] = [
  enters,
  // Straight to the command desk of the street, without waiting for the branch.
  only(
    ({ context, event: { actor, facts } }) =>
      facts['emergency'] != null && !isOrdinary(context) && context.level === undefined && actor.role !== 'street',
    askSelf('escalate', { ground: 'emergency' }),
  ),
];

/** Of one that has its limits and is ordinary by now, lowered by a second person or of another kind: it stands still, once it has come out of them. */
export const leavesAsOrdinary: any = only(
  ({ context: { emergency, ...order } }) => emergency !== undefined && emergency.from === undefined && isOrdinary(order),
  leaves(),
);
/** Of one that stands still and is urgent again, since the resident's objection was upheld: it goes on, and enters anew. */
export const leavesAsUrgent: any = only(
  ({ context: { emergency, ...order } }) => emergency?.from !== undefined && !isOrdinary(order),
  leaves(),
);

function leaves(): any {
  return ask(({ context }) => ({
    order: 'self',
    type: 'leaveEmergency',
    input: { emergency: context.emergency?.id ?? '' },
    optional: true,
  }));
}

/**
 * Of one that came out of an emergency which goes on, because it became ordinary or urgent meanwhile: it enters as what it is now. By no key
 * of the switch: it entered by that already.
 */
export const entersAnew: any = only(
  ({ context, event: { actor, facts } }) =>
    actor.person === null && facts['emergency'] != null && !isExempt(context, facts['emergency'].emergency),
  ask(({ event: { facts } }) => ({
    order: 'self',
    type: 'enterEmergency',
    input: { emergency: facts['emergency'].emergency },
    optional: true,
  })),
);

/** What it ended with says nothing of now: an order that had ended hears nothing of the end of an emergency. */
export const forgets: any = remember(({ context: { emergency }, event: { facts } }) =>
  facts['emergency'] === undefined || emergency === undefined || emergency.id === facts['emergency']?.emergency
    ? {}
    : { emergency: undefined },
);

/** Of an order whose work had ended, or never begun, and begins after all. What goes up for another reason goes where that leads. */
export const rejoinsEmergency: readonly unknown[] = [forgets, ...joinsEmergency];
export const rejoinsInPlace: readonly unknown[] = [forgets, enters];
