// Demo mode and the running of the service.
import { personaNames } from '@six-order/community/demo/persona-name';
import { z } from 'zod';
import { Me } from './reference.ts';

export const DemoSessionRequest = z.strictObject({ persona: z.enum(personaNames) });

export const DemoSessionReply = z.object({
  token: z.string().describe('To be sent as Authorization: Bearer; the answer sets the same as a cookie'),
  me: Me,
});

export const DemoClockRequest = z
  .strictObject({
    advance: z.iso.duration().optional().describe('ISO 8601 duration in weeks, days, hours, minutes and seconds: PT2H, P1DT12H'),
    to: z.iso.datetime({ offset: true }).optional().describe('An instant that lies ahead'),
  })
  .refine(({ advance, to }) => (advance === undefined) !== (to === undefined), 'give either advance or to');

export const DemoClockReply = z.object({ now: z.iso.datetime() });

export const Health = z.object({ status: z.literal('ok') });

export const Readiness = z.object({
  ready: z.boolean(),
  database: z.boolean(),
  keys: z.boolean().describe('The key ring opens what this database holds'),
  clockLagSeconds: z.number().nullable().describe('By how much the oldest due timer is late; null when not known'),
});
