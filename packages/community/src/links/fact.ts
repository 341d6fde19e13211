// The fact `born-of`: the order that a mediation, a visit's order or a topic came from. One of another street, or that whoever
// names it does not see, is as one that is not there, so that an id tells nothing and reaches nothing.
import { isWithin, type Actor, type StoredOrder } from '@six-order/engine';
import type { FactAnswer } from '@six-order/engine/runtime';
import { z } from 'zod';
import { maySee } from '../authority/authority.ts';
import type { Directory } from '../directory.ts';
import { breaking } from '../fact-answer.ts';
import { streetOf } from '../units/unit.ts';
import { linkRules } from './rules.ts';

/** Who names an order. */
export const Naming = z.object({
  person: z.string().nullable(),
  post: z.string().nullable(),
  role: z.string(),
  tenant: z.string(),
  path: z.string(),
});

/** Whether this actor may name the order at `path`: one of the same street that it sees; of what follows by itself, any of the street. */
export const mayName = (
  directory: Pick<Directory, 'holdsOf'>,
  order: StoredOrder | null,
  by: Actor,
  path: string,
): order is StoredOrder =>
  order !== null &&
  order.tenant === by.tenant &&
  isWithin(order.face.path, streetOf(path)) &&
  (by.role === 'system' || maySee({ ...by, holds: directory.holdsOf(by) }, order));

export const BornOfAsk = z.object({
  kind: z.literal('born-of'),
  of: z.string(),
  /** Absent: whoever visits notes what came of it, whether or not it is his to see. */
  by: Naming.optional(),
  /** Id or code of where it is said to belong. */
  unit: z.string(),
  field: z.string().optional(),
});

const broken = breaking(linkRules);

const system = (tenant: string): Actor => ({ person: null, post: null, role: 'system', tenant, path: '' });

export const bornOfFact =
  (directory: Directory, orderOf?: (order: string) => Promise<StoredOrder | null>) =>
  async ({ of: id, by, unit: ref, field }: z.infer<typeof BornOfAsk>, _at: number, tenant: string): Promise<FactAnswer> => {
    const unit = directory.findUnit(tenant, ref);
    const order = (await orderOf?.(id)) ?? null;
    if (unit && mayName(directory, order, by ?? system(tenant), unit.path)) return { value: id };
    return broken(field, 'same-street-link');
  };
