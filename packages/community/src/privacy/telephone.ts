// Which telephone numbers somebody can be called back at: of every entry of an order and of a dispute. The pages ask before they send,
// a command's input (telephone-input.ts) when it is sent.
import { mobileOf } from '../notices/mobile.ts';
import { landline } from './landline.ts';

export const TELEPHONE_FORM = /^\+?[0-9][0-9 -]{4,18}[0-9]$/;
/** A landline of the same area: no area code is dialled for it. */
const local = /^[2-8]\d{6,7}$/;
/** Of another country: + or 00 and its code. */
const abroad = /^(?:\+|00)(?!86)[1-9]\d{6,14}$/;

/**
 * A mobile number of eleven digits, a landline, perhaps with its area code and an extension, a number of another country; as people
 * write them, with spaces and dashes.
 */
export function isTelephone(text: string): boolean {
  const plain = text.trim();
  if (!TELEPHONE_FORM.test(plain)) return false;
  if (mobileOf(plain) !== null) return true;
  const digits = plain.replaceAll(/[ -]/g, '');
  return abroad.test(digits) || [digits, plain.replace(/-\d{1,5}$/, '').replaceAll(/[ -]/g, '')].some(isLandline);
}

const isLandline = (digits: string): boolean => local.test(digits) || landline.exec(digits)?.[0] === digits;

export const TELEPHONE_RULE =
  'a mobile number has 11 digits and begins with 13 to 19; a landline has 7 or 8, with its area code where it is of another area, such as 0859-7654321';
