// The profiles that there are.
import type { Profile } from './profile.ts';
import { boston311 } from './profiles/boston311.ts';

const all: readonly Profile[] = [boston311];

export const profileNames: readonly string[] = all.map(({ name }) => name);

export const profileNamed = (name: string): Profile | undefined => all.find((profile) => profile.name === name);
