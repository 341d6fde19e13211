import type { Workflow } from '@six-order/engine';

/** Of each workflow its newest version. */
export const latest = (workflows: readonly Workflow[]): readonly Workflow[] =>
  workflows.filter(({ id, version }) => !workflows.some((other) => other.id === id && other.version > version));
