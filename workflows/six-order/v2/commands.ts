// The commands of a six-order order (六单): what each takes, who may send it, which facts it needs.
import { dispatchCommands } from './commands/dispatch.ts';
import { evaluationCommands } from './commands/evaluation.ts';
import { intakeCommands } from './commands/intake.ts';
import { publicationCommands } from './commands/publication.ts';
import { supervisionCommands } from './commands/supervision.ts';
import { workCommands } from './commands/work.ts';

export const commands = {
  ...intakeCommands,
  ...dispatchCommands,
  ...workCommands,
  ...supervisionCommands,
  ...evaluationCommands,
  ...publicationCommands,
} as const;

export type CommandType = keyof typeof commands;
