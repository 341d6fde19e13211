// Whether a test file tries what it names: a rule's name in a comment or an import tries nothing.

/** Comments and imports are no tests. */
const tried = (text: string): string =>
  text
    .replaceAll(/^import\b[\s\S]*?;$/gm, '')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '$1');

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * A pattern (`/…/`): a refusal is expected in these words. Else the name stands in the title of a test, in a text or pattern that one expects or sends, or as the key of a row of a table, as a
 * word of its own.
 */
export function isNamedIn(text: string, name: string): boolean {
  if (name.startsWith('/')) return tried(text).includes(`why: ${name}`);
  const word = `(?<![\\w-])${escaped(name)}(?![\\w-])`;
  const quoted = ["'", '"', '`', '/'].map((mark) => `${mark}[^${mark}\\n]*${word}[^${mark}\\n]*${mark}`);
  return new RegExp(`${quoted.join('|')}|^\\s*${word}:|[{,]\\s*${word}:`, 'm').test(tried(text));
}
