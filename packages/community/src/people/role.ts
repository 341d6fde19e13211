// The roles a post can have. What each may do is decided in ../authority and nowhere else.
import { z } from 'zod';

export const Role = z.enum([
  'resident',
  'relative',
  'household-head',
  'grid-worker',
  'opinion-aide',
  'window',
  'secretary',
  'member',
  'team-lead',
  'property',
  'facility',
  'community',
  'street',
  'department',
  'supervisor',
  'discipline',
  'representative',
  'leader',
  'publisher',
  'admin',
  'dpo',
  'archives',
]);
export type Role = z.infer<typeof Role>;

/** Whoever is in no office: for himself, his family or his neighbours. */
const privateRoles: ReadonlySet<string> = new Set<Role>(['resident', 'relative', 'household-head']);

export const isPrivate = (role: string): boolean => privateRoles.has(role);
