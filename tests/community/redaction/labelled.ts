// The labelled set: requests as residents of the county write them, with what is personal in brackets ([name:张大爷]).
//
// Written by hand, before the patterns. `development` was used to find their faults; `held-out` was never tuned on.
// Labels: a telephone with its country code, an address from the first count that makes it somebody's door, a surname with its
// 称谓; floors alone, roads, villages, compounds, public numbers, prices, dates and readings are nobody's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingKind } from '@six-order/community/privacy/redaction/finding';
import { redaction } from '@six-order/community/privacy/redaction/redact';

export interface Label {
  readonly kind: FindingKind;
  readonly start: number;
  readonly end: number;
}

export interface Sentence {
  readonly text: string;
  readonly labels: readonly Label[];
}

export type Half = 'development' | 'held-out';

export const readHalf = (half: Half): readonly Sentence[] =>
  readFileSync(join(import.meta.dirname, `${half}.txt`), 'utf8')
    .trim()
    .split('\n')
    .map(parse);

function parse(line: string): Sentence {
  let text = '';
  const labels: Label[] = [];
  for (const [piece, kind, value] of line.matchAll(/\[(\w+):([^\]]*)\]|[^[]+|\[/g)) {
    if (kind !== undefined && value !== undefined) {
      labels.push({ kind: kind as FindingKind, start: text.length, end: text.length + value.length });
    }
    text += value ?? piece;
  }
  return { text, labels };
}

export interface Score {
  labelled: number;
  /** Labelled and covered to the last character. */
  hidden: number;
  found: number;
  /** Found where something was labelled, and with at most two characters beside it. */
  right: number;
}

const FREE = 2;

/** How well a set of sentences is redacted, by kind, and what went wrong. */
export function scoreOf(sentences: readonly Sentence[]): {
  readonly byKind: ReadonlyMap<FindingKind, Score>;
  readonly faults: readonly string[];
} {
  const byKind = new Map<FindingKind, Score>();
  const faults: string[] = [];
  const score = (kind: FindingKind): Score => {
    const found = byKind.get(kind) ?? { labelled: 0, hidden: 0, found: 0, right: 0 };
    byKind.set(kind, found);
    return found;
  };
  for (const { text, labels } of sentences) {
    const { findings } = redaction(text);
    for (const label of labels) {
      const hidden = label.end - label.start === covered(label, findings);
      score(label.kind).labelled++;
      if (hidden) score(label.kind).hidden++;
      else faults.push(`missed ${label.kind} in ${text}`);
    }
    for (const finding of findings) {
      const within = covered(finding, labels);
      const right = within > 0 && finding.end - finding.start - within <= FREE;
      score(finding.kind).found++;
      if (right) score(finding.kind).right++;
      else faults.push(`false ${finding.kind} ${text.slice(finding.start, finding.end)} in ${text}`);
    }
  }
  return { byKind, faults };
}

/** How many characters of a span the others cover; they do not overlap each other. */
const covered = (span: Omit<Label, 'kind'>, others: readonly Omit<Label, 'kind'>[]): number =>
  others.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, span.end) - Math.max(start, span.start)), 0);

/** Several kinds as one. */
export function total(byKind: ReadonlyMap<FindingKind, Score>, kinds: readonly FindingKind[]): Score {
  const sum: Score = { labelled: 0, hidden: 0, found: 0, right: 0 };
  for (const kind of kinds) {
    const one = byKind.get(kind);
    if (!one) continue;
    sum.labelled += one.labelled;
    sum.hidden += one.hidden;
    sum.found += one.found;
    sum.right += one.right;
  }
  return sum;
}

export const recall = ({ hidden, labelled }: Score): number => (labelled === 0 ? 1 : hidden / labelled);
export const precision = ({ right, found }: Score): number => (found === 0 ? 1 : right / found);

/** What has a number or an address of its own: goals of the issue are for these together. */
export const numberKinds: readonly FindingKind[] = ['phone', 'landline', 'id', 'card', 'plate', 'email', 'account', 'number'];
