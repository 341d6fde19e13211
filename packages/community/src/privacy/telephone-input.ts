// A telephone number as an input has it; apart from the rule, which browsers load without the schema library.
import { z } from 'zod';
import { isTelephone, TELEPHONE_FORM, TELEPHONE_RULE } from './telephone.ts';

/** A complaint says what would be right, and never quotes what was given (I12). */
export const Telephone = z
  .string()
  .trim()
  .regex(TELEPHONE_FORM, { error: TELEPHONE_RULE, abort: true })
  .refine(isTelephone, { error: TELEPHONE_RULE, abort: true });
