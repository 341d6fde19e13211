import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { emergencyChartRules } from './rules.ts';

const effects = ['notify', 'command', 'mode', 'follow', 'destroy'] as const;
export type EffectType = (typeof effects)[number];

export const emergency = defineWorkflow({
  id: 'emergency',
  version: 1,
  title: { zh: '应急响应', en: 'Emergency' },
  machine,
  opens: 'propose',
  commands,
  effects,
  face,
});

export const whyNotEmergency = refusalBy(emergency, emergencyChartRules);
