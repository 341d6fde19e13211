// Where words begin in a Chinese text, by ICU's dictionary.

const STAR = '*'.charCodeAt(0);

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Where words begin in the text: told apart stretch by stretch of Chinese, when they are asked for. */
export interface Words {
  /** Whether a word begins at the index; the end of the text counts as one. */
  begins(index: number): boolean;
}

export function wordsOf(text: string): Words {
  const starts = new Uint8Array(text.length + 1);
  let from = 0;
  let to = 0;
  const read = (index: number): void => {
    from = index;
    to = index;
    while (from > 0 && isHan(text.charCodeAt(from - 1))) from--;
    while (to < text.length && isHan(text.charCodeAt(to))) to++;
    for (const { index: at } of segmenter.segment(text.slice(from, to))) starts[from + at] = 1;
  };
  return {
    begins(index) {
      if (index >= text.length) return true;
      // A mask is no word's end: what it stands for went on.
      if (!isHan(text.charCodeAt(index))) return text.charCodeAt(index) !== STAR;
      if (index < from || index >= to) read(index);
      return starts[index] === 1;
    },
  };
}

export const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;
