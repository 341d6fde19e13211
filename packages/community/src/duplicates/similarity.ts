// How alike two texts are: the trigrams that they share, as pg_trgm counts them, but over characters, for Chinese has no words.

/** The runs of three characters of a text without spaces, punctuation and case; a shorter text is one run. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const letters =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length < 3) return new Set(letters.length === 0 ? [] : [letters.join('')]);
  return new Set(letters.slice(2).map((letter, at) => `${letters[at]}${letters[at + 1]}${letter}`));
}

/** Shared trigrams by all of both: 0 nothing, 1 the same. Two texts without any letter are not alike. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((run) => b.has(run)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
