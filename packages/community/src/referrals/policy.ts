// What must be told to, or belongs with, an authority outside (强制报告、信访移交): to whom, and by when. A policy that a county, street or
// community can set for itself.
//
// Source: domain research 2.6 (强制报告), 4 (0506; 信访事项登记、编号、回执); 未成年人保护法 11; 反家庭暴力法 14; 信访工作条例.
import { categories } from '../catalogue/catalogue.ts';
import { parseCategoryLimit } from '../deadlines/category-limit.ts';
import { Limit } from '../terms/term.ts';
import { z } from 'zod';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

const Body = z.strictObject({
  code,
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(80),
  /** It is told in every case; another may be left out where the law does not ask for it, with the reason. */
  always: z.boolean(),
});

const Kind = z.strictObject({
  bodies: z
    .array(Body)
    .min(1)
    .max(12)
    .refine((bodies) => bodies.some(({ always }) => always), '至少一个机关须在任何情形下告知 / one is told in every case')
    .refine((bodies) => new Set(bodies.map((body) => body.code)).size === bodies.length, '每个机关只写一次 / each body once'),
  /** Within this all of them are told. */
  limit: Limit,
  /** Within this their receipts are there. */
  receipt: Limit,
});

export const referralKinds = ['harm', 'petition'] as const;
export type ReferralKind = (typeof referralKinds)[number];

export const ReferralPolicy = z.strictObject({ harm: Kind, petition: Kind });
export type ReferralPolicy = z.infer<typeof ReferralPolicy>;

export const defaultReferrals: ReferralPolicy = {
  harm: {
    bodies: [
      { code: 'police', zh: '公安机关', en: 'the police', always: true },
      { code: 'civil-affairs', zh: '民政部门', en: 'civil affairs', always: false },
      { code: 'education', zh: '教育部门', en: 'education', always: false },
    ],
    limit: '2 h',
    receipt: '5 wd',
  },
  petition: {
    bodies: [{ code: 'petition-office', zh: '信访部门', en: 'the petition office', always: true }],
    limit: '5 wd',
    receipt: '15 d',
  },
};

const reported: ReadonlySet<string> = new Set(
  categories
    .filter(({ limit }) => parseCategoryLimit(limit)?.milestones.some(({ name }) => name === 'report'))
    .map((category) => category.code),
);

/** 强制报告: its row of the table of kinds says that it is reported at once. */
export const mustBeReported = (category: string): boolean => reported.has(category);
