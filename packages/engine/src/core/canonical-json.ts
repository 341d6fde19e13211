// Canonical JSON: keys sorted by code unit, no spaces, undefined members left out. The same value is the same bytes everywhere.
import type { Json } from './order.ts';

/** Throws RangeError for what JSON cannot hold: NaN, infinities, functions, bigints, objects that are not plain (dates, maps). */
export function canonicalJson(value: Json | undefined): string {
  const ordered = inOrder(value);
  // The built-in writer is three times as fast, but puts keys that look like array indexes first.
  return ordered === undefined ? written(value) : JSON.stringify(ordered);
}

/**
 * The value with the keys of every object in order; itself where they are already, as they mostly are in what was read from
 * canonical JSON. Undefined when a key looks like an array index, or cannot be copied by assignment.
 */
function inOrder(value: Json | undefined): Json | undefined {
  if (typeof value !== 'object' || value === null) return checked(value);
  if (Array.isArray(value)) {
    let items: Json[] | undefined;
    for (let i = 0; i < value.length; i += 1) {
      const item = inOrder(value[i] ?? null);
      if (item === undefined) return undefined;
      if (item !== value[i]) (items ??= [...(value as readonly Json[])])[i] = item;
    }
    return items ?? value;
  }
  const object = plain(value as { readonly [key: string]: Json });
  let copy: Record<string, Json> | undefined;
  let last = '';
  for (const key in object) {
    if (startsWithDigit(key) || key === '__proto__') return undefined;
    if (key < last) return Object.hasOwn(object, '__proto__') ? undefined : inOrder(sorted(object));
    last = key;
    const member = object[key];
    if (member === undefined) continue;
    const ordered = inOrder(member);
    if (ordered === undefined) return undefined;
    if (ordered !== member) (copy ??= { ...object })[key] = ordered;
  }
  return copy ?? object;
}

const sorted = (object: { readonly [key: string]: Json }): { readonly [key: string]: Json } => {
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(object).sort()) copy[key] = object[key] as Json;
  return copy;
};

const startsWithDigit = (key: string): boolean => {
  const code = key.charCodeAt(0);
  return code >= 48 && code <= 57;
};

function checked(value: string | number | boolean | null | undefined): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is no JSON number`);
  if (value === undefined || typeof value === 'function' || typeof value === 'bigint' || typeof value === 'symbol') {
    throw new RangeError(`a ${typeof value} is no JSON value`);
  }
  return value;
}

function plain<T extends object>(object: T): T {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw new RangeError(`a ${object.constructor.name} is no JSON value`);
  return object;
}

/** The plain way, for any keys. */
function written(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(checked(value));
  if (Array.isArray(value)) return `[${value.map((item: Json | undefined) => written(item ?? null)).join(',')}]`;
  const object = plain(value as { readonly [key: string]: Json });
  const members = Object.keys(object)
    .sort()
    .filter((key) => object[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${written(object[key])}`);
  return `{${members.join(',')}}`;
}
