// The versions of six-order (六单): new orders open on the newest, older ones run on as they were born (I10).
import { v1 } from './v1/workflow.ts';
import { v2 } from './v2/workflow.ts';

export type { EffectType } from './v2/workflow.ts';

/** The newest: what new orders are. */
export const sixOrder = v2;
/** All that a process must know. */
export const sixOrderVersions = [v1, v2] as const;
