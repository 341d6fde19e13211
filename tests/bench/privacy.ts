// `pnpm bench:privacy`: how well redaction finds what is personal on the labelled set, each half apart, and how fast.
//
// Exit codes: 0 all goals met, 1 one missed.
import { findingKinds } from '@six-order/community/privacy/redaction/finding';
import { redact } from '@six-order/community/privacy/redaction/redact';
import {
  type Half,
  numberKinds,
  precision,
  readHalf,
  recall,
  type Score,
  scoreOf,
  total,
} from '../community/redaction/labelled.ts';

const GOAL_MB_PER_SECOND = 5;
const MB = 1_000_000;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(8);
const row = (name: string, score: Score): string =>
  `  ${name.padEnd(10)} ${String(score.labelled).padStart(8)} ${percent(recall(score))}   ${String(score.found).padStart(6)} ${percent(precision(score))}`;

const missed: string[] = [];
const goal = (met: boolean, what: string): void => {
  if (!met) missed.push(what);
};

for (const half of ['development', 'held-out'] satisfies Half[]) {
  const sentences = readHalf(half);
  const { byKind } = scoreOf(sentences);
  console.log(
    `${half}: ${sentences.length} sentences, ${sentences.filter(({ labels }) => labels.length === 0).length} of them with nothing personal`,
  );
  console.log('  kind       labelled   recall    found precision');
  for (const kind of findingKinds) console.log(row(kind, total(byKind, [kind])));
  for (const [name, kinds, wanted] of [
    ['numbers', numberKinds, 0.98],
    ['names', ['name'], 0.9],
    ['addresses', ['address'], 0.9],
  ] as const) {
    const score = total(byKind, kinds);
    goal(recall(score) >= wanted, `${half}: recall of ${name} at least ${wanted}`);
    goal(precision(score) >= 0.95, `${half}: precision of ${name} at least 0.95`);
    if (name === 'numbers') console.log(row('(numbers)', score));
  }
  console.log('');
}

/** Bytes of UTF-8 a second of this process's CPU time: the best of several rounds. */
function megabytesPerSecond(texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const times = Math.ceil((1 * MB) / bytes);
  let best = 0;
  for (let round = 0; round < 8; round++) {
    const began = process.cpuUsage();
    for (let time = 0; time < times; time++) for (const text of texts) redact(text);
    const { user, system } = process.cpuUsage(began);
    best = Math.max(best, (bytes * times) / (user + system));
  }
  return best;
}

const sentences = (['development', 'held-out'] satisfies Half[]).flatMap(readHalf);
/** As residents write: a few sentences, most of them with nothing personal. */
const requests = sentences.map(({ text }, index) => [text, ...[1, 2, 3].map((step) => plain(index * 3 + step))].join(''));
function plain(index: number): string {
  const empty = sentences.filter(({ labels }) => labels.length === 0);
  return (empty[index % empty.length] as (typeof sentences)[number]).text;
}

const alone = megabytesPerSecond(sentences.map(({ text }) => text));
const together = megabytesPerSecond(requests);
console.log(
  `speed: ${together.toFixed(1)} MB/s for requests of four sentences, ${alone.toFixed(1)} MB/s for the set's sentences one by one`,
);
goal(together >= GOAL_MB_PER_SECOND, `at least ${GOAL_MB_PER_SECOND} MB/s`);

for (const what of missed) console.log(`missed: ${what}`);
if (missed.length === 0) console.log('All goals are met.');
process.exitCode = missed.length === 0 ? 0 : 1;
