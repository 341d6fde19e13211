// The scan of a text before it is published: every place that looks like personal data blocks it until a person clears it.
//
// Owns: what counts as a finding, and its name. Not ours: the patterns (../privacy/redaction), who clears it (the machine).
// S1: a finding is named by its place and kind, never by what stands there, so that the journal may keep it (I12).
// S2: what is torn apart by line breaks or invisible characters is found as if it stood together.
import { redaction } from '../privacy/redaction/redact.ts';

export interface Proposal {
  readonly title: string;
  readonly text: string;
  readonly after?: string;
}

export interface PublicFinding {
  /** `text:12-15:name`: field, from, to (UTF-16 units), kind. */
  readonly id: string;
  readonly field: keyof Proposal;
  readonly start: number;
  readonly end: number;
  /** A kind of the redaction, or `own`: something that the order itself holds as personal. */
  readonly kind: string;
}

const fields = ['title', 'text', 'after'] as const;

/** `names`: of the people of the order. `own`: its telephone, address, room, as they were written. */
export function scan(
  proposal: Proposal,
  { names, own }: { readonly names: readonly string[]; readonly own: readonly string[] },
): readonly PublicFinding[] {
  return fields.flatMap((field) => {
    const text = proposal[field] ?? '';
    const whole = redaction(text, names).findings;
    const joined = join(text);
    const torn = joined.text === text ? [] : redaction(joined.text, names).findings.map((found) => backOf(joined, found));
    const exact = own.flatMap((value) => placesOf(joined, value).map((place) => ({ ...place, kind: 'own' })));
    const found: PublicFinding[] = [];
    for (const { start, end, kind } of [...whole, ...torn, ...exact]) {
      if (found.some((other) => start >= other.start && end <= other.end)) continue;
      found.push({ id: `${field}:${start}-${end}:${kind}`, field, start, end, kind });
    }
    return found.toSorted((a, b) => a.start - b.start);
  });
}

interface Joined {
  readonly text: string;
  /** Where each character of it stands in the original. */
  readonly at: readonly number[];
}

/** Line breaks, and what cannot be seen. */
const torn = /\s|\u00ad|[\u200b-\u200f]|[\u2028-\u202e]|[\u2060-\u2064]|[\ufe00-\ufe0e]|\ufe0f|\ufeff/;

function join(text: string): Joined {
  const at: number[] = [];
  let joined = '';
  for (let index = 0; index < text.length; index += 1) {
    if (torn.test(text[index] as string)) continue;
    joined += text[index];
    at.push(index);
  }
  return { text: joined, at };
}

const backOf = ({ at }: Joined, { start, end, kind }: { start: number; end: number; kind: string }) => ({
  start: at[start] ?? 0,
  end: (at[end - 1] ?? 0) + 1,
  kind,
});

/** Shorter ones are words that anybody may use. */
const SHORTEST = 3;

function placesOf(joined: Joined, value: string): { readonly start: number; readonly end: number }[] {
  const wanted = join(value).text;
  if (wanted.length < SHORTEST) return [];
  const places = [];
  for (let from = joined.text.indexOf(wanted); from >= 0; from = joined.text.indexOf(wanted, from + 1)) {
    const { start, end } = backOf(joined, { start: from, end: from + wanted.length, kind: 'own' });
    places.push({ start, end });
  }
  return places;
}
