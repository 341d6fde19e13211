// The face of a six-order order: what desks search and sort by. No free text, no names (I12).
import {
  askedBy,
  callFrom,
  callMark,
  CALLED_WITHIN_DAYS,
  decidedBy,
  dispatchedBy,
  emergencyLabel,
  exclusionBy,
  forCommunity,
  forCounty,
  forStreet,
  inHandOf,
  marks,
  placedBy,
  raisedTo,
} from '@six-order/community/desks/marks';
import { stagesInHand } from '@six-order/community/dispatching/in-hand';
import { msOf } from '@six-order/community/policies/policies';
import type { Face, Snapshot } from '@six-order/engine';
import { isStopped } from '../shown-clock.ts';
import { isProactive, type Assistant, type Context, type OrderClock } from './v2/context.ts';
import { isUndecided } from './v2/exclusion.ts';
import { isAbove, isTop } from './v2/rules/word.ts';

export interface State {
  /** Region states as people read them: the outermost name. */
  readonly handling: string;
  readonly supervision: string;
  readonly publication: string;
}

/** What is on the board is published as before, while whoever publishes may put another text in its place. */
const renewing = new Set(['outdated', 'redrafted']);

const outermost = (value: unknown): string => (typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? ''));

/** What stands still in an emergency is shown where it stood. */
const standsAt = (handling: string, snapshot: Snapshot): string =>
  handling === 'suspended' ? (contextOf(snapshot).emergency?.from ?? handling) : handling;

export function stateOf(snapshot: Snapshot): State {
  const value = snapshot.value as Record<string, unknown>;
  return {
    handling: standsAt(outermost(value.handling), snapshot),
    supervision: outermost(value.supervision),
    publication: isRenewing(snapshot) ? 'published' : outermost(value.publication),
  };
}

/** 待更新: what is on the board tells of a time before the order was done again. */
const isRenewing = ({ value }: Snapshot): boolean => renewing.has(outermost((value as Record<string, unknown>).publication));

export const contextOf = (snapshot: Snapshot): Context => snapshot.context as unknown as Context;

const isRunning = (clock: OrderClock | undefined): clock is OrderClock & { readonly finishedAt: null } =>
  clock !== undefined && clock.finishedAt === null && !isStopped(clock);

/** The stage by which desks, sights and fields know a state; each is its own when it is not here. */
const stages: Readonly<Record<string, string>> = {
  calling: 'draft',
  consulting: 'admitted',
  escalated: 'admitted',
  pooled: 'dispatched',
  claimed: 'dispatched',
  returning: 'dispatched',
  reworking: 'working',
  paused: 'working',
  shelved: 'working',
};

export const stageOf = (handling: string): string => stages[handling] ?? handling;

/** What a state says of itself beside its stage. */
const stateLabels: Readonly<Record<string, string>> = {
  calling: 'call-back',
  consulting: 'consulting',
  escalated: 'escalated',
  pooled: 'pool',
  paused: 'paused',
  shelved: 'shelved',
  objecting: 'objection',
};

/** What stands on a desk as long as its state does. */
const stateMarks: Readonly<Record<string, string>> = {
  calling: marks.calls,
  consulting: marks.consulting,
  escalated: marks.raised,
  shelved: marks.shelved,
};

/** What was decided in a community or above it, none below the street judges. */
const isStreets = (decidedAs: string): boolean => !isAbove('community', decidedAs);

/** Of what waits to be decided: whose it is, and who does not decide it himself. */
function waitingLabels({ request, objection, exclusion, dispatcher, dispatchedAs = 'secretary' }: Context): string[] {
  const labels: string[] = [];
  if (request) labels.push(marks.decide, ...(request.by === null ? [] : [askedBy(request.by)]));
  if (request?.kind === 'return') {
    if (isStreets(dispatchedAs)) labels.push(forStreet.return);
    if (isTop(dispatchedAs)) labels.push(forCounty.return);
    if (dispatcher !== null) labels.push(dispatchedBy(dispatcher));
  }
  if (request?.kind === 'extension' || request?.kind === 'pause') {
    if (isTop(dispatchedAs)) labels.push(forStreet.work);
    else if (isStreets(dispatchedAs)) labels.push(forCommunity.work);
  }
  if (objection?.raisedAt !== undefined && objection.upheld === undefined) {
    labels.push(marks.objections);
    if (isStreets(objection.decidedAs)) labels.push(forStreet.objection);
    if (isTop(objection.decidedAs)) labels.push(forCounty.objection);
    if (objection.decidedBy !== null) labels.push(decidedBy(objection.decidedBy));
  }
  if (exclusion && isUndecided(exclusion)) {
    labels.push(marks.exclusion);
    for (const person of [exclusion.by, exclusion.decidedBy]) if (person) labels.push(exclusionBy(person));
  }
  return labels;
}

const DAY_MS = 86_400_000;

/** What has to be asked within a day stands on the desk at once, the rest from the day on which it is to be asked. */
function calledFrom({ clocks: { callback, evaluate } }: Context): { readonly asked: number; readonly from: number } | null {
  if (callback) {
    const { startedAt, dueAt } = callback;
    return { asked: startedAt, from: dueAt - startedAt <= DAY_MS ? startedAt : dueAt };
  }
  // Of version 1.
  return evaluate ? { asked: evaluate.startedAt, from: evaluate.startedAt + 3 * DAY_MS } : null;
}

/**
 * 回访: of what nobody has evaluated yet, of an end without an answer, and of an evaluation that was written down and drawn, until
 * somebody called. Where nobody asked for anything, nobody is called.
 */
function callMarks(context: Context, handling: string): string[] {
  const { sampled, callbacks = [], closedAt, rounds, resident } = context;
  const called = (since: number): boolean => callbacks.some(({ at }) => at >= since);
  if (resident === null && rounds.length === 0) return [];
  if (handling === 'finished') {
    const waiting = calledFrom(context);
    return waiting === null || called(waiting.asked) ? [] : [callFrom(waiting.from)];
  }
  if (closedAt === null) return [];
  // The desk looks back over 30 days: what may be called about less long stands as if it had ended earlier.
  const stands = closedAt + msOf(context.policies, 'called-within') - CALLED_WITHIN_DAYS * DAY_MS;
  if (handling === 'unanswered') return called(closedAt) ? [] : [callMark('unanswered', stands)];
  const evaluated = handling === 'evaluated' && sampled === true && !called(rounds.at(-1)?.at ?? closedAt);
  return evaluated ? [callMark('sample', stands)] : [];
}

/** What is rare: absent from most orders. */
function rareLabels(context: Context, handling: string): string[] {
  const { request, source, settled, objection, unconfirmed, sampled, children, emergency } = context;
  const label = stateLabels[handling];
  const mark = stateMarks[handling];
  return [
    ...(label ? [label] : []),
    ...(mark ? [mark] : []),
    ...waitingLabels(context),
    ...callMarks(context, handling),
    ...(request ? [`request:${request.kind}`] : []),
    ...(isProactive(source) ? ['proactive'] : []),
    ...(context.resident === null ? ['no-resident'] : []),
    ...(settled ? ['settled'] : []),
    ...(objection?.raisedAt !== undefined && objection.upheld === undefined && handling !== 'objecting' ? ['objection'] : []),
    ...(unconfirmed ? ['unconfirmed'] : []),
    ...(sampled ? ['callback-sample'] : []),
    ...(emergency ? [emergencyLabel(emergency.id)] : []),
    ...(emergency?.from === undefined ? [] : ['suspended']),
    ...(context.level !== undefined ? ['raised', raisedTo(context.level)] : []),
    ...(context.level !== undefined && context.closedAt === null && handling !== 'escalated' ? [marks.raised] : []),
    ...(children && children.length > 0 ? ['parent'] : []),
  ];
}

const isAtWork = ({ takenAt, doneAt }: Assistant): boolean => takenAt !== undefined && doneAt === undefined;

const toPublish = new Set(['open', 'proposed']);
/** Publication is about these. */
const reported = new Set(['finished', 'evaluated', 'unanswered']);

/** Those who help now. */
const helpingOf = ({ assistants = [] }: Context): readonly string[] => assistants.filter(isAtWork).map(({ id }) => id);

/** Those who are asked to help or to take it over, and those who have helped: they read no more than whom it is offered to. */
const askedOf = ({ assistants = [], transfer }: Context): readonly string[] => [
  ...assistants.filter((part) => !isAtWork(part)).map(({ id }) => id),
  ...(transfer ? [transfer.to.id] : []),
];

/** Those who have it in hand: to accept, to help with, to take over, or to do. */
const inHandsOf = ({ holder, handler, pool, assistants = [], transfer }: Context): readonly string[] =>
  [
    holder?.id,
    handler,
    pool?.id,
    transfer?.to.id,
    ...assistants.filter(({ doneAt }) => doneAt === undefined).map(({ id }) => id),
  ].filter((id) => id !== null && id !== undefined);

/** Persons who led the work before, or took a part of it: with the handler they judge none of it. */
const workedOf = ({ formerHandlers = [], assistants = [] }: Context): readonly string[] => [
  ...new Set([...formerHandlers, ...assistants.flatMap(({ takenAt, by }) => (takenAt !== undefined && by ? [by] : []))]),
];

/** On which rungs of their ladders the whole clock and that of one of these states stand. */
function rungsOf(snapshot: Snapshot, states: readonly string[]): readonly unknown[] {
  const { whole, handling } = snapshot.value as { whole: unknown; handling: unknown };
  const rung = (value: unknown, state: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[state] : undefined;
  return [rung(whole, 'on'), ...states.map((state) => rung(handling, state))];
}

/** After the last reminder of a U0 order its ladder is silent, and as late as before. */
const late = new Set<unknown>(['due', 'over', 'silent']);

/**
 * The whole clock, or a rework's, is past its limit: the rungs are the machine's, so a state says it, never the time of day. What stands
 * still for an emergency stands on no rung: what was late when it began to, whose clock nobody stopped, is as late as then.
 */
function isOverdue(snapshot: Snapshot): boolean {
  const {
    clocks: { whole, rework },
    emergency,
  } = contextOf(snapshot);
  if (emergency?.from === undefined) return rungsOf(snapshot, ['reworking']).some((at) => late.has(at));
  return [whole, rework].some((clock) => isRunning(clock) && clock.dueAt <= emergency.at);
}

/**
 * By what its place on a desk is decided: of what is late as a whole since when it is, however late a step of it is besides; of all else
 * the deadline that comes first. When somebody is to call stands on the callback desk: what the order waits for is the resident's word.
 */
function dueAtOf({ clocks }: Context, overdue: boolean): number | null {
  let first: number | null = null;
  let whole: number | null = null;
  for (const [name, clock] of Object.entries(clocks)) {
    if (name === 'callback' || !isRunning(clock)) continue;
    first = Math.min(first ?? clock.dueAt, clock.dueAt);
    if (name === 'whole' || name === 'rework') whole = Math.min(whole ?? clock.dueAt, clock.dueAt);
  }
  return overdue ? (whole ?? first) : first;
}

/** Where somebody must act by a clock of the state's own; not where the resident is asked, or a pause ends. */
const staffsTurn = ['placed', 'admitted', 'consulting', 'escalated', 'dispatched', 'pooled', 'accepted', 'reworking'];

/** The whole clock or the stage's presses, or the stage's is missed. */
const isPressed = (snapshot: Snapshot): boolean => rungsOf(snapshot, staffsTurn).some((at) => at === 'pressing' || late.has(at));

/** Each once and in order. Of a handful: sorted as they come, at half the price of a set and a sort. */
function once(items: readonly string[]): string[] {
  const sorted: string[] = [];
  for (const item of items) {
    let place = sorted.length;
    while (place > 0 && (sorted[place - 1] as string) > item) place -= 1;
    if (sorted[place - 1] !== item) sorted.splice(place, 0, item);
  }
  return sorted;
}

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const { handling, supervision, publication } = stateOf(snapshot);
  const overdue = context.closedAt === null && isOverdue(snapshot);
  const renews = isRenewing(snapshot);
  const settled = !renews && (publication === 'published' || publication === 'skipped' || publication === 'retracted');
  const labels = [
    `cat:${context.category}`,
    `u:${context.urgency}`,
    `publication:${publication}`,
    ...rareLabels(context, handling),
  ];
  const [asked, helping, worked] = [askedOf(context), helpingOf(context), workedOf(context)];
  const stage = stageOf(handling);
  if (stagesInHand.includes(stage)) labels.push(...inHandsOf(context).map(inHandOf));
  if (context.sealed) labels.push('sealed');
  if (handling === 'placed' && (context.urgency === 'U0' || context.unmanned)) labels.push(marks.life);
  if (context.unconfirmed && context.closedAt === null) {
    labels.push(marks.unconfirmed, ...(context.openedBy === null ? [] : [placedBy(context.openedBy)]));
  }
  if (publication === 'hidden') labels.push(marks.hidden);
  if (renews || (toPublish.has(publication) && reported.has(handling))) labels.push(marks.publish);
  if (overdue) labels.push('overdue', marks.overdue);
  else if (context.closedAt === null && isPressed(snapshot)) labels.push(marks.atRisk);
  if (supervision !== 'clear') labels.push(`card:${supervision}`, marks.cards);
  if (handling === 'admitted' && context.returns > 0) labels.push('returned', marks.returned);
  if (context.rounds.length > (handling === 'evaluated' ? 1 : 0)) labels.push('rework');
  const people = [
    context.resident,
    context.openedBy,
    context.holder?.id,
    context.handler,
    context.pool?.id,
    ...asked,
    ...helping,
  ].filter((id) => id !== null && id !== undefined);
  return {
    path: context.unit.path,
    stage,
    labels: once(labels),
    people: once(people),
    number: context.number,
    dueAt: dueAtOf(context, overdue),
    openedAt: context.openedAt,
    // Out of the way once nobody has anything left to do, the publisher included.
    closedAt: context.closedAt !== null && settled ? context.closedAt : null,
    data: {
      category: context.category,
      urgency: context.urgency,
      source: context.source ?? 'resident',
      unit: context.unit.id,
      resident: context.resident,
      openedBy: context.openedBy,
      holder: context.holder === null ? null : { ...context.holder },
      handler: context.handler,
      ...(asked.length > 0 && { asked }),
      ...(helping.length > 0 && { helping }),
      ...(worked.length > 0 && { worked }),
      ...(context.reference && { reference: { system: context.reference.system, number: context.reference.number } }),
      card: supervision === 'clear' ? null : supervision,
      endedAt: context.closedAt,
      // Which publication the board may show (community/publication/item-store).
      ...(publication === 'published' && { publishedAt: context.publishedAt }),
    },
  };
}
