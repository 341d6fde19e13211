import { defineWorkflow } from '@six-order/engine';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';

/** Effects that the chart asks for; the worker has one handler for each. */
export const effects = ['notify'] as const;
export type EffectType = (typeof effects)[number];

export const sixOrder = defineWorkflow({
  id: 'six-order',
  version: 1,
  title: { zh: '六单', en: 'Six orders' },
  machine,
  opens: 'place',
  commands,
  effects,
  face,
});
