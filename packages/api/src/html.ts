// Text as HTML holds it.
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A number to be called at a press: dialled are its digits, shown is what was written down. */
export const telephoneLink = (telephone: string): string =>
  `<a href="tel:${telephone.replaceAll(/[^\d+]/g, '')}">${escapeHtml(telephone)}</a>`;
