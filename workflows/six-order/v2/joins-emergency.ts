// An order that comes to be worked on in an area that is in an emergency: it stands still, or has the emergency's limits, and the
// command desk of the street has it (domain research 6, changes).
import { switchKey } from '@six-order/community/emergency/standing';
import { ask, askSelf, only } from './event.ts';
import { isOrdinary } from './ordinary.ts';

/**
 * Of an order that comes to work in an area in an emergency: it stands still, or has its limits, and the street's desk has it. Ordinary
 * work that was let go on by hand does not stand still again.
 */
export const joinsEmergency: readonly unknown[] = [
  only(
    ({ event: { facts } }) => facts['emergency'] != null,
    ask(({ context, event: { facts } }) => ({
      order: 'self',
      type: 'enterEmergency',
      input: { emergency: facts['emergency'].emergency },
      optional: true,
      ...(isOrdinary(context) && { key: switchKey(facts['emergency'].emergency, 'on') }),
    })),
  ),
  // Straight to the command desk of the street, without waiting for the branch.
  only(
    ({ context, event: { actor, facts } }) =>
      facts['emergency'] != null && !isOrdinary(context) && context.level === undefined && actor.role !== 'street',
    askSelf('escalate', { ground: 'emergency' }),
  ),
];
