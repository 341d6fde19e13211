import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { deliberationChartRules } from './rules.ts';

export const deliberation = defineWorkflow({
  id: 'deliberation',
  version: 1,
  title: { zh: '议事单', en: 'Deliberation' },
  machine,
  opens: 'propose',
  commands,
  effects: ['notify', 'command'],
  face,
});

export const whyNotDeliberation = refusalBy(deliberation, deliberationChartRules);
