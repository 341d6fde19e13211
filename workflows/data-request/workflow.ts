import { defineWorkflow } from '@six-order/engine';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';

export type EffectType = 'notify' | 'erase' | 'correct';

export const dataRequest = defineWorkflow({
  id: 'data-request',
  version: 1,
  title: { zh: '个人信息权利请求', en: 'Request about one’s own data' },
  machine,
  opens: 'ask',
  commands,
  effects: ['notify', 'erase', 'correct'] satisfies readonly EffectType[],
  face,
});
