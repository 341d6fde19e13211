// Every version of every workflow that this release runs: orders of a version that is not here stand still (I10).
import type { Workflow } from '@six-order/engine';
import { card } from './card/workflow.ts';
import { dataRequest } from './data-request/workflow.ts';
import { sixOrderVersions } from './six-order/workflow.ts';

export const workflows: readonly Workflow[] = [...sixOrderVersions, card, dataRequest];
