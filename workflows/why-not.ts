// Why an order of a chart that is made of rules does not take a command now: the rule that stands against it, with its source.
//
// Owns: the answer for mediation, warnings, visits, tasks, deliberation. Not ours: the rules (each chart's), six-order's own
// (six-order/why-not.ts), who may send what at all (community/authority).
// Keeps: W1: it is read from the chart itself, so that a refusal never says anything but what was checked.
import { refusalOf, type Refused, type Words } from '@six-order/community/rules/rule';
import type { Snapshot, Workflow } from '@six-order/engine';
import type { Args, ChartRule, Event } from './chart.ts';
import { rulesIn } from './six-order/v2/rule.ts';

export interface Asked {
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly actor: Event['actor'];
  /** Epoch ms. */
  readonly at: number;
}

/** A sentence in each language; null when nothing is known to stand against it, or there is no order yet. */
export function refusalBy<C>(workflow: Workflow, rules: Readonly<Record<string, ChartRule<C>>>) {
  return (snapshot: Snapshot | null, { type, input, actor, at }: Asked): Refused | null => {
    if (snapshot === null) return null;
    const state = workflow.machine.resolveState({ value: snapshot.value as never, context: snapshot.context as never });
    const nodes = state._nodes as readonly {
      readonly transitions: ReadonlyMap<string, readonly { readonly guard?: unknown }[]>;
    }[];
    const ways = nodes.flatMap((node) => node.transitions.get(type) ?? []);
    const args: Args<C> = { context: snapshot.context as unknown as C, event: { type, at, actor, input, facts: {} } };
    if (ways.length === 0) return notNow(workflow, snapshot, type);
    const against = ways.map(({ guard }) => (typeof guard === 'string' ? broken(rules, guard, args) : []));
    // The way with the least against it is the one that was meant.
    const [first] = against.toSorted((a, b) => a.length - b.length)[0] ?? [];
    if (!first) return null;
    return refusalOf(...first);
  };
}

const broken = <C>(rules: Readonly<Record<string, ChartRule<C>>>, guard: string, args: Args<C>) =>
  rulesIn(guard).flatMap((name) => {
    const rule = rules[name];
    return rule && !rule.holds(args) ? [[name, rule] as const] : [];
  });

function notNow({ commands, face }: Workflow, snapshot: Snapshot, type: string): Words {
  const { zh, en } = commands[type]?.title ?? { zh: type, en: type };
  const { closedAt, stage } = face(snapshot);
  return closedAt !== null
    ? { zh: `此单已经结束，不能${zh}`, en: `the order has ended: ${en} is not possible` }
    : { zh: `此单现在不能${zh}`, en: `${en} is not possible while the order is ${stage}` };
}
