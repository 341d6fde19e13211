// The face of a six-order order: what desks search and sort by. No free text, no names (I12).
import type { Face, Snapshot } from '@six-order/engine';
import { isStopped } from '../shown-clock.ts';
import type { Assistant, Context, OrderClock } from './v2/context.ts';

export interface State {
  /** Region states as people read them: the outermost name. */
  readonly handling: string;
  readonly supervision: string;
  readonly publication: string;
}

const outermost = (value: unknown): string => (typeof value === 'string' ? value : (Object.keys(value as object)[0] ?? ''));

export function stateOf(snapshot: Snapshot): State {
  const value = snapshot.value as Record<string, unknown>;
  return {
    handling: outermost(value.handling),
    supervision: outermost(value.supervision),
    publication: outermost(value.publication),
  };
}

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

const proactive = new Set(['patrol', 'visit', 'meeting']);

/** What is rare: absent from most orders. */
function rareLabels(context: Context, handling: string): string[] {
  const { request, source, settled, objection, unconfirmed, sampled, children } = context;
  const label = stateLabels[handling];
  return [
    ...(label ? [label] : []),
    ...(request ? [`request:${request.kind}`] : []),
    ...(source && proactive.has(source) ? ['proactive'] : []),
    ...(settled ? ['settled'] : []),
    ...(objection?.raisedAt !== undefined && objection.upheld === undefined && handling !== 'objecting' ? ['objection'] : []),
    ...(unconfirmed ? ['unconfirmed'] : []),
    ...(sampled ? ['callback-sample'] : []),
    ...(context.level !== undefined ? ['raised'] : []),
    ...(children && children.length > 0 ? ['parent'] : []),
  ];
}

const isAtWork = ({ takenAt, doneAt }: Assistant): boolean => takenAt !== undefined && doneAt === undefined;

/** Those who help now. */
const helpingOf = ({ assistants = [] }: Context): readonly string[] => assistants.filter(isAtWork).map(({ id }) => id);

/** Those who are asked to help or to take it over, and those who have helped: they read no more than whom it is offered to. */
const askedOf = ({ assistants = [], transfer }: Context): readonly string[] => [
  ...assistants.filter((part) => !isAtWork(part)).map(({ id }) => id),
  ...(transfer ? [transfer.to.id] : []),
];

/** The whole clock, or a rework's, is past its limit: the rungs are the machine's, so a state says it, never the time of day. */
function isOverdue(snapshot: Snapshot): boolean {
  const { whole, handling } = snapshot.value as { whole: unknown; handling: unknown };
  const rung = (value: unknown, state: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[state] : undefined;
  return [rung(whole, 'on'), rung(handling, 'reworking')].some((at) => at === 'due' || at === 'over');
}

export function face(snapshot: Snapshot): Face {
  const context = contextOf(snapshot);
  const { handling, supervision, publication } = stateOf(snapshot);
  const due = Object.values(context.clocks)
    .filter(isRunning)
    .map((clock) => clock.dueAt);
  const settled = publication === 'published' || publication === 'skipped' || publication === 'retracted';
  const labels = [
    `cat:${context.category}`,
    `u:${context.urgency}`,
    `publication:${publication}`,
    ...rareLabels(context, handling),
  ];
  const [asked, helping] = [askedOf(context), helpingOf(context)];
  if (context.sealed) labels.push('sealed');
  if (context.closedAt === null && isOverdue(snapshot)) labels.push('overdue');
  if (supervision !== 'clear') labels.push(`card:${supervision}`);
  if (handling === 'admitted' && context.returns > 0) labels.push('returned');
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
    stage: stages[handling] ?? handling,
    labels: labels.sort(),
    people: [...new Set(people)].sort(),
    number: context.number,
    dueAt: due.length === 0 ? null : Math.min(...due),
    openedAt: context.openedAt,
    // Out of the way once nobody has anything left to do, the publisher included.
    closedAt: context.closedAt !== null && settled ? context.closedAt : null,
    data: {
      category: context.category,
      urgency: context.urgency,
      unit: context.unit.id,
      resident: context.resident,
      openedBy: context.openedBy,
      holder: context.holder === null ? null : { ...context.holder },
      handler: context.handler,
      ...(asked.length > 0 && { asked }),
      ...(helping.length > 0 && { helping }),
      card: supervision === 'clear' ? null : supervision,
      endedAt: context.closedAt,
    },
  };
}
