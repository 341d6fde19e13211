// Which notices tell whose order it is, and who entered it, how it goes; the rest is for those at work.
import type { NoticeContent, NoticeTemplate } from './notice.ts';

const toOwners: ReadonlySet<NoticeTemplate> = new Set<NoticeTemplate>([
  'order-placed',
  'order-admitted',
  'order-refused',
  'order-same-matter',
  'order-merged',
  'order-split',
  'urgency-changed',
  'category-corrected',
  'order-accepted',
  'order-contacted',
  'order-unreached',
  'order-appointed',
  'order-progress',
  'order-extended',
  'order-paused',
  'order-resumed',
  'order-shelved',
  'order-suspended',
  'order-unsuspended',
  'order-escalated',
  'order-finished',
  'order-evaluated-by-code',
  'order-evaluation-transcribed',
  'order-rework-begun',
  'order-false-redone',
  'order-concluded',
  'evaluation-reviewed',
  'objection-decided',
  'exclusion-proposed',
  'exclusion-decided',
  'order-published',
  'order-retracted',
  'publication-lapsed',
  'consent-withdrawn',
]);

/** The clock of the evaluation is theirs, too. */
export const isToOwners = ({ template, params }: NoticeContent): boolean =>
  toOwners.has(template) || ('clock' in params && params.clock === 'evaluate');
