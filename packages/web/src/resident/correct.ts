// Putting right how one is reached: what a resident is asked for, of all that the command takes from an office too.
import type { Order } from '../shared/api/client.ts';
import { type Draft, type OwnWords, type Schema, settled } from '../shared/ui/json-schema.ts';
import { inLanguage } from '../shared/words.ts';

const words: OwnWords = inLanguage({ phone: { label: '联系电话' } }, { phone: { label: 'Telephone' } });

interface Asked {
  readonly of: 'contact';
  readonly schema: Schema;
  readonly start: Draft;
  readonly words: OwnWords;
}

/** Of a dispute it is the telephone, and the name only where that changes; of an order all of it, as far as its resident reads it. */
export function correctionAsked({ workflow, contact }: Pick<Order, 'workflow' | 'contact'>, input: Schema): Asked {
  const schema = settled(settled(input).properties?.['contact'] ?? {});
  if (workflow === 'mediation') {
    const { phone, ...rest } = schema.properties ?? {};
    const properties = { ...(phone && { phone }), ...rest };
    return { of: 'contact', schema: { ...schema, properties, required: ['phone'] }, start: {}, words };
  }
  const read = Object.entries(contact ?? {}).filter(([, value]) => typeof value === 'string' && !value.includes('*'));
  return { of: 'contact', schema, start: Object.fromEntries(read), words };
}
