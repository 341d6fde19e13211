import { defineWorkflow, type Snapshot } from '@six-order/engine';
import { face } from '../face.ts';
import { commands } from './commands.ts';
import { machine } from './machine.ts';

/** Effects that the chart asks for; the worker has one handler for each. */
const effects = ['notify'] as const;
export type EffectType = (typeof effects)[number];

/** A version 1 order stands where it stood; what is new is absent until there is something to say (X2). */
const fromV1 = (old: Snapshot): Snapshot => old;

export const v2 = defineWorkflow({
  id: 'six-order',
  version: 2,
  title: { zh: '六单', en: 'Six orders' },
  machine,
  opens: 'place',
  commands,
  effects,
  face,
  migrates: { from: 1, snapshot: fromV1 },
});
