// Where a new session leads: only ever to a page of ours.
import { arrive, saidQuery } from '../../boot.ts';

/** Those without a desk: for themselves, their family or their neighbours. */
const privateRoles = new Set(['resident', 'relative', 'household-head']);

export const isPrivate = (role: string): boolean => privateRoles.has(role);

const placers = new Set(['grid-worker', 'opinion-aide', 'window', 'secretary', 'community']);

/** Whether somebody of an office places orders for others. */
export const placesForOthers = (role: string): boolean => placers.has(role);

/** Where one comes to sign in, and for nothing else; the identity provider sends people to the first page. */
const entrances: ReadonlySet<string> = new Set(['', '/sign-in', '/invitation']);

/** Whether one was on the way to `path`, and is asked to sign in before. */
export const onTheWay = (path: string): boolean => !entrances.has(path.replace(/\/$/, ''));

/** Whether `path` is a page of the offices. */
export const isDesk = (path: string): boolean => /^\/staff(?:\/|$)/.test(path);

/** Back to the page that asked for it, where those of the role have business there; else staff to their desks, others to their page. */
export function goOn(role: string | undefined): void {
  const { pathname, search } = location;
  const official = role !== undefined && !isPrivate(role);
  const back =
    onTheWay(pathname) &&
    (official ? isDesk(pathname) || (pathname.startsWith('/place') && placesForOthers(role)) : !isDesk(pathname));
  arrive();
  location.assign(back ? pathname + search : `${official ? '/staff/' : '/'}${saidQuery()}`);
}
