// Which telephone numbers are written to: mobile numbers of mainland China.

const MOBILE = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;

/**
 * A mobile number as people write it, with or without +86, full-width digits, spaces and dashes, as its eleven digits; null for
 * fixed, foreign and premium numbers and whatever else is none.
 */
export const mobileOf = (text: string): string | null =>
  MOBILE.exec(text.normalize('NFKC').replaceAll(/[\s\p{Pd}.()]/gu, ''))?.[1] ?? null;

export const NO_SMS_THERE = '短信只发往中国内地手机号码 / SMS goes to mobile numbers of mainland China only';
