// Problem details (RFC 9457) as this API writes them.
import { z } from 'zod';
import { AllowedCommand } from './order.ts';

const Rule = z
  .object({
    name: z.string().describe('As docs/rules.md names it.'),
    says: z.string().describe('What it forbids, in words alone.'),
    source: z.string().describe('What it rests on.'),
    law: z.string().optional().describe('Of the source, the law or public document; absent where there is none.'),
  })
  .describe('The rule that stands against it; the sentence beside it quotes name and source too.');
export type ShownRule = z.infer<typeof Rule>;

export const Problem = z
  .object({
    type: z.string().describe('urn:six-order:problem:<what>'),
    title: z.string().describe('In the language asked for; Chinese by default.'),
    status: z.int(),
    detail: z.string().optional(),
    hint: z.string().optional().describe('For whoever writes a program: what it must send. Not for a screen.'),
    rule: Rule.optional(),
    requestId: z.string().describe('The X-Request-Id of this exchange, for whoever looks into it.'),
    errors: z
      .array(
        z.object({
          path: z.string().describe('Members joined by dots, e.g. input.to.id; empty for the whole.'),
          message: z.string(),
          rule: Rule.optional(),
        }),
      )
      .optional(),
    revision: z.int().optional().describe('With 409: the revision that stands.'),
    allowed: z.array(AllowedCommand).optional().describe('With 409: what this actor may send now.'),
  })
  .describe('Problem details, RFC 9457');
export type Told = z.infer<typeof Problem>;
