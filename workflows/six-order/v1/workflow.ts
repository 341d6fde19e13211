import { defineWorkflow } from '@six-order/engine';
import { commands } from './commands.ts';
import { face } from '../face.ts';
import { machine } from './machine.ts';

/** Effects that the chart asks for. */
const effects = ['notify'] as const;

export const v1 = defineWorkflow({
  id: 'six-order',
  version: 1,
  title: { zh: '六单', en: 'Six orders' },
  machine,
  opens: 'place',
  commands,
  effects,
  face,
});
