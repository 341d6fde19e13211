import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { referralChartRules } from './rules.ts';

export const referral = defineWorkflow({
  id: 'referral',
  version: 1,
  title: { zh: '移送单', en: 'Referral' },
  machine,
  opens: 'open',
  commands,
  effects: ['notify', 'command'],
  face,
});

export const whyNotReferral = refusalBy(referral, referralChartRules);
