import type { Unit } from '@six-order/community/units/unit';
import type { Actor } from '@six-order/engine';
import type { Api } from './api.ts';
import { Refusal } from './refusal.ts';

/** The unit that a query names by id or code; refuses as invalid what is no standing unit of the actor's county. */
export function unitOf({ directory }: Pick<Api, 'directory'>, actor: Actor, ref: string): Unit {
  const unit = directory.findUnit(actor.tenant, ref);
  if (!unit)
    throw new Refusal('invalid', {
      errors: [{ path: 'unit', message: '本县没有这个 id 或编码的单元 / no unit of this county has this id or code' }],
    });
  return unit;
}
