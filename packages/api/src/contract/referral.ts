// Referrals (移送单: 强制报告、信访移交) as the API shows and takes them.
import { referralKinds } from '@six-order/community/referrals/policy';
import { z } from 'zod';
import { Bilingual, Instant, InstantOrNull, Shown } from './common.ts';

const By = z.string().nullable().describe('A name for staff');

export const Referral = z.object({
  kind: z.enum(referralKinds).describe('强制报告 harm, 信访移交 petition'),
  order: z.uuid().describe('The order that it is about'),
  bodies: z
    .array(
      Bilingual.extend({
        code: z.string(),
        always: z.boolean().describe('Told in every case'),
        toldAt: InstantOrNull,
        how: z.enum(['telephone', 'in-person', 'written']).nullable(),
        who: Shown.describe('Whom there'),
        toldBy: By,
        leftOut: z.object({ at: Instant, by: By, text: Shown }).nullable().describe('The law does not ask for it here'),
        receiptAt: InstantOrNull,
        number: Shown.describe('Their number'),
      }),
    )
    .describe('Who is told, or was'),
});

export const OpenReferralRequest = z.strictObject({
  workflow: z.literal('referral'),
  kind: z.enum(referralKinds),
  order: z.uuid().toLowerCase().describe('The order that it is about'),
  unit: z.string().trim().min(1).max(64).describe('Where that lies: id or official code'),
});
