// The fact `born-of`: the order that a mediation, a visit's order or a topic came from. One of another street is as one that is
// not there, so that an id tells nothing.
import { isWithin, type Issue, type Json, type StoredOrder } from '@six-order/engine';
import { z } from 'zod';
import type { Directory } from '../directory.ts';
import { refusalOf } from '../rules/rule.ts';
import { streetOf } from '../units/unit.ts';
import { linkRules } from './rules.ts';

export const BornOfAsk = z.object({
  kind: z.literal('born-of'),
  of: z.string(),
  /** Id or code of where it is said to belong. */
  unit: z.string(),
  field: z.string().optional(),
});

type Answer = { readonly value: Json } | { readonly issues: readonly Issue[] };

export const bornOfFact =
  (directory: Directory, orderOf?: (order: string) => Promise<StoredOrder | null>) =>
  async ({ of: id, unit: ref, field }: z.infer<typeof BornOfAsk>, _at: number, tenant: string): Promise<Answer> => {
    const unit = directory.findUnit(tenant, ref);
    const order = (await orderOf?.(id)) ?? null;
    if (unit && order?.tenant === tenant && isWithin(order.face.path, streetOf(unit.path))) return { value: id };
    return { issues: [{ path: field?.split('.') ?? [], message: refusalOf('same-street-link', linkRules['same-street-link']) }] };
  };
