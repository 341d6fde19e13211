// Telephone numbers that a code can be sent to: mobile numbers of mainland China.
import { z } from 'zod';

const MOBILE = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;

/**
 * A mobile number as people write it, with or without +86, full-width digits, spaces and dashes, read as `+86` and eleven
 * digits. A complaint never quotes what was given (I12).
 */
export const MobileNumber = z
  .string()
  .max(40)
  .transform((text, context) => {
    const digits = MOBILE.exec(text.normalize('NFKC').replaceAll(/[\s\p{Pd}.()]/gu, ''))?.[1];
    if (digits !== undefined) return `+86${digits}`;
    context.addIssue({ code: 'custom', message: 'must be a mobile number of eleven digits, with or without +86' });
    return z.NEVER;
  });
