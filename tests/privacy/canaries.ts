// Canaries: values that stand in one personal field each, and can be told wherever they turn up, and in what shape.
//
// Each is a word that no redaction knows and a telephone number that it must hide: so a text that was shown in full, a masked
// one and one that was not shown can be told apart.

/** What of a canary was seen: `word` alone is a masked text; `masked` is the number as a mask leaves it. */
export type Sign = 'word' | 'phone' | 'masked';

export interface Canary {
  /** `order/datum`, or what else it was planted in. */
  readonly at: string;
  readonly word: string;
  readonly phone: string;
  /** A text with both. */
  readonly text: string;
}

export interface Sighting {
  readonly canary: Canary;
  readonly sign: Sign;
}

export interface Aviary {
  hatch(at: string): Canary;
  readonly all: readonly Canary[];
  /** Every canary in a text, each sign once; in whatever case, with or without separators. */
  sightings(text: string): readonly Sighting[];
}

const WORD = 'Zeisig';
const PHONE = '1391766';
const letters = (n: number): string =>
  [12, 8, 4, 0].map((shift) => String.fromCharCode('a'.charCodeAt(0) + ((n >> shift) & 15))).join('');
const numberOf = (word: string): number => Array.from(word.toLowerCase()).reduce((n, c) => n * 16 + c.charCodeAt(0) - 97, 0);

export function openAviary(): Aviary {
  const all: Canary[] = [];
  return {
    all,
    hatch(at) {
      const n = all.length;
      const [word, phone] = [WORD + letters(n), PHONE + String(n).padStart(4, '0')];
      const canary = { at, word, phone, text: `厨房顶板“漏水”，${word}，电话${phone}，请尽快` };
      all.push(canary);
      return canary;
    },
    sightings(text) {
      const seen = new Map<string, Sighting>();
      const add = (n: number, sign: Sign) => {
        const canary = all[n];
        if (canary) seen.set(`${n} ${sign}`, { canary, sign });
      };
      for (const [, word = ''] of text.matchAll(/zeisig([a-p]{4})/gi)) add(numberOf(word), 'word');
      for (const [, n] of text.matchAll(/139[\s.-]?1766[\s.-]?(\d{4})/g)) add(Number(n), 'phone');
      for (const [, n] of text.matchAll(/139\*{4}(\d{4})/g)) add(Number(n), 'masked');
      return [...seen.values()];
    },
  };
}

/** Base64 of any alignment without the characters that hang on neighbours; hex; UTF-16; character by character. */
const disguised: readonly string[] = [WORD, WORD.toUpperCase(), WORD.toLowerCase(), PHONE].flatMap((core) => {
  const inner = [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + core).toString('base64');
    return encoded.slice(Math.ceil((before * 4) / 3), Math.floor(((before + core.length) * 4) / 3));
  });
  const hex = Buffer.from(core).toString('hex');
  const each = (write: (code: string) => string) => Array.from(core, (c) => write(c.charCodeAt(0).toString(16))).join('');
  return [
    ...inner,
    hex,
    hex.toUpperCase(),
    Array.from(core).join('\0'),
    each((code) => `%${code}`),
    each((code) => String.raw`\u00${code}`),
    each((code) => `&#x${code};`),
  ];
});

/** The first canary's core that stands in a text in an encoded shape, or null: no encoding makes a leak of it less. */
export const inDisguise = (text: string): string | null => disguised.find((shape) => text.includes(shape)) ?? null;
