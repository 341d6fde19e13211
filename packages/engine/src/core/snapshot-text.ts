// A snapshot as canonical JSON, member by member of its context: what a command left as it was need not be written again.
import { canonicalJson, keyText, sortKeys } from './canonical-json.ts';
import type { Json, Snapshot } from './order.ts';

/** What was written of an object. Its values are never changed (I4). */
interface Members {
  /** Its keys as it has them, and sorted. */
  readonly own: readonly string[];
  readonly keys: readonly string[];
  /** The rest by the sorted keys. */
  readonly values: readonly (Json | undefined)[];
  /** How long a member's text is, its key included; 0: it has none. */
  readonly sizes: readonly number[];
  /** The same of those members that are objects themselves. */
  readonly inner: readonly (Members | null)[];
}

/** A context as it was last written. */
export interface Written {
  readonly text: string;
  readonly context: Members;
}

type Plain = { readonly [key: string]: Json | undefined };

const BEFORE_CONTEXT = '{"context":';

/** The context, and the objects that are its members: of an order's clocks a command moves one or two. */
const LEVELS = 2;

/** `last`: what was written of the order before this command. */
export function writeSnapshot({ context, value }: Snapshot, last: Written | null): Written {
  const made = write(context, last?.context ?? null, last?.text ?? '', BEFORE_CONTEXT.length, LEVELS);
  return { text: `${BEFORE_CONTEXT}${made.text},"value":${valueText(value)}}`, context: made.members };
}

/** The machine gives one value for each state, so a state's text is made once. */
const valueTexts = new WeakMap<object, string>();

function valueText(value: Json): string {
  if (typeof value !== 'object' || value === null) return canonicalJson(value);
  let text = valueTexts.get(value);
  if (text === undefined) valueTexts.set(value, (text = canonicalJson(value)));
  return text;
}

export const snapshotText = (snapshot: Snapshot): string => writeSnapshot(snapshot, null).text;

/**
 * `last`: what was written of the object before, `at` in `lastText`. Members that stand beside each other as they stood are
 * taken over in one piece.
 */
function write(
  object: Plain,
  last: Members | null,
  lastText: string,
  at: number,
  levels: number,
): { readonly text: string; readonly members: Members } {
  const own = Object.keys(object);
  const keys = last ? sortedAs(own, last) : sortKeys(own.slice());
  const same = keys === last?.keys;
  const values = same ? last.values.slice() : [];
  const sizes = same ? last.sizes.slice() : [];
  const inner = same ? last.inner.slice() : [];
  let text = '{';
  /** The next member of `last` and where its text begins; the piece that is being taken over. */
  let next = 0;
  let there = at + 1;
  let from = -1;
  let to = -1;
  const take = () => {
    if (from >= 0) text = joined(text, lastText.slice(from, to));
    from = -1;
  };
  const skip = () => {
    const size = last?.sizes[next++] ?? 0;
    if (size > 0) there += size + 1;
    return size;
  };
  for (let n = 0; n < keys.length; n += 1) {
    const key = keys[n] as string;
    const member = object[key];
    if (last && !same) {
      while (next < last.keys.length && (last.keys[next] as string) < key) {
        take();
        skip();
      }
    }
    const then = last && (same || last.keys[next] === key) ? next : -1;
    const begins = there;
    const had = then < 0 ? 0 : skip();
    if (last && had > 0 && last.values[then] === member) {
      if (from < 0) from = begins;
      to = begins + had;
      if (!same) {
        values.push(member);
        sizes.push(had);
        inner.push(last.inner[then] as Members | null);
      }
      continue;
    }
    take();
    let made = '';
    let within: Members | null = null;
    if (levels > 1 && isObject(member)) {
      const name = keyText(key);
      const whole = write(member, last?.inner[then] ?? null, lastText, begins + name.length, levels - 1);
      made = name + whole.text;
      within = whole.members;
    } else if (member !== undefined) made = keyText(key) + canonicalJson(member);
    values[n] = member;
    sizes[n] = made.length;
    inner[n] = within;
    if (made !== '') text = joined(text, made);
  }
  take();
  return { text: `${text}}`, members: { own, keys, values, sizes, inner } };
}

const joined = (text: string, piece: string): string => (text.length === 1 ? text + piece : `${text},${piece}`);

/** A plain one: of another `canonicalJson` says that it is no JSON. */
const isObject = (value: Json | undefined): value is Plain & Json =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Sorted keys. Mostly an object has those that it had, or those and a few behind them. */
function sortedAs(own: readonly string[], last: Members): readonly string[] {
  const had = last.own.length;
  if (own.length < had) return sortKeys(own.slice());
  for (let n = 0; n < had; n += 1) if (own[n] !== last.own[n]) return sortKeys(own.slice());
  if (own.length === had) return last.keys;
  const keys = last.keys.slice();
  for (let n = had; n < own.length; n += 1) {
    const key = own[n] as string;
    let place = keys.length;
    while (place > 0 && (keys[place - 1] as string) > key) place -= 1;
    keys.splice(place, 0, key);
  }
  return keys;
}
