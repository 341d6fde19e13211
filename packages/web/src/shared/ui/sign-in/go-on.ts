// Where a new session leads.
import { saidQuery } from '../../boot.ts';

const privateRoles = new Set(['resident', 'relative', 'household-head']);

export const isPrivate = (role: string): boolean => privateRoles.has(role);

/** Where one comes to sign in, and for nothing else. */
export const entrances: ReadonlySet<string> = new Set(['/sign-in', '/invitation']);

/** Staff to their desks, others to their own page; or back to the page that asked for it. */
export function goOn(role: string | undefined): void {
  const back = entrances.has(location.pathname) ? null : location.pathname + location.search;
  location.assign(
    role !== undefined && !isPrivate(role) && !back?.startsWith('/place') ? `/staff/${saidQuery()}` : (back ?? `/${saidQuery()}`),
  );
}
