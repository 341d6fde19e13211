import { defineWorkflow } from '@six-order/engine';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';

/** Effects that the chart asks for; the worker has one handler for each. */
const effects = ['notify', 'command'] as const;
export type EffectType = (typeof effects)[number];

export const card = defineWorkflow({
  id: 'card',
  version: 1,
  title: { zh: '督办卡', en: 'Supervision card' },
  machine,
  opens: 'issue',
  commands,
  effects,
  face,
});
