// The rules that a command must meet, by name: one place for what the chart checks and for what a refusal says.
//
// Owns: how a transition names its rules (`when`), the guards made of those names, the shape of a rule.
// Not ours: the rules themselves (rules.ts), who may send what at all (community/authority).
import type { Args, Part } from './event.ts';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface Rule {
  /** Where it is written, such as `domain research 2.6`. */
  readonly source: string;
  /** Asked without input, it says whether some input would do. */
  readonly holds: (args: Args) => boolean;
  /** Why it does not hold, in a sentence of each language. */
  readonly says: (args: Args) => Text;
}

const AND = ' & ';

/** The guard of a transition that is taken only when all these rules hold. */
export const when = (...rules: readonly string[]): string => rules.join(AND);

export const rulesIn = (guard: string): readonly string[] => guard.split(AND);

type Guards = Record<string, (args: Args) => boolean>;

/** The guards that a chart names, each made of its rules. Throws when a rule is not known. */
export function guardsOf(chart: Part, rules: Readonly<Record<string, Rule>>): Guards {
  const guards: Guards = {};
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) return part.forEach(visit);
    const { guard } = part as Part;
    if (typeof guard === 'string') guards[guard] ??= guardOf(guard);
    Object.values(part).forEach(visit);
  };
  const guardOf = (guard: string) => {
    const checks = rulesIn(guard).map((name) => {
      const rule = rules[name];
      if (!rule) throw new Error(`the chart names the rule ${name}, which nobody made`);
      return rule.holds;
    });
    return (args: Args) => checks.every((holds) => holds(args));
  };
  visit(chart);
  return guards;
}
