// When an order that its resident let publish opens for publication, and how long it is shown: a policy that a county can set
// for itself. Source: domain research 2.4, last row; 7.
import { z } from 'zod';

/** `finish`: from 办结 on, shown as waiting for its evaluation, which follows (the default: 晒 before 评). `evaluation`: after it. */
export const PublicationPolicy = z.strictObject({
  after: z.enum(['finish', 'evaluation']).default('finish'),
  /** How long an item stays on the board. */
  months: z.int().min(1).max(24).optional(),
  /** Categories that are not told to other systems (Open311); sealed ones never are. */
  open311Except: z.array(z.string().regex(/^\d{4}$/, 'a category code has four digits')).optional(),
});

export const SHOWN_MONTHS = 6;
