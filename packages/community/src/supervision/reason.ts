// Why a supervision card (督办卡) is issued. Source: domain research 2.6, row "督办 cards".
import { z } from 'zod';
import type { Words } from '../rules/rule.ts';

export const colours = ['blue', 'yellow', 'red'] as const;
export type Colour = (typeof colours)[number];

export const colourWords: Record<Colour, Words> = {
  blue: { zh: '蓝', en: 'blue' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
};

/** The clock (../deadlines) within which a card of the colour is answered. */
export const replyClocks = { blue: 'cardBlue', yellow: 'cardYellow', red: 'cardRed' } as const satisfies Record<Colour, string>;

export const CardReason = z.enum([
  'stage-missed',
  'undecided',
  'overdue',
  'gravely-overdue',
  'bad-again',
  'extended-too-often',
  'false-completion',
  'privacy-leak',
  'published-wrongly',
  'not-reported-in',
  'unsolved-after-closing',
  'other',
]);
export type CardReason = z.infer<typeof CardReason>;

export const reasonWords: Record<CardReason, Words> = {
  'stage-missed': { zh: '环节超时', en: 'a stage’s limit was missed' },
  undecided: { zh: '逾期未决定', en: 'what was asked for was not decided in time' },
  overdue: { zh: '办理超期', en: 'overdue' },
  'gravely-overdue': { zh: '严重超期', en: 'gravely overdue' },
  'bad-again': { zh: '二次差评', en: 'a second bad evaluation' },
  'extended-too-often': { zh: '延期超过两次', en: 'extended more than twice' },
  'false-completion': { zh: '虚假办结', en: 'completed falsely' },
  'privacy-leak': { zh: '泄露个人信息', en: 'a privacy leak' },
  'published-wrongly': { zh: '晒单异议成立', en: 'an upheld objection to what was published' },
  'not-reported-in': { zh: '吹哨未报到', en: 'whistled for and did not report in' },
  'unsolved-after-closing': { zh: '回头看发现问题未解决', en: 'found unsolved at the second look' },
  other: { zh: '其他', en: 'other' },
};
