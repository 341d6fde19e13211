// How far a clock may be moved. Source: domain research 2.4 (延期), 2.6 (挂起); the numbers are policies (../policies).
import type { Urgency } from '../catalogue/category.ts';
import type { ClockPolicyName } from '../policies/policies.ts';
import type { ClockName } from './clock-name.ts';
import { parseDuration, type Duration } from './duration.ts';
import type { Rules } from './clock.ts';

export interface ExtensionAllowance {
  readonly times: number;
  /** All extensions together stay within each of these, counted from where the clock would be due without them. */
  readonly most: readonly (Duration | 'its own limit')[];
}

/** Of a clock that began at `from` (epoch ms), by the numbers as they held then. Null: no extension at all. */
export function extensionAllowance(
  { policyAt }: Rules,
  { urgency, path, from }: { readonly urgency: Urgency; readonly path: string; readonly from: number },
): ExtensionAllowance | null {
  if (urgency === 'U0') return null;
  const told = (name: ClockPolicyName) => policyAt(name, path, from);
  return {
    times: Number(told(`extend/${urgency}`)),
    most: [...(urgency === 'U2' ? (['its own limit'] as const) : []), parseDuration(String(told(`extend-most/${urgency}`)))],
  };
}

/** Clocks of the work itself: the stages before it and the answers to supervisors are not extended. */
export const extendable: ReadonlySet<ClockName> = new Set(['whole', 'rework']);
