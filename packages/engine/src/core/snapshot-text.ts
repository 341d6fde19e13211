// A snapshot as canonical JSON, member by member of its context: what a command left as it was need not be written again.
import { canonicalJson, keyText } from './canonical-json.ts';
import type { Json, Snapshot } from './order.ts';

/** What was written of an object: its keys in order, and for each the value (never changed, by I4) and its text. */
export interface Written {
  readonly keys: readonly string[];
  readonly values: readonly (Json | undefined)[];
  readonly texts: readonly string[];
  /** The same of those members that are objects themselves. */
  readonly inner: readonly (Written | null)[];
}

type Members = { readonly [key: string]: Json | undefined };

/** The context, and the objects that are its members: of an order's clocks a command moves one or two. */
const LEVELS = 2;

/** `last`: what was written of the order’s context before this command. */
export function writeSnapshot(
  { context, value }: Snapshot,
  last: Written | null,
): { readonly text: string; readonly written: Written } {
  const { text, written } = write(context, last, LEVELS);
  return { text: `{"context":${text},"value":${canonicalJson(value)}}`, written };
}

export const snapshotText = (snapshot: Snapshot): string => writeSnapshot(snapshot, null).text;

function write(object: Members, last: Written | null, levels: number): { readonly text: string; readonly written: Written } {
  const same = last !== null && hasKeys(object, last.keys);
  const keys = same ? last.keys : Object.keys(object).sort();
  const values: (Json | undefined)[] = [];
  const texts: string[] = [];
  const inner: (Written | null)[] = [];
  let members = '';
  for (let n = 0; n < keys.length; n += 1) {
    const key = keys[n] as string;
    const member = object[key];
    const before = same ? n : last ? last.keys.indexOf(key) : -1;
    let text = '';
    let within: Written | null = null;
    if (last && before >= 0 && last.values[before] === member) {
      text = last.texts[before] as string;
      within = last.inner[before] as Written | null;
    } else if (levels > 1 && isObject(member)) {
      const made = write(member, last?.inner[before] ?? null, levels - 1);
      text = keyText(key) + made.text;
      within = made.written;
    } else if (member !== undefined) text = keyText(key) + canonicalJson(member);
    values.push(member);
    texts.push(text);
    inner.push(within);
    if (text !== '') members += members === '' ? text : `,${text}`;
  }
  return { text: `{${members}}`, written: { keys, values, texts, inner } };
}

/** A plain one: of another `canonicalJson` says that it is no JSON. */
const isObject = (value: Json | undefined): value is Members & Json =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function hasKeys(object: Members, keys: readonly string[]): boolean {
  let count = 0;
  for (const key in object) {
    // Mostly the same keys in the same order: one look each.
    if (key !== keys[count] && !keys.includes(key)) return false;
    count += 1;
  }
  return count === keys.length;
}
