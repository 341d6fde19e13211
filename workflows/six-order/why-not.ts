// Why an order does not take a command now: the rule that stands against it, with its source, or whose turn it is.
//
// Owns: the answer. Not ours: the rules (v2/rules), who may send what at all (community/authority).
// Keeps: W1: it is read from the chart itself, so that a refusal never says anything but what was checked.
import { refusalOf, type Refused, type Words } from '@six-order/community/rules/rule';
import type { Snapshot } from '@six-order/engine';
import { turnWords } from '../turn-words.ts';
import { contextOf, stateOf } from './face.ts';
import { commands } from './v2/commands.ts';
import { emptyContext } from './v2/context.ts';
import type { Args, Event } from './v2/event.ts';
import { machine } from './v2/machine.ts';
import { rulesIn, type Rule } from './v2/rule.ts';
import { rules } from './v2/rules.ts';

export interface Asked {
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly actor: Event['actor'];
  /** Epoch ms. */
  readonly at: number;
  /** What is known of the order beside its snapshot, as the command would have been judged by it. */
  readonly facts?: Event['facts'];
}

/** Before the opening command. */
const unopened: Snapshot = {
  value: { handling: 'new', whole: 'off', aside: 'off', supervision: 'clear', publication: 'waiting' },
  context: emptyContext as never,
};

/** What every fact that is read now says, whatever the order. */
const now: Event['facts'] = { showing: { named: true } };

/**
 * A sentence in each language; null when nothing is known to stand against it, or the order is of another version. Without an
 * order: why none can be opened.
 */
export function whyNot(order: Snapshot | null, { type, input, actor, at, facts = now }: Asked): Refused | null {
  const snapshot = order ?? unopened;
  if (typeof snapshot.value !== 'object' || !('aside' in (snapshot.value as object))) return null;
  const state = machine.resolveState({ value: snapshot.value as never, context: snapshot.context as never });
  const ways = state._nodes.flatMap((node) => node.transitions.get(type) ?? []);
  const args: Args = { context: contextOf(snapshot), event: { type, at, actor, input, facts } };
  if (ways.length === 0) return notNow(snapshot, type, state._nodes);
  const against = ways.map(({ guard }) => (typeof guard === 'string' ? broken(guard, args) : []));
  // The way with the least against it is the one that was meant.
  const [rule] = against.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return rule ? said(...rule, args) : null;
}

const broken = (guard: string, args: Args): readonly (readonly [name: string, rule: Rule])[] =>
  rulesIn(guard).flatMap((name) => {
    const rule = rules[name];
    return rule && !rule.holds(args) ? [[name, rule] as const] : [];
  });

const said = (name: string, rule: Rule, args: Args): Refused =>
  refusalOf(name, { ...(rule.detail?.(args) ?? rule), source: rule.source });

/** States of the chart. */
type Nodes = readonly { readonly meta?: { readonly turn?: readonly string[] } }[];

/** Whose turn it is in these states; the outermost says it. */
const turnIn = (nodes: Nodes): Words | undefined =>
  (turnWords as Readonly<Record<string, Words>>)[nodes.flatMap(({ meta }) => meta?.turn ?? [])[0] ?? ''];

/** The state has no such command. */
function notNow(snapshot: Snapshot, type: string, nodes: Nodes): Words {
  const { zh, en } = Object.hasOwn(commands, type) ? commands[type as keyof typeof commands].title : { zh: type, en: type };
  const { closedAt, emergency } = contextOf(snapshot);
  if (closedAt !== null) return { zh: `此单已经结束，不能${zh}`, en: `the order has ended: ${en} is not possible` };
  if (emergency?.from !== undefined) {
    const next = turnIn([machine.getStateNodeById(`six-order.handling.${emergency.from}`)]);
    return {
      zh: `应急响应期间此单暂缓，现在不能${zh}；应急结束后接着办${next ? `，轮到${next.zh}处理` : ''}`,
      en: `the order stands still for an emergency, and ${en} is not possible until it goes on${next ? `; then it is the turn of ${next.en}` : ''}`,
    };
  }
  const turn = turnIn(nodes);
  const { handling } = stateOf(snapshot);
  return {
    zh: `此单现在不能${zh}${turn ? `，轮到${turn.zh}处理` : ''}`,
    en: `${en} is not possible while the order is ${handling}${turn ? `; it is the turn of ${turn.en}` : ''}`,
  };
}
