// Canonical JSON: keys sorted by code unit, no spaces, undefined members left out. The same value is the same bytes everywhere.
import type { Json } from './order.ts';

/** Throws RangeError for what JSON cannot hold: NaN, infinities, functions, bigints, objects that are not plain (dates, maps). */
export function canonicalJson(value: Json | undefined): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(checked(value));
  // Most of what is written was read from canonical JSON, or made in its order: the built-in writer gives its text at once.
  if (inOrder(value)) return JSON.stringify(value);
  return Array.isArray(value) ? list(value) : object(plain(value as { readonly [key: string]: Json }));
}

/** JSON whose keys stand sorted already, all the way down. Whole numbers as keys come first in an object: out of order or alone. */
function inOrder(value: Json | undefined): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) if (!inOrder(value[i])) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const members = value as { readonly [key: string]: Json | undefined };
  let last = '';
  for (const key in members) {
    if (key < last) return false;
    last = key;
    const member = members[key];
    if (member !== undefined && typeof member !== 'string' && !inOrder(member)) return false;
  }
  return true;
}

// Pieces are joined as they come: half the time of sorting a copy for the built-in writer.

function list(items: readonly (Json | undefined)[]): string {
  let text = '';
  for (let i = 0; i < items.length; i += 1) text += `${i === 0 ? '' : ','}${canonicalJson(items[i] ?? null)}`;
  return `[${text}]`;
}

function object(members: { readonly [key: string]: Json | undefined }): string {
  let text = '';
  for (const key of sortKeys(Object.keys(members))) {
    const value = members[key];
    if (value === undefined) continue;
    const member = keyText(key) + (typeof value === 'string' ? quoted(value) : canonicalJson(value));
    text += text === '' ? member : `,${member}`;
  }
  return `{${text}}`;
}

/** Objects of more members are sorted by the built-in sort, which allocates several lists. */
const FEW = 16;

/** Sorts the list that it is given. */
export function sortKeys(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let n = 1; n < keys.length; n += 1) {
    const key = keys[n] as string;
    let place = n;
    for (; place > 0 && (keys[place - 1] as string) > key; place -= 1) keys[place] = keys[place - 1] as string;
    keys[place] = key;
  }
  return keys;
}

/** `"key":`. Keys come from workflows' code, but for those of a caller's input: so many are remembered and no more. */
const keyTexts = new Map<string, string>();
const MAX_KEYS = 2_000;

export function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < MAX_KEYS) keyTexts.set(key, text);
  return text;
}

/** No quotation mark, backslash, control character or surrogate: nothing that JSON would escape. */
const PLAIN = /^[ !#-[\]-\uD7FF\uE000-\uFFFF]*$/;

const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

function checked(value: number | boolean | null | undefined): number | boolean | null {
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
