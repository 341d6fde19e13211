// Canonical JSON: keys sorted by code unit, no spaces, undefined members left out. The same value is the same bytes everywhere.
import type { Json } from './order.ts';

/** Throws RangeError for what JSON cannot hold: NaN, infinities, functions, bigints. */
export function canonicalJson(value: Json | undefined): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`${value} is no JSON number`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(item).join(',')}]` : object(value as { readonly [key: string]: Json });
    default:
      throw new RangeError(`a ${typeof value} is no JSON value`);
  }
}

const item = (value: Json | undefined): string => (value === undefined ? 'null' : canonicalJson(value));

function object(value: { readonly [key: string]: Json }): string {
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    if (text.length > 1) text += ',';
    text += `${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}
