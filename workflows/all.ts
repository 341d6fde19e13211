// Every version of every workflow that this release runs: orders of a version that is not here stand still (I10).
import type { Workflow } from '@six-order/engine';
import { card } from './card/workflow.ts';
import { dataRequest } from './data-request/workflow.ts';
import { deliberation } from './deliberation/workflow.ts';
import { emergency } from './emergency/workflow.ts';
import { mediation } from './mediation/workflow.ts';
import { referral } from './referral/workflow.ts';
import { sixOrderVersions } from './six-order/workflow.ts';
import { task } from './task/workflow.ts';
import { visit } from './visit/workflow.ts';
import { warning } from './warning/workflow.ts';

export const workflows: readonly Workflow[] = [
  ...sixOrderVersions,
  card,
  dataRequest,
  mediation,
  warning,
  visit,
  task,
  deliberation,
  emergency,
  referral,
];
