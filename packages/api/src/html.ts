// Text as HTML holds it.
import { partsOf, type Part } from './order-words/parts.ts';

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A number to be called at a press: dialled are its digits, shown is what was written down. */
export const telephoneLink = (telephone: string): string =>
  `<a href="tel:${telephone.replaceAll(/[^\d+]/g, '')}">${escapeHtml(telephone)}</a>`;

const drawn: Readonly<Record<Part['kind'], (text: string) => string>> = {
  text: escapeHtml,
  date: (text) => `<span class="whole">${escapeHtml(text)}</span>`,
  call: telephoneLink,
};

/** A sentence of ours: its dates are not parted, and whom to call in danger is called at a press. */
export const sentenceHtml = (sentence: string): string =>
  partsOf(sentence)
    .map(({ kind, text }) => drawn[kind](text))
    .join('');
