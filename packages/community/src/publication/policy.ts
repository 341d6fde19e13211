// When an order that its resident let publish opens for publication: a policy that a county can set for itself.
// Source: domain research 2.4, last row.
import { z } from 'zod';

/** `finish`: from 办结 on, shown as waiting for its evaluation, which follows (the default: 晒 before 评). `evaluation`: after it. */
export const PublicationPolicy = z.strictObject({ after: z.enum(['finish', 'evaluation']) });
