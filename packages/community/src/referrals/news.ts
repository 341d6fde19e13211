// What is told about a referral, in words that follow its number. Neither what it is about nor whom it concerns is named.
import type { Words } from '../rules/rule.ts';

export const referralNews = {
  opened: {
    zh: '须立即向有关机关报告或移交，请办理并登记。',
    en: 'is to be reported or handed over at once; write down whom you told.',
  },
  pressing: { zh: '报告、移交的时限将到。', en: 'is close to the limit of being reported or handed over.' },
  due: {
    zh: '报告、移交的时限已到，请立即办理。',
    en: 'has reached the limit of being reported or handed over; please act now.',
  },
  receiptDue: { zh: '还没有登记对方的编号和回执，请催问。', en: 'still lacks the number and receipt of those who were told.' },
  done: { zh: '各有关机关均已回执。', en: 'has the receipt of everybody who was told.' },
} as const satisfies Record<string, Words>;
export type ReferralNews = keyof typeof referralNews;
