// Who is told: the people behind the ids and the desk that an effect names.
import { sendersOf } from '@six-order/community/authority/acts';
import { dispatchesAt, supervisesAt } from '@six-order/community/authority/authority';
import { isOutOf, type Between } from '@six-order/community/mediation/apart';
import { callersOf } from '@six-order/community/mediation/callers';
import { answeredFor } from '@six-order/community/mediation/sides';
import type { HandlerTools } from '../delivery.ts';

type Directory = Pick<HandlerTools['directory'], 'unitById' | 'lineOf' | 'postsIn' | 'actorOf' | 'postsOf' | 'tenantOf'>;

/** By workflow: who is meant by a unit or team that must act. Residents live there too, and are not told. */
const workers: Readonly<Record<string, ReadonlySet<string>>> = {
  'six-order': new Set(sendersOf('six-order', 'accept')),
  card: new Set(sendersOf('card', 'reply')),
  mediation: new Set(sendersOf('mediation', 'take')),
  warning: new Set(sendersOf('warning', 'assess')),
  task: new Set(sendersOf('task', 'report')),
  emergency: new Set(sendersOf('emergency', 'report')),
  deliberation: new Set(sendersOf('deliberation', 'admit')),
  referral: new Set(sendersOf('referral', 'tell')),
};

/** Whoever answers for a unit that is a side of a dispute. */
const answering: ReadonlySet<string> = new Set(sendersOf('mediation', 'decline').filter((role) => role !== 'resident'));

const publishing: ReadonlySet<string> = new Set(sendersOf('six-order', 'publish'));
const publishesAt: typeof dispatchesAt = ({ role }) => publishing.has(role);

const nobody: ReadonlySet<string> = new Set();
const noSides = { people: [], persons: [], units: [] };

/** What an effect says of those to be told. */
export interface Addressed {
  /** The order's county: nobody of another is told of it, whatever ids it holds. */
  readonly tenant: string;
  readonly workflow: string;
  /** Persons, teams or units. */
  readonly to: readonly string[];
  /** A unit whose dispatchers are meant, and one whose supervisors are. */
  readonly desk: string | null;
  readonly overseers: string | null;
  /** A unit whose publishers are meant. */
  readonly publishers?: string | null;
  /** The unit that had a settled dispute in hand: meant is who follows it up there, or at the nearest unit above. */
  readonly callers?: string | null;
  /**
   * Who keeps out of a dispute: a team or unit of `to` does not stand for them where others are there, and what a desk is told comes to
   * others, there or above.
   */
  readonly keptOut?: Between | undefined;
  /** Persons, teams or units whom a card of the order tells itself. */
  readonly otherThan?: readonly string[] | undefined;
  /** The order's category. */
  readonly category: string;
  /** Whose own matter it is: where nobody but him is at the desk, whoever is above is told as well (回避). */
  readonly own?: string | undefined;
}

/**
 * Ids of the people, each once. A team or unit of `to` stands for those of its people who can take an order on. `desk` and
 * `overseers` stand for the posts there that may dispatch the category, or check cards about it, as far as authority lets
 * them (a complaint about a community never goes to it); where there are none, for those of the nearest unit above.
 */
export function recipients(
  directory: Directory,
  { tenant, workflow, to, desk, overseers, publishers = null, callers = null, keptOut, otherThan = [], category, own }: Addressed,
): readonly string[] {
  const acting = (Object.hasOwn(workers, workflow) && workers[workflow]) || nobody;
  const people = to.flatMap((id) => {
    const unit = directory.unitById(id);
    if (!unit) return [id];
    const there = holders(directory, unit.id, workflow === 'mediation' && answeredFor.has(unit.kind) ? answering : acting);
    if (!keptOut) return there;
    const left = there.filter((person) => !isOutOf(directory, person, keptOut));
    // Where nobody else is, somebody there must know of it all the same.
    return left.length > 0 ? left : there;
  });
  const calling =
    callers === null
      ? []
      : (callersOf(directory, { holder: callers, category }, keptOut ?? noSides)?.people ?? holders(directory, callers, acting));
  const byCard = new Set(
    otherThan.flatMap((id) => (directory.unitById(id) ? holders(directory, id, workers['card'] ?? nobody) : [id])),
  );
  return [
    ...new Set([
      ...people,
      ...calling,
      ...nearest(directory, desk, dispatchesAt, { category, keptOut, own }),
      ...nearest(directory, overseers, supervisesAt, { category, keptOut }),
      ...nearest(directory, publishers, publishesAt, { category, keptOut }),
    ]),
  ].filter((person) => !byCard.has(person) && (directory.tenantOf(person) ?? tenant) === tenant);
}

/** Those posts at a unit, or at the nearest one above, that `may` do it for an order of the category there, and do not keep out. */
function nearest(
  directory: Directory,
  id: string | null,
  may: typeof dispatchesAt,
  { category, keptOut, own }: Pick<Addressed, 'category' | 'keptOut' | 'own'>,
): readonly string[] {
  const unit = id === null ? undefined : directory.unitById(id);
  const told: string[] = [];
  for (const above of unit ? directory.lineOf(unit).toReversed() : []) {
    const there = directory.postsIn(above.id).filter((post) => {
      const actor = directory.actorOf(post.id);
      const able = actor !== undefined && may({ ...actor, holds: [] }, { category, path: unit?.path ?? '' });
      return able && !(keptOut && isOutOf(directory, post.person, keptOut));
    });
    told.push(...there.map(({ person }) => person));
    if (told.some((person) => person !== own)) break;
  }
  return told;
}

const holders = (directory: Directory, unit: string, roles: ReadonlySet<string>): string[] =>
  directory
    .postsIn(unit)
    .filter(({ role }) => roles.has(role))
    .map(({ person }) => person);
