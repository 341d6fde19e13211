import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { mediationChartRules } from './rules.ts';

export const mediation = defineWorkflow({
  id: 'mediation',
  version: 1,
  title: { zh: '调解单', en: 'Mediation' },
  machine,
  opens: 'open',
  commands,
  effects: ['notify', 'command'],
  face,
});

export const whyNotMediation = refusalBy(mediation, mediationChartRules);
