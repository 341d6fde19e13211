// Telephone numbers that a code can be sent to: mobile numbers of mainland China.
import { mobileOf } from '@six-order/community/notices/mobile';
import { z } from 'zod';

/**
 * A mobile number as people write it, with or without +86, full-width digits, spaces and dashes, read as `+86` and eleven
 * digits. A complaint never quotes what was given (I12).
 */
export const MobileNumber = z
  .string()
  .max(40)
  .transform((text, context) => {
    const digits = mobileOf(text);
    if (digits !== null) return `+86${digits}`;
    context.addIssue({ code: 'custom', message: 'must be a mobile number of eleven digits, with or without +86' });
    return z.NEVER;
  });
