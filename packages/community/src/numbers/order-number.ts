// Order numbers as people write and say them: `20261124-000123-7`.
//
// Owns: shape, check digit, reading what people type, whole or the end of it.
// Not ours: which sequence is free (number-store.ts).
import { DAY_MS } from '../calendar/day.ts';
import { checkDigit, isChecked } from './check-digit.ts';

/** The day in Asia/Shanghai as `YYYYMMDD`. China has had UTC+8 and no other offset since 1991. `at` is epoch ms. */
export const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

/** Orders are numbered plainly; supervision cards in a series of their own, led by D (督). */
export type Series = '' | 'D';

/**
 * The number of the `sequence`-th order (1 and on) of a day `YYYYMMDD`: day, six digits of sequence (more when a day has
 * more than 999,999), check digit over both.
 */
export function orderNumber(day: string, sequence: number, series: Series = ''): string {
  const padded = String(sequence).padStart(6, '0');
  return `${series}${day}-${padded}-${checkDigit(day + padded)}`;
}

/**
 * Reads a number as typed: blanks and dashes of any kind anywhere or nowhere, full-width digits too; a card's with its letter, large
 * or small; either with the word that stands before it where it is shown. Null when it is no order number, be it by shape, date or check digit.
 */
export function parseOrderNumber(
  text: string,
): { readonly number: string; readonly day: string; readonly sequence: number } | null {
  if (text.length > 64) return null;
  const typed = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}−]/gu, '')
    .replace(/^(?:督办卡|card|单号|编号|number):?/i, '');
  const [, letter, digits = '', day, sequence] = /^(D?)((\d{8})(\d{6,9})\d)$/i.exec(typed) ?? [];
  if (day === undefined || sequence === undefined || !isDay(day) || !isChecked(digits)) return null;
  const number = orderNumber(day, Number(sequence), letter ? 'D' : '');
  // A longer sequence is written without leading zeros, so that an order has one number only.
  return number.length === typed.length + 2 ? { number, day, sequence: Number(sequence) } : null;
}

/** So many numbers are tried of an end, of so many days back. */
const MOST_OF_END = 400;
const DAYS_OF_END = 3_660;

/** `0123-7`, `000123-7`, `24-000123-7`: what may stand before a sequence is the end of a day. */
const end = /^(?:(\d{1,8})-?(\d{6})|(\d{4,6}))-?(\d)$/;

/**
 * Which numbers may end as somebody wrote, the newest first: at least six characters of them, dashes included. Nine in ten are told apart
 * by their check digit, so that few are left to be looked for. At most 400, of ten years or of as many days as they come to; empty when
 * no number ends so. `at` is epoch ms.
 */
export function numbersEnding(text: string, at: number): readonly string[] {
  if (text.length > 64) return [];
  const typed = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[\p{Pd}−]/gu, '-');
  const [, dayEnd = '', whole, part = whole ?? '', check] = end.exec(typed) ?? [];
  if (check === undefined || typed.length < 6) return [];
  const missing = 6 - part.length;
  const sequences = Array.from({ length: 10 ** missing }, (_, n) =>
    String(n * 10 ** part.length + Number(part)).padStart(6, '0'),
  );
  const found: string[] = [];
  for (let back = 0; back < DAYS_OF_END && found.length < MOST_OF_END; back += 1) {
    const day = dayOf(at - back * DAY_MS);
    if (!day.endsWith(dayEnd)) continue;
    found.push(
      ...sequences.toReversed().flatMap((sequence) => (isChecked(day + sequence + check) ? [`${day}-${sequence}-${check}`] : [])),
    );
  }
  return found.slice(0, MOST_OF_END);
}

function isDay(day: string): boolean {
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
}
