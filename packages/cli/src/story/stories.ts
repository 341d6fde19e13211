// The stories that can be told. Each ends as its name says (tests/cli/story.test.ts).
import { happy } from './stories/happy.ts';
import { mediationLadder } from './stories/mediation-ladder.ts';
import { mergedThree } from './stories/merged-three.ts';
import { overdueToRedCard } from './stories/overdue-to-red-card.ts';
import { returnTwice } from './stories/return-twice.ts';
import { reworkTwice } from './stories/rework-twice.ts';
import { settledAtWindow } from './stories/settled-at-window.ts';
import { whistle } from './stories/whistle.ts';
import { emergencyDay } from './stories/emergency-day.ts';
import { taskDownAndUp } from './stories/task-down-and-up.ts';
import { threeParties } from './stories/three-parties.ts';
import { visitToOrder } from './stories/visit-to-order.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [
  happy,
  settledAtWindow,
  overdueToRedCard,
  returnTwice,
  reworkTwice,
  mergedThree,
  whistle,
  mediationLadder,
  visitToOrder,
  taskDownAndUp,
  emergencyDay,
  threeParties,
];
