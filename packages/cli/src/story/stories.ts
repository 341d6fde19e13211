// The stories that can be told. Each ends as its name says (tests/cli/story.test.ts).
import { happy } from './stories/happy.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [happy];
