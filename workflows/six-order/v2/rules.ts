// The rules of the six orders by name: what each forbids, where it is written, how a refusal says it.
//
// Not ours: who may send a command at all (community/authority), how long a clock is (community/deadlines).
// Keeps: R1: asked without input or actor, a rule about them holds: they are judged when they are known.
import type { Context } from './context.ts';
import type { Args, Event } from './event.ts';
import { owners } from './notice.ts';
import type { Rule } from './rule.ts';

const MAX_NOTES = 100;

const isBad = ({ input }: Event): boolean =>
  input['solved'] === 'no' || (typeof input['stars'] === 'number' && input['stars'] <= 2);

/** Only the resident's own word counts, and never of one who did the work (domain research 3.1). */
const isResident = (context: Context, { actor }: Event): boolean =>
  actor.person !== null && actor.person === context.resident && actor.person !== context.handler;

const is = (holds: (args: Args) => boolean, source: string, zh: string, en: string): Rule => ({
  source,
  holds,
  says: () => ({ zh, en }),
});

export const rules = {
  /** A person's own order to accept; which members may act for a team or a unit is authority's to say. */
  isHolder: is(
    ({ context: { holder }, event }) => holder !== null && (holder.kind !== 'person' || holder.id === event.actor.person),
    'domain research 2.6',
    '只有被派单的人可以接单或退单。',
    'Only whom the order was dispatched to can accept or decline it.',
  ),
  isHandler: is(
    ({ context, event }) => context.handler !== null && context.handler === event.actor.person,
    'domain research 2.6 (首接负责; Beijing art. 14)',
    '首接负责：只有接单人可以办理此单。',
    'Whoever accepted first leads to the end: only the handler can do this.',
  ),
  isOwner: is(
    ({ context, event }) => event.actor.person !== null && owners(context).includes(event.actor.person),
    'domain research 3.1',
    '只有点单人或代点人可以这样做。',
    'Only whoever placed the order, or for whom it was placed, can do this.',
  ),
  isResident: is(
    ({ context, event }) => isResident(context, event),
    'domain research 3.1',
    '只有点单的居民本人可以评价，承办人不得自评。',
    'Only the resident evaluates, and never whoever did the work.',
  ),
  isUnhappy: is(({ event }) => isBad(event), 'domain research 5.1', '评价并非差评。', 'The evaluation is not a bad one.'),
  mayBePublished: is(
    ({ context }) => context.publishConsent,
    'domain research 7 (PIPL art. 25)',
    '居民没有同意公开。',
    'The resident did not agree to publication.',
  ),
  isNotHandler: is(
    ({ context, event }) => context.handler !== event.actor.person,
    'domain research 3.1',
    '承办人不得晒自己办的单。',
    'The handler does not publish what he did himself.',
  ),
  hasRoomForNotes: is(
    ({ context }) => context.notes.length < MAX_NOTES,
    'design',
    `一单最多 ${MAX_NOTES} 条补充说明。`,
    `An order holds ${MAX_NOTES} notes at most.`,
  ),
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;
