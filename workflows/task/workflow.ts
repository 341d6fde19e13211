import { defineWorkflow } from '@six-order/engine';
import { refusalBy } from '../why-not.ts';
import { commands } from './commands.ts';
import { face } from './face.ts';
import { machine } from './machine.ts';
import { taskChartRules } from './rules.ts';

export const task = defineWorkflow({
  id: 'task',
  version: 1,
  title: { zh: '任务单', en: 'Task' },
  machine,
  opens: 'assign',
  commands,
  effects: ['notify', 'command'],
  face,
});

export const whyNotTask = refusalBy(task, taskChartRules);
