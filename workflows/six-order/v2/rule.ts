// The rules that a command must meet, by name: one place for what the chart checks and for what a refusal says.
//
// Owns: how a transition names its rules (`when`), the guards made of those names, the shape of a rule.
// Not ours: the rules themselves (rules/), who may send what at all (community/authority).
import type { Rule as Written, Words } from '@six-order/community/rules/rule';
import type { Args, Part } from './event.ts';

export interface Rule extends Written {
  /** Asked without input, it says whether some input would do. */
  readonly holds: (args: Args) => boolean;
  /** What is known of this order, in place of the general words. */
  readonly detail?: (args: Args) => Words;
}

/** Rules, and what the chart asks of itself, which nobody is refused by. */
export type Checks = Readonly<Record<string, Pick<Rule, 'holds'>>>;

const AND = ' & ';

/** The guard of a transition that is taken only when all these rules hold. */
export const when = (...rules: readonly string[]): string => rules.join(AND);

export const rulesIn = (guard: string): readonly string[] => guard.split(AND);

/** The guards that a chart names, each made of its rules. Throws when a rule is not known. */
export function guardsOf<A = Args>(
  chart: Part,
  known: Readonly<Record<string, { readonly holds: (args: A) => boolean }>>,
): Record<string, (args: A) => boolean> {
  const guards: Record<string, (args: A) => boolean> = {};
  const guardOf = (guard: string) => {
    const checks = rulesIn(guard).map((name) => {
      const check = known[name];
      if (!check) throw new Error(`the chart names the rule ${name}, which nobody made`);
      return check.holds;
    });
    const [first] = checks;
    if (first && checks.length === 1) return first;
    return (args: A) => checks.every((holds) => holds(args));
  };
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) return part.forEach(visit);
    const { guard } = part as Part;
    if (typeof guard === 'string') guards[guard] ??= guardOf(guard);
    Object.values(part).forEach(visit);
  };
  visit(chart);
  return guards;
}
