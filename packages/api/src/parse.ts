// Parsing by the contract's schemas, with complaints in the reader's language.
import type { z } from 'zod';
import { Refusal, saidBySchema } from './refusal.ts';
import { say } from './say.ts';

/** The value as the schema reads it, or a Refusal `invalid` that says where and why, never what. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, language: () => 'zh' | 'en'): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap(ofMeantMember);
  throw new Refusal('invalid', {
    errors: issues.map(({ path, message }) => ({
      path: path.map(String).join('.'),
      message: saidBySchema(say(message, language())),
    })),
  });
}

/** Of a union that nothing fits, what the member says whose workflow was named. */
function ofMeantMember(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  return issue.errors.find((member) => !member.some(({ path }) => path[0] === 'workflow')) ?? issue.errors.at(-1) ?? [issue];
}
