// A limit that a county or a unit sets in place of a default, as the value of a rule (county-rules/). Each names its document
// and its term there.
import { z } from 'zod';
import { categoryByCode } from '../catalogue/catalogue.ts';
import { Urgency } from '../catalogue/category.ts';
import type { CountyRule } from '../county-rules/county-rules.ts';
import { clockNames } from './clock-name.ts';
import { hardLimits, leastLimits, requestTypes } from './default-limits.ts';
import { naturalMinutes, parseDuration, writeDuration, type Duration } from './duration.ts';
import type { Override } from './policy.ts';

/** The length of a text, or why it has none. */
function lengthOf(text: string): Duration | string {
  try {
    return parseDuration(text);
  } catch (error) {
    return (error as Error).message;
  }
}

/** Absent keys: whatever the order's is. `limit`: such as "5 wd"; null: this clock is not kept. */
export const LimitRule = z
  .strictObject({
    clock: z.enum(clockNames),
    category: z
      .string()
      .refine((code) => categoryByCode(code) !== undefined, 'no category has this code')
      .optional(),
    requestType: z.enum(requestTypes).optional(),
    urgency: Urgency.optional(),
    mode: z.enum(['ordinary', 'emergency']).optional(),
    limit: z.string().nullable(),
    /** `law`: a statutory number, which prevails over all else. */
    basis: z.enum(['law', 'policy']).default('policy'),
  })
  .superRefine(({ clock, urgency, limit }, context) => {
    if (limit === null) {
      if (clock === 'whole' || clock === 'intake' || leastLimits[clock])
        context.addIssue({ code: 'custom', path: ['limit'], message: `${clock} 不能取消 / ${clock} is always kept` });
      return;
    }
    const length = lengthOf(limit);
    if (typeof length === 'string') {
      context.addIssue({ code: 'custom', path: ['limit'], message: length });
      return;
    }
    const least = leastLimits[clock];
    if (least && naturalMinutes(length) < naturalMinutes(least))
      context.addIssue({
        code: 'custom',
        path: ['limit'],
        message: `${clock} 至少 ${writeDuration(least)} / ${clock} is ${writeDuration(least)} at least`,
      });
    for (const [at, most] of Object.entries(hardLimits[clock] ?? {}))
      if ((urgency ?? at) === at && naturalMinutes(length) > naturalMinutes(most))
        context.addIssue({
          code: 'custom',
          path: ['limit'],
          message: `${at} 时不超过 ${naturalMinutes(most)} 分钟 / at ${at} it may not be over ${naturalMinutes(most)} minutes`,
        });
  });

export const overrideOf = ({ id, path, value, document, validFrom, validTo }: CountyRule<'limit'>): Override => ({
  id,
  within: path,
  clock: value.clock,
  category: value.category ?? null,
  requestType: value.requestType ?? null,
  urgency: value.urgency ?? null,
  mode: value.mode ?? null,
  limit: value.limit === null ? null : parseDuration(value.limit),
  basis: value.basis,
  document,
  validFrom,
  validTo,
});
