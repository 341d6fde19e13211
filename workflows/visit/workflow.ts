import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { visitChartRules } from './rules.ts';

export const visit = defineWorkflow({
  id: 'visit',
  version: 1,
  title: { zh: '走访单', en: 'Visit' },
  machine,
  opens: 'plan',
  commands,
  effects: ['notify', 'command'],
  face,
});

export const whyNotVisit = refusalBy(visit, visitChartRules);
