// What is done in the demo's past: by whom, when, and with which input. Pure but for who stands in a post.
//
// L0: orders come first in the list of what is lived, other matters behind them.
import { personas } from '@six-order/community/demo/personas';
import { demoTenant } from '@six-order/community/demo/seed';
import type { Directory } from '@six-order/community/directory';
import type { Actor, OrderId } from '@six-order/engine';
import { type Affair, affairs } from './affairs.ts';
import { communities, streetPublisher, type Community } from './neighbours.ts';
import { instantsOf, plan, type Planned } from './plan.ts';

/** Ids of what has come about, by index; null: not yet, or not at all. */
type Ids = readonly (OrderId | null)[];

export interface Act {
  /** Index in `plan`; behind it that in `affairs`. */
  readonly order: number;
  /** Its place among the steps of that order. */
  readonly step: number;
  readonly workflow: string;
  /** The n-th task into which it was divided has it. */
  readonly part?: number | undefined;
  readonly at: number;
  readonly type: string;
  readonly actor: Actor;
  readonly input: (ids: Ids) => Readonly<Record<string, unknown>>;
}

type Posts = Pick<Directory, 'actorOf' | 'unitByCode'>;

/** In the order of their instants; those of one order in theirs. `now`: epoch ms, as all instants. */
export const actsUntil = (directory: Posts, now: number): readonly Act[] =>
  [
    ...plan.flatMap((planned, order) => actsOfOrder(directory, planned, order, now)),
    ...affairs.flatMap((affair, n) => actsOfAffair(directory, affair, plan.length + n, now)),
  ]
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at);

function actsOfOrder(directory: Posts, planned: Planned, order: number, now: number): readonly Act[] {
  const here = communities[planned.community] as Community;
  const inTurn = <T>(all: readonly T[], turn: number): T => all[turn % all.length]!;
  const resident = inTurn(here.residents, order);
  const member = inTurn(here.members, order);
  const posts = {
    resident,
    neighbour: inTurn(here.residents, order + 1),
    member,
    secretary: here.secretary,
    publisher: streetPublisher,
    street: personas.street,
    window: personas.window,
  } as const;
  const earlier = earlierOf(order);
  return instantsOf(planned, now).map(({ step: { by, type, input }, at }, step): Act => ({
    order,
    step,
    workflow: 'six-order',
    at,
    type,
    actor: actorIn(directory, posts[by].post),
    input: (ids) =>
      input?.({
        matter: planned.matter,
        unit: here.code,
        contact: { name: resident.name, phone: `138000${String(10_000 + order)}` },
        member: member.person,
        earlier: earlier === undefined ? undefined : (ids[earlier] ?? undefined),
        inDays: daysFrom(at),
      }) ?? {},
  }));
}

const actsOfAffair = (directory: Posts, affair: Affair, order: number, now: number): readonly Act[] =>
  instantsOf(affair, now).map(({ step: { by, type, part, input }, at }, step): Act => ({
    order,
    step,
    workflow: affair.workflow,
    part,
    at,
    type,
    actor: actorIn(directory, personas[by].post),
    input: () => input?.({ inDays: daysFrom(at), unitId: (code) => directory.unitByCode(demoTenant, code)?.id ?? '' }) ?? {},
  }));

function actorIn(directory: Posts, post: string): Actor {
  const actor = directory.actorOf(post);
  if (!actor) throw new Error(`nobody stands in the post ${post} of the demo`);
  return actor;
}

const daysFrom =
  (at: number) =>
  (days: number): string =>
    new Date(at + days * 86_400_000).toISOString();

/** The last order before it of the same matter in the same community. */
function earlierOf(order: number): number | undefined {
  const { matter, community } = plan[order] as Planned;
  const before = plan.slice(0, order).findLastIndex((one) => one.matter === matter && one.community === community);
  return before < 0 ? undefined : before;
}
