// 晒: proposal, approval, consent.
import { personal } from '@six-order/engine';
import { z } from 'zod';
import { by, line, type Commands } from './input.ts';

export const publicationCommands = {
  propose: {
    title: { zh: '拟稿', en: 'Propose for publication' },
    docs: 'A publisher, never the handler, writes the text that could be shown to the public.',
    input: z.strictObject({ title: personal(line(80)), text: personal(line(1_000)) }),
    by: by('propose'),
  },
  publish: {
    title: { zh: '晒单', en: 'Publish' },
    docs: 'Approves the proposed text for the board.',
    input: z.strictObject({}),
    by: by('publish'),
  },
  skipPublication: {
    title: { zh: '不晒', en: 'Do not publish' },
    docs: 'Decides that this order is not published.',
    input: z.strictObject({}),
    by: by('skipPublication'),
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
