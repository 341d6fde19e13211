// Redaction at intake: a text without its persons' traces, and what was found where.
//
// Owns: the order of the patterns, how findings become the redacted copy, or one without numbers of persons alone.
// R1: redacting twice gives what redacting once gave. R2: nothing outside a finding changes. R3: time grows with the text.
// The copy is still personal data (I12): what is found by patterns is never all.
// Not ours: the kinds' patterns (numbers.ts, marks.ts, addresses.ts, names.ts), masks of single values (../mask.ts).
import { maskName } from '../mask.ts';
import { findAddresses } from './addresses.ts';
import type { Finding, FindingKind } from './finding.ts';
import { findAccounts, findEmails, findPlates } from './marks.ts';
import { findNames } from './names.ts';
import { findNumbers } from './numbers.ts';
import { digitOf, plainText } from './plain.ts';

export interface Redaction {
  readonly text: string;
  /** In the order of the text; they do not overlap. */
  readonly findings: readonly Finding[];
}

/**
 * The redacted text, for whoever works where it is of: places stay, doors do not (decision 0352). `own`: names that belong to the order
 * and are masked wherever they stand.
 */
export const redact = (text: string, own: readonly string[] = []): string => redacting(text, personsIn, own).text;

/** Whether there is anything in it that `redact` would hide. */
export const isPersonal = (text: string): boolean => personsIn(plainText(text)).length > 0;

/** Masks change what stands beside them: what only then looks like a finding is found in another round. */
const ROUNDS = 6;

/** Names, doors and plates stay; a number by which somebody is reached or known does not (decision 0342). */
export const redactNumbers = (text: string): string => redacting(text, numbersIn, []).text;

/** The same of an office's words: a landline stays, for an office is called at one (decision 0460). */
export const redactNumbersOfPersons = (text: string): string => redacting(text, numbersOfPersonsIn, []).text;

/** Of the people whom an order is about. */
export interface Known {
  readonly names: readonly string[];
  readonly phones: readonly string[];
}

/**
 * The same of where an office sends somebody: a mobile number there is one to call, unless a person is named beside it, one of `known`
 * or by the patterns, or it is a telephone of theirs (decision 0466).
 */
export const redactNumbersOfChannel = (text: string, known: Known): string => redacting(text, numbersBeyond(known), []).text;

/** All that is a trace, places among them: what is published must not lead to a home by these either. */
export const redaction = (text: string, own: readonly string[] = []): Redaction => redacting(text, tracesIn, own);

/** What a text holds, read as patterns read it (plain.ts); the surest kinds first. */
type Finder = (plain: string) => readonly Finding[];

const numbersIn: Finder = (plain) => [...findEmails(plain), ...findAccounts(plain), ...findNumbers(plain)];
const numbersOfPersonsIn: Finder = (plain) => numbersIn(plain).filter(({ kind }) => kind !== 'landline');
const numbersBeyond =
  ({ names, phones }: Known): Finder =>
  (plain) => {
    const isNamed = findOwn(plain, names.map(plainText)).length > 0 || findNames(plain).length > 0;
    return numbersOfPersonsIn(plain).filter(
      ({ kind, start, end }) =>
        kind !== 'phone' || isNamed || phones.some((phone) => isSameNumber(plain.slice(start, end), phone)),
    );
  };
const tracesIn: Finder = (plain) => [
  ...findEmails(plain),
  ...findAccounts(plain),
  ...findPlates(plain),
  ...findNumbers(plain),
  ...findAddresses(plain),
  ...findNames(plain),
];

const MOBILE_DIGITS = 11;
const digitsOf = (text: string): string => Array.from(plainText(text), digitOf).join('').slice(-MOBILE_DIGITS);
const isSameNumber = (a: string, b: string): boolean => digitsOf(a) === digitsOf(b);

const personsIn: Finder = (plain) => tracesIn(plain).filter(({ place }) => place === undefined);

function redacting(text: string, find: Finder, own: readonly string[]): Redaction {
  let pieces: readonly Piece[] = [{ start: 0, end: text.length, text, finding: null }];
  let redacted = text;
  let found = findAll(text, find, own);
  for (let round = 1; found.findings.length > 0 && round <= ROUNDS; round++) {
    pieces = apply(pieces, found.findings);
    const next = pieces.map((piece) => piece.text).join('');
    if (next === redacted) break;
    redacted = next;
    found = found.passedOver ? findAll(redacted, find, []) : findAgain(redacted, find, pieces);
  }
  return { text: redacted, findings: pieces.flatMap(({ finding }) => finding ?? []) };
}

/** No pattern looks beyond the end of its sentence. */
const sentenceEnd = /[。！？；!?;\n]/;

/** Another round over the sentences that hold a mask: in the others nothing changed. */
function findAgain(text: string, find: Finder, pieces: readonly Piece[]): Found {
  const found: Finding[] = [];
  let passedOver = false;
  let offset = 0;
  let done = 0;
  for (const piece of pieces) {
    const from = offset;
    offset += piece.text.length;
    if (!piece.finding || offset <= done) continue;
    let start = from;
    while (start > done && !sentenceEnd.test(text[start - 1] as string)) start--;
    let end = offset;
    while (end < text.length && !sentenceEnd.test(text[end] as string)) end++;
    done = end;
    const here = findAll(text.slice(start, end), find, []);
    passedOver ||= here.passedOver;
    for (const one of here.findings) found.push({ ...one, start: one.start + start, end: one.end + start });
  }
  return { findings: found, passedOver };
}

interface Found {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** One reached into another and was left out whole: what of it lies beside the other's mask is looked at again. */
  readonly passedOver: boolean;
}

/** Findings of one round, without overlaps: of two that overlap the surer kind stays. */
function findAll(text: string, find: Finder, own: readonly string[]): Found {
  const taken = new Uint8Array(text.length);
  const kept: Finding[] = [];
  let passedOver = false;
  for (const finding of [...findOwn(text, own), ...find(plainText(text))]) {
    const place = taken.subarray(finding.start, finding.end);
    if (place.includes(1)) {
      passedOver ||= place.includes(0);
      continue;
    }
    taken.fill(1, finding.start, finding.end);
    kept.push(finding);
  }
  return { findings: kept.sort((a, b) => a.start - b.start), passedOver };
}

function findOwn(text: string, own: readonly string[]): Finding[] {
  const found: Finding[] = [];
  for (const name of own) {
    if (Array.from(name).length < 2) continue;
    const mask = maskName(name);
    if (mask === name) continue;
    for (let start = text.indexOf(name); start !== -1; start = text.indexOf(name, start + name.length)) {
      found.push({ kind: 'name', start, end: start + name.length, mask });
    }
  }
  return found;
}

/** A stretch of the original text and what stands for it now: itself, or a mask. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly finding: Finding | null;
}

/**
 * Puts this round's findings, which count in the text as it stands now, into the pieces that it is made of. R1: a finding
 * that reaches into a mask takes the mask with it, as it would in a text that came with that mask.
 */
function apply(pieces: readonly Piece[], found: readonly Finding[]): Piece[] {
  const next: Piece[] = [];
  let offset = 0;
  let at = 0;
  /** How far the finding before `at` reaches, in the text as it stands now. */
  let reach = 0;
  for (const piece of pieces) {
    const from = offset;
    const to = from + piece.text.length;
    offset = to;
    if (piece.finding) {
      // A mask: joined to what reaches into it, and whole, whatever of it lies beside this round's findings.
      const begun = from < reach ? next.pop() : undefined;
      let { kind } = begun?.finding ?? piece.finding;
      let text = begun?.text ?? '';
      let done = Math.max(from, Math.min(reach, to));
      for (let one = found[at]; one && one.start < to; one = found[++at]) {
        text += piece.text.slice(done - from, one.start - from) + one.mask;
        kind = one.kind;
        reach = one.end;
        done = Math.min(reach, to);
      }
      text += piece.text.slice(done - from);
      next.push(masked(kind, begun?.start ?? piece.start, piece.end, text));
      continue;
    }
    let done = from;
    if (from < reach) {
      done = Math.min(reach, to);
      const begun = next.pop() as Piece;
      next.push(masked((begun.finding as Finding).kind, begun.start, piece.start + done - from, begun.text));
    }
    for (let one = found[at]; one && one.start < to; one = found[++at]) {
      if (one.start > done) next.push(stretch(piece, done - from, one.start - from));
      reach = one.end;
      done = Math.min(reach, to);
      next.push(masked(one.kind, piece.start + one.start - from, piece.start + done - from, one.mask));
    }
    if (done < to) next.push(stretch(piece, done - from, to - from));
  }
  return next;
}

const masked = (kind: FindingKind, start: number, end: number, mask: string): Piece => ({
  start,
  end,
  text: mask,
  finding: { kind, start, end, mask },
});

const stretch = (piece: Piece, from: number, to: number): Piece => ({
  start: piece.start + from,
  end: piece.start + to,
  text: piece.text.slice(from, to),
  finding: null,
});
