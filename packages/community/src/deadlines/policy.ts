// The limits of an order's stages by urgency, as data. Source: domain research on comparable programmes, table 2.4
// (DB11/T 2021—2022 Beijing, 遵义12345, 夏阳街道 and others); the county's own scheme was never published.
//
// Not ours: a category's own limit (category-limit.ts), which limit prevails (clock.ts).
import { isWithin } from '@six-order/engine';
import type { Urgency } from '../catalogue/category.ts';
import { parseDuration, type Duration } from './duration.ts';

/** 受理, 派单, 接单, 首次联系, 办结 (from 受理), 评单 window, 重办. */
export const clockNames = ['intake', 'dispatch', 'accept', 'contact', 'whole', 'evaluate', 'rework'] as const;
export type ClockName = (typeof clockNames)[number];

export interface Policy {
  /** Named by every clock that it set; a changed limit is a new id. */
  readonly id: string;
  /** The subtree of the unit tree that it holds for; '' is everywhere. */
  readonly within: string;
  readonly limits: Readonly<Record<ClockName, Readonly<Record<Urgency, Duration>>>>;
}

const row = (...texts: readonly [u0: string, u1: string, u2: string, u3: string]): Record<Urgency, Duration> => ({
  U0: parseDuration(texts[0]),
  U1: parseDuration(texts[1]),
  U2: parseDuration(texts[2]),
  U3: parseDuration(texts[3]),
});

export const defaultPolicy: Policy = {
  id: 'default-2026-1',
  within: '',
  limits: {
    //            U0 特急    U1 紧急   U2 一般   U3 疑难
    intake: row('15 min', '1 h', '4 wh', '1 wd'),
    dispatch: row('30 min', '2 h', '24 h', '24 h'),
    accept: row('15 min', '1 h', '8 wh', '1 wd'),
    contact: row('30 min', '1 h', '24 h', '1 wd'),
    whole: row('24 h', '24 h', '5 wd', '15 wd'),
    evaluate: row('7 d', '7 d', '15 d', '15 d'),
    rework: row('24 h', '24 h', '3 wd', '5 wd'),
  },
};

/** The policy for a unit: of those whose subtree holds it, the deepest. Throws when none does. */
export function policyAt(path: string, policies: readonly Policy[] = [defaultPolicy]): Policy {
  const holding = policies.filter((policy) => isWithin(path, policy.within));
  const deepest = holding.toSorted((a, b) => b.within.length - a.within.length)[0];
  if (!deepest) throw new Error(`no deadline policy holds for ${path}`);
  return deepest;
}
