// A snapshot as canonical JSON, member by member of its context: what a command left as it was need not be written again.
import { canonicalJson, keyText } from './canonical-json.ts';
import type { Json, Snapshot } from './order.ts';

/** What was written of a context: its keys in order, and for each the value (never changed, by I4) and its text. */
export interface WrittenContext {
  readonly keys: readonly string[];
  readonly values: readonly (Json | undefined)[];
  readonly texts: readonly string[];
}

/** `last`: what was written of the order's context before this command. */
export function writeSnapshot(
  { context, value }: Snapshot,
  last: WrittenContext | null,
): { readonly text: string; readonly written: WrittenContext } {
  const keys = last && hasKeys(context, last.keys) ? last.keys : Object.keys(context).sort();
  const values: (Json | undefined)[] = [];
  const texts: string[] = [];
  let members = '';
  for (const [n, key] of keys.entries()) {
    const member = context[key];
    const known = last !== null && keys === last.keys && last.values[n] === member;
    const text = known ? (last.texts[n] as string) : member === undefined ? '' : keyText(key) + canonicalJson(member);
    values.push(member);
    texts.push(text);
    if (text !== '') members = members === '' ? text : `${members},${text}`;
  }
  return { text: `{"context":{${members}},"value":${canonicalJson(value)}}`, written: { keys, values, texts } };
}

export const snapshotText = (snapshot: Snapshot): string => writeSnapshot(snapshot, null).text;

function hasKeys(context: Snapshot['context'], keys: readonly string[]): boolean {
  let count = 0;
  for (const key in context) {
    // Mostly the same keys in the same order: one look each.
    if (key !== keys[count] && !keys.includes(key)) return false;
    count += 1;
  }
  return count === keys.length;
}
