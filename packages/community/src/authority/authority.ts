// Who sees which order and may send which command: the one place where that is decided (I11), denied by default.
//
// Owns: the judgement. Not ours: the tables (acts.ts), what a reader sees inside an order (../privacy), what the order's
// state allows (the machine). Pure: the directory says what a post holds, the caller brings it.
// Keeps: A1: one filter decides for a single read, a desk, an event stream and a command alike.
import { isWithin, matches, nothing, type Actor, type FaceFilter, type StoredOrder, type Workflow } from '@six-order/engine';
import { SILENT } from '../desks/marks.ts';
import type { Authorize, Verdict } from '@six-order/engine/runtime';
import type { Role } from '../people/role.ts';
import { isOwnMatter, isWrittenDown } from '../proxy/written-down.ts';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { acts, followsStatus, sees, type Reach } from './acts.ts';
import { actsOfTheImpartial } from './matter-acts.ts';
import { mayRefer } from './reference-acts.ts';
import { ofHouseholds, openable, sights, type Sight } from './sight.ts';
import { isHolder, isKeptOut, isMediator, isOfASide, isParty, isPlacer, isResident, isSide, isStandIn } from './relation.ts';
import type { Reader } from './reader.ts';

/** What an order must be for this reader to see it. The tenant stands beside the filter: `Engine.find` takes it apart. */
export function visibleTo(reader: Reader): FaceFilter {
  if (!isRole(reader.role) || reader.person === null) return nothing;
  return anyOf(sees[reader.role].map((sight) => sights[sight](reader)));
}

/** A union in its shortest form: one list of people, and no union of one. A page of a person's orders is then a range of an index. */
function anyOf(filters: readonly FaceFilter[]): FaceFilter {
  const people = [...new Set(filters.flatMap((filter) => ('people' in filter ? filter.people : [])))];
  const rest = filters.filter((filter) => !('people' in filter));
  const parts = people.length > 0 ? [{ people }, ...rest] : rest;
  return parts.length === 1 ? (parts[0] as FaceFilter) : { any: parts };
}

/** Whether the reader's role sees orders in one of these ways. */
export const hasSight = ({ role }: Reader, ...wanted: readonly Sight[]): boolean =>
  isRole(role) && sees[role].some((sight) => wanted.includes(sight));

/** Of which orders this reader learns how they stand, and nothing else. `buildings`: paths of those the household group is named for. */
export function statusVisibleTo(reader: Reader, buildings: readonly string[]): FaceFilter {
  const follows = isRole(reader.role) && reader.person !== null ? followsStatus[reader.role] : undefined;
  return follows === 'households' ? ofHouseholds(reader, buildings) : nothing;
}

/** Whether this reader may ask that what a sealed order says be opened to him (../privacy/sealed-opening.ts). */
export const mayAskToOpen = (reader: Reader, order: StoredOrder): boolean =>
  order.tenant === reader.tenant && mayRefer(reader, 'ask-sealed-opening') && matches(openable(reader), order);

/** Whether this reader may know of the order. */
export const maySee = (reader: Reader, order: StoredOrder): boolean =>
  order.tenant === reader.tenant && matches(visibleTo(reader), order);

/**
 * The engine's judge. `holdsOf` gives what a post stands for, `keepsOut` of which disputes whoever is in it keeps out (see Reader); they
 * are asked for each command and must be quick. Where commands of the system alone are given, nobody has anything to keep out of.
 */
export function authorizeWith(
  holdsOf: (actor: Actor) => readonly string[],
  keepsOut: (actor: Actor) => NonNullable<Reader['keepsOut']> = () => () => false,
): Authorize {
  // All commands of one order are asked about for one reader in a row: what hangs on those two is found once.
  let asked: Asking | undefined;
  return ({ actor, workflow, type, order, input, facts }) => {
    if (isSystem(handedOut(actor, type))) return systemVerdict(actor, workflow, type, order);
    if (order === null) {
      const reader: Reader = { ...actor, holds: holdsOf(actor) };
      return allowed(mayPlace(reader, reachOf(reader.role, workflow, type), input, facts));
    }
    if (asked?.actor !== actor || asked.order !== order) {
      const reader: Reader = { ...actor, holds: holdsOf(actor), keepsOut: keepsOut(actor) };
      asked = { actor, order, reader, visible: maySee(reader, order), reaches: new Map() };
    }
    if (!asked.visible) return 'hidden';
    const { reader } = asked;
    if (
      standsAside(reader, type, order) ||
      evaluatesForAnother(reader, type, order) ||
      takesOwnInHand(reader, type, order, input)
    )
      return 'forbidden';
    return allowed(mayActBy(asked, reachOf(actor.role, workflow, type)));
  };
}

/** Whether a command is one that nobody sends who is of a side (回避). */
export const isForTheImpartial = (workflow: string, type: string): boolean =>
  Object.hasOwn(actsOfTheImpartial, workflow) && actsOfTheImpartial[workflow]?.has(type) === true;

/**
 * Whether the reader leaves this command to others (回避): what is done for both sides, where he is of one; and to whom it is handed over,
 * and a card about it, where he mediated it and does not any more. Who mediates it and has come to be of a side may still hand it over.
 */
export function standsAside(reader: Reader, type: string, order: StoredOrder): boolean {
  if (!isForTheImpartial(order.workflow, type)) return false;
  if (order.workflow === 'card') return isKeptOut(reader, order);
  return type === 'handOver' ? isKeptOut(reader, order) && !isMediator(reader, order) : isOfASide(reader, order);
}

/** Whether it would be the word of somebody without an account, as if it were the reader's own: he writes it down (代录评价). */
export const evaluatesForAnother = (reader: Reader, type: string, order: StoredOrder): boolean =>
  type === 'evaluate' && order.workflow === 'six-order' && isStandIn(reader, order);

/**
 * By what it is said who works on an order (merged, it is the other's handler), by what somebody becomes that one,
 * for a team or unit that has it, and what an office writes down of it for its handler.
 */
const towardsWork: ReadonlySet<string> = new Set([
  'merge',
  'split',
  'dispatch',
  'claim',
  'accept',
  'takePart',
  'record',
  'transfer',
  'involve',
  'releasePart',
  'whistle',
]);

/** What its handler may send as well: if it is his own, he hands it over so. */
const ofHandler: ReadonlySet<string> = new Set(['transfer', 'involve', 'releasePart']);

/**
 * Whether he would say that his own matter is less urgent (more he may: it may turn into danger while nobody else is there), who works on it, take it on, or write down what was done about it, and evaluate it himself
 * in the end (回避). Asked when it is sent, so that journals keep what was done before; one that he wrote down for somebody without an account is not his own.
 */
export const takesOwnInHand = (reader: Reader, type: string, order: StoredOrder, input: Asked): boolean =>
  (towardsWork.has(type) || (type === 'changeUrgency' && isLess(input['to'], order.snapshot.context['urgency']))) &&
  order.workflow === 'six-order' &&
  isResident(reader, order) &&
  !(ofHandler.has(type) && order.face.data['handler'] === reader.person) &&
  !isWrittenDown({ ...order.face.data, source: order.snapshot.context['source'] });

/** Of two urgencies, U0 the highest. */
const isLess = (urgency: unknown, than: unknown): boolean =>
  typeof urgency === 'string' && typeof than === 'string' && urgency > than;

interface Asking {
  readonly actor: Actor;
  readonly order: StoredOrder;
  readonly reader: Reader;
  readonly visible: boolean;
  /** Most commands of a role hang on one and the same reach. */
  readonly reaches: Map<Reach | undefined, boolean>;
}

function mayActBy({ reader, order, reaches }: Asking, reach: Reach | undefined): boolean {
  let may = reaches.get(reach);
  if (may === undefined) reaches.set(reach, (may = mayAct(reader, reach, order)));
  return may;
}

/** Where an order lies, and what it is about: by these alone a post's area is judged. */
interface Place {
  readonly category: string;
  readonly path: string;
}

const placedAt = ({ category, path }: Place) => {
  const labels = [`cat:${category}`, ...(categoryByCode(category)?.sealed ? ['sealed'] : [])];
  const face = { path, stage: 'placed', labels, people: [], number: '', dueAt: null, openedAt: 0, closedAt: null, data: {} };
  return { workflow: 'six-order', face };
};

/** Whether this post is one to dispatch a new order of a category at a place in the unit tree. */
export function dispatchesAt(reader: Reader, place: Place): boolean {
  const reach = isRole(reader.role) ? acts['six-order']?.['dispatch']?.[reader.role] : undefined;
  if (reach !== 'dispatch' && reach !== 'dispatch-above' && reach !== 'discipline') return false;
  const order = placedAt(place);
  return matches(visibleTo(reader), order) && matches(sights[reach](reader), order);
}

/** Whether this post is one to ask whether a settled dispute is kept, of a category at a place in the unit tree; `holder`: who had it. */
export function followsUpAt(reader: Reader, { holder, ...place }: Place & { readonly holder: string }): boolean {
  const reach = isRole(reader.role) ? acts['mediation']?.['followUp']?.[reader.role] : undefined;
  return reach === 'held' ? reader.holds.includes(holder) : reach !== undefined && matches(visibleTo(reader), placedAt(place));
}

/** Whether whoever stands in this post sees, and may answer, a card that lies with a unit that he stands for. */
export function answersCardsAt(reader: Reader, place: Place): boolean {
  if (!isRole(reader.role) || acts['card']?.['reply']?.[reader.role] === undefined) return false;
  const { workflow, face } = placedAt(place);
  return matches(visibleTo(reader), { workflow, face: { ...face, people: [...reader.holds] } });
}

/** Whether this post is one to check the answers to cards about orders of a category at a place in the unit tree. */
export const supervisesAt = (reader: Reader, place: Place): boolean =>
  isRole(reader.role) && acts['card']?.['check']?.[reader.role] !== undefined && matches(visibleTo(reader), placedAt(place));

const allowed = (may: boolean): Verdict => (may ? 'allowed' : 'forbidden');

const isRole = (role: string): role is Role => Object.hasOwn(sees, role);

/** A clock, or a piece of work of our own: nobody signs in as one, for it has neither person nor post. */
const isSystem = ({ person, post, role }: Actor): boolean =>
  person === null && post === null && (role === 'clock' || role === 'system');

/** By a one-time token an evaluation names the post that handed it out, and whoever holds it stays nobody in person. */
const handedOut = (actor: Actor, type: string): Actor =>
  actor.role === 'system' && type === 'evaluate' ? { ...actor, post: null } : actor;

/** The system does what the workflow says. What is no command of it (moving an order to a new version) is the system's alone. */
function systemVerdict({ role, tenant }: Actor, workflow: Workflow, type: string, order: StoredOrder | null): Verdict {
  if (order !== null && order.tenant !== tenant) return 'hidden';
  const command = Object.hasOwn(workflow.commands, type) ? workflow.commands[type] : undefined;
  return allowed(command ? command.by.includes(role) : role === 'system');
}

function reachOf(role: string, workflow: Workflow, type: string): Reach | undefined {
  const commands = Object.hasOwn(acts, workflow.id) ? acts[workflow.id] : undefined;
  const act = commands && Object.hasOwn(commands, type) ? commands[type] : undefined;
  return act && isRole(role) ? act[role] : undefined;
}

function mayPlace(reader: Reader, reach: Reach | undefined, input: Asked, facts: Asked): boolean {
  if (reach === 'supervised') return reader.person !== null && isSupervised(reader, facts['card']);
  const path = (facts['unit'] as { readonly path?: unknown } | undefined)?.path;
  if (reader.person === null || typeof path !== 'string') return false;
  // Placing for another is a proxy's act: it is done in a post that answers for it.
  const whose = input['onBehalfOf'] ?? reader.person;
  if (reader.role === 'resident' && whose !== reader.person) return false;
  if (settlesOwn(input)) return false;
  if (reach === 'nearby') return reader.path !== '' && isWithin(path, communityOf(reader.path));
  return reach === 'anywhere';
}

/** Whether whoever places it would answer his own matter on the spot: an order that is not there yet has no resident to judge by. */
export const settlesOwn = (input: Asked): boolean => input['settle'] !== undefined && isOwnMatter(input);

type Asked = Readonly<Record<string, unknown>>;

/** A card's order lies in the area that the reader supervises; of one that is not there the fact is null. */
const isSupervised = (reader: Reader, fact: unknown): boolean => {
  const place = (fact as { readonly order: Place } | null)?.order;
  return place !== undefined && supervisesAt(reader, place);
};

/** The community that a unit lies in: county, street, community are the first three labels. A unit above one stands for itself. */
const communityOf = (path: string): string => path.split('.').slice(0, 3).join('.');

const reaches: Record<Exclude<Reach, 'anywhere' | 'nearby' | 'supervised'>, (reader: Reader, order: StoredOrder) => boolean> = {
  visible: () => true,
  own: (reader, order) => isResident(reader, order) || isPlacer(reader, order),
  'own-or-dispatch': (reader, order) =>
    isResident(reader, order) || isPlacer(reader, order) || matches(sights.dispatch(reader), order),
  held: isHolder,
  'held-or-silent': (reader, order) =>
    isHolder(reader, order) || (order.face.labels.includes(SILENT) && matches(sights['dispatch-above'](reader), order)),
  party: isParty,
  side: isSide,
  dispatch: (reader, order) => matches(sights.dispatch(reader), order),
  'dispatch-above': (reader, order) => matches(sights['dispatch-above'](reader), order),
  discipline: (reader, order) => matches(sights.discipline(reader), order),
};

const mayAct = (reader: Reader, reach: Reach | undefined, order: StoredOrder): boolean =>
  reach !== undefined && Object.hasOwn(reaches, reach) && reaches[reach as keyof typeof reaches](reader, order);
