import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { warningRules } from './rules.ts';

export const warning = defineWorkflow({
  id: 'warning',
  version: 1,
  title: { zh: '预警研判单', en: 'Warning' },
  machine,
  opens: 'raise',
  commands,
  effects: ['notify'],
  face,
});

export const whyNotWarning = refusalBy(warning, warningRules);
