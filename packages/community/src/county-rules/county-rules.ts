// The rules that counties and streets decided for themselves, in memory: which of them holds where and when.
//
// Owns: precedence. Not ours: what a rule says and what stands where none is (its subject), rows (county-rule-store.ts).
// R1: the rule of the nearest unit above holds; of two for the same unit, the one that began last.
import { isWithin } from '@six-order/engine';
import { inForce } from '../people/post.ts';
import type { RuleKind, RuleValue } from './kinds.ts';

export interface CountyRule<K extends RuleKind = RuleKind> {
  readonly id: string;
  readonly tenant: string;
  readonly kind: K;
  readonly key: string;
  /** The unit (ltree path) from which down it holds. */
  readonly path: string;
  readonly value: RuleValue<K>;
  /** The paper that decided it. */
  readonly document: string;
  /** Epoch ms. */
  readonly validFrom: number;
  /** Epoch ms, exclusive; null without an end. */
  readonly validTo: number | null;
}

interface Where {
  readonly tenant: string;
  /** Of the order or unit that is asked about. */
  readonly path: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface CountyRules {
  /** The rule that holds (R1), or undefined where the default does. */
  find<K extends RuleKind>(kind: K, key: string, where: Where): CountyRule<K> | undefined;
  /** For each key of a kind the rule that holds there. */
  all<K extends RuleKind>(kind: K, where: Where): readonly CountyRule<K>[];
}

export function holdRules(rules: readonly CountyRule[]): CountyRules {
  const byKind = Map.groupBy(rules, ({ tenant, kind }) => `${tenant} ${kind}`);
  const standing = <K extends RuleKind>(kind: K, { tenant, path, at }: Where): readonly CountyRule<K>[] =>
    ((byKind.get(`${tenant} ${kind}`) ?? []) as unknown as readonly CountyRule<K>[]).filter(
      (rule) => isWithin(path, rule.path) && inForce(rule, at),
    );
  return {
    find: (kind, key, where) => strongest(standing(kind, where).filter((rule) => rule.key === key)),
    all: (kind, where) => {
      const byKey = Map.groupBy(standing(kind, where), ({ key }) => key);
      return [...byKey.values()].flatMap((rules) => strongest(rules) ?? []);
    },
  };
}

/** All paths lead to one unit, so the longer lies nearer to it. */
const strongest = <K extends RuleKind>(rules: readonly CountyRule<K>[]): CountyRule<K> | undefined =>
  rules.toSorted((a, b) => b.path.length - a.path.length || b.validFrom - a.validFrom)[0];

/** Every default holds. */
export const noCountyRules: CountyRules = holdRules([]);
