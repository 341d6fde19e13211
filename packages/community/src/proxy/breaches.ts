// Who may place an order for whom, and what has to be known then.
//
// Owns: the judgement. Not ours: who may place at all (../authority), what the order does with it (the workflow).
// P1: relatives place from wherever they are, for those who named them; everybody else for those whom the post answers for.
// P2: a resident who named somebody has said so for good, until he takes it back: no order of his is confirmed once more.
import { isWithin } from '@six-order/engine';
import { z } from 'zod';
import type { Role } from '../people/role.ts';
import type { ProxyRule } from './rules.ts';
import { isWrittenDown } from './written-down.ts';

/** 当面, 电话, 书面, 语音. */
export const ConsentHow = z.enum(['in-person', 'phone', 'written', 'voice']);
export type ConsentHow = z.infer<typeof ConsentHow>;

export interface ProxyAsk {
  readonly by: { readonly role: string; readonly path: string };
  /** Where the order lies. */
  readonly place: string;
  /** Where the resident lives: paths of the units; empty when nobody knows. */
  readonly homes: readonly string[];
  /** For a household-group head: what its group covers, besides what lies below it. */
  readonly covers: readonly string[];
  /** The resident named whoever places it as his relative. */
  readonly named: boolean;
  readonly consentHow: ConsentHow | undefined;
}

type Reach = (ask: ProxyAsk) => ProxyRule | null;

const within: (rule: ProxyRule) => Reach = (rule) => (ask) => (isWithin(ask.place, ask.by.path) ? null : rule);

/** Paid posts answer for an area, a household-group head for households, a relative for the family. */
const reaches: Partial<Record<Role, Reach>> = {
  relative: ({ named }) => (named ? null : 'proxy-relative'),
  'household-head': ({ by, homes, covers }) =>
    homes.some((home) => [by.path, ...covers].some((path) => isWithin(home, path))) ? null : 'proxy-households',
  'grid-worker': within('proxy-grid'),
  'opinion-aide': within('proxy-community'),
  window: within('proxy-community'),
  secretary: within('proxy-community'),
  community: within('proxy-community'),
};

/** The rules that stand against it, none when it may be. */
export function proxyBreaches(ask: ProxyAsk): readonly ProxyRule[] {
  const reach = Object.hasOwn(reaches, ask.by.role) ? reaches[ask.by.role as Role] : undefined;
  if (!reach) return ['proxy-role'];
  const broken = reach(ask);
  return [...(broken ? [broken] : []), ...(ask.consentHow === undefined && !isStanding(ask) ? ['proxy-consent' as const] : [])];
}

/** Whom the resident named has the consent already: in writing, for all orders until it is taken back. */
export const isStanding = ({ by, named }: Pick<ProxyAsk, 'by' | 'named'>): boolean => by.role === 'relative' && named;

/** Whether the resident, or a call, has yet to confirm: whoever was asked in person or wrote it did so already. */
export const needsConfirmation = (how: ConsentHow): boolean => how === 'phone' || how === 'voice';

/** How an evaluation counts that this person enters: the resident's own, written down for the resident, or not at all. */
export function evaluationOf(
  order: {
    readonly resident: string | null;
    readonly openedBy: string | null;
    readonly handler: string | null;
    readonly source?: string;
  },
  person: string | null,
): 'own' | 'transcribed' | null {
  if (person === null || person === order.handler) return null;
  if (person === order.resident) return isWrittenDown(order) ? 'transcribed' : 'own';
  return person === order.openedBy ? 'transcribed' : null;
}
