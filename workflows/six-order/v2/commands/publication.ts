// 晒: proposal, scan, approval, consent, third persons' objections.
import { DRAFT } from '@six-order/community/publication/draft';
import { publicFields } from '@six-order/community/publication/fields';
import { Area, Looked, MAX_AREAS, photoSides } from '@six-order/community/publication/photo';
import { personal } from '@six-order/engine';
import { z } from 'zod';
import { clocks, contextOf, type Ask } from './facts.ts';
import { by, id, line, reason, type Commands } from './input.ts';

/**
 * What the board needs: the name that it stands under, until when, what looks like personal data in its text, and whether the like went by
 * an upheld objection.
 */
const showing = (ask: Ask) => ({
  showing: {
    kind: 'showing',
    path: contextOf(ask).unit?.path ?? '',
    ...(contextOf(ask).publicObjection && { objected: true, ...(ask.input['fields'] && { fields: ask.input['fields'] }) }),
  },
});

export const publicationCommands = {
  propose: {
    title: { zh: '拟稿', en: 'Propose for publication' },
    docs: 'A publisher, never the handler, writes the text that could be shown to the public.',
    input: z.strictObject({
      title: personal(line(80)),
      text: personal(line(1_000)).describe('what it was about, in words of the publisher’s own'),
      after: personal(line(1_000)).optional().describe('what was done'),
    }),
    by: by('propose'),
  },
  publish: {
    title: { zh: '晒单', en: 'Publish' },
    docs: 'Approves the proposed text for the board as it was looked at, and which fields go with it. What looks like personal data in it must be cleared before.',
    input: z.strictObject({
      fields: z
        .array(z.enum(publicFields))
        .max(publicFields.length)
        .optional()
        .describe('shown beside the text; all when absent'),
      proposal: z
        .string()
        .regex(DRAFT, '须为草稿（draft）所示的名称 / as `draft` of the proposal names it')
        .optional()
        .describe('the draft that was looked at; only who wrote all of it himself may leave it out'),
    }),
    by: by('publish'),
    facts: showing,
  },
  clearFinding: {
    title: { zh: '核实无隐私', en: 'Clear a finding' },
    docs: 'Says of one place in the proposed text that it looks like personal data and is none, and why.',
    input: z.strictObject({
      finding: z
        .string()
        .regex(/^(title|text|after):\d{1,4}-\d{1,4}:[a-z-]{1,20}$/, '须为扫描结果所示的名称 / as the scan names it'),
      reason,
    }),
    by: by('clearFinding'),
  },
  preparePhoto: {
    title: { zh: '照片打码', en: 'Prepare a photograph' },
    docs: 'Chooses a photograph of the order for the board, covers places of it, and says that faces, plates, door numbers and screens were looked for. Again for the same photograph, it replaces what was chosen before.',
    input: z
      .strictObject({
        photo: id.describe('id of the attachment'),
        side: z.enum(photoSides),
        areas: z.array(Area).max(MAX_AREAS).describe('in thousandths of the picture, from its upper left corner'),
        looked: Looked,
      })
      .refine(({ areas, looked }) => areas.length > 0 || Object.values(looked).every((found) => found === 'none'), {
        error: '遮盖的地方须画出范围 / what is covered has an area',
        path: ['areas'],
      }),
    by: by('preparePhoto'),
  },
  dropPhoto: {
    title: { zh: '不晒此照片', en: 'Leave a photograph out' },
    docs: 'Takes a photograph that was chosen for the board out of the proposal again.',
    input: z.strictObject({ photo: id }),
    by: by('dropPhoto'),
  },
  objectToPublication: {
    title: { zh: '对公开内容提出异议', en: 'Object to what is published' },
    docs: 'A third person whom the published item concerns objects: it is hidden at once and decided about within 3 working days.',
    input: z.strictObject({ reason, contact: personal(line(100)).optional() }),
    by: by('objectToPublication'),
    facts: (ask) => clocks(ask, 'publicObjection'),
  },
  decidePublication: {
    title: { zh: '审定公开异议', en: 'Decide about the objection to publication' },
    docs: 'Whether the item stays off the board (upheld; while the consent holds another text may be written) or is shown again.',
    input: z.strictObject({ upheld: z.boolean(), reason }),
    by: by('decidePublication'),
  },
  retractPublication: {
    title: { zh: '撤下', en: 'Take off the board' },
    docs: 'A publisher takes what is on the board off it at once, because it is wrong, and says why: whose order it is reads that. While the consent holds, a corrected text may be proposed and goes the way of the first.',
    input: z.strictObject({ reason }),
    by: by('retractPublication'),
  },
  limitPublication: {
    title: { zh: '晒单计时', en: 'Limit the time to publish' },
    docs: 'The handling has ended: from now on it is published within 3 working days, or set aside by itself.',
    input: z.strictObject({}),
    by: by('limitPublication'),
    facts: (ask) => clocks(ask, 'publish'),
  },
  skipPublication: {
    title: { zh: '不晒', en: 'Do not publish' },
    docs: 'Decides that this order is not published.',
    input: z.strictObject({}),
    by: by('skipPublication'),
  },
  renewPublication: {
    title: { zh: '重办后再请晒单', en: 'Ask for a text of the redo' },
    docs: 'It was done again, and what is on the board tells of a time before, or nothing was published of it: it comes back to whoever publishes.',
    input: z.strictObject({}),
    by: by('renewPublication'),
  },
  correctPublication: {
    title: { zh: '撤下后再请晒单', en: 'Ask for a corrected text' },
    docs: 'An objection to what was published was upheld, and the consent still holds: it comes back to whoever publishes, who writes another text or sets it aside.',
    input: z.strictObject({}),
    by: by('correctPublication'),
  },
  keepPublication: {
    title: { zh: '保留原内容', en: 'Keep what is there' },
    docs: 'Decides that what is on the board stays as it is, though the work was done again since; it says of which time it is.',
    input: z.strictObject({}),
    by: by('keepPublication'),
  },
  giveConsent: {
    title: { zh: '同意晒单', en: 'Consent to publication' },
    docs: 'The resident agrees that the order is published.',
    input: z.strictObject({}),
    by: by('giveConsent'),
  },
  withdrawConsent: {
    title: { zh: '撤回同意', en: 'Withdraw the consent' },
    docs: 'The resident no longer agrees, at any time: what is published is taken off the board.',
    input: z.strictObject({}),
    by: by('withdrawConsent'),
  },
} as const satisfies Commands;
