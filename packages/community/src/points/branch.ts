// A member's branch: where he earns points, and where what he appeals against is decided.
import type { Directory } from '../directory.ts';

/** The path of the unit whose branch it is; undefined of whoever has no post that earns points. */
export function branchPathOf(
  directory: Pick<Directory, 'postsOf' | 'unitById'>,
  tenant: string,
  person: string,
): string | undefined {
  const post = directory.postsOf(person).find((one) => one.tenant === tenant && isEarning(one.role));
  return post && directory.unitById(post.unit)?.path;
}

/** Members and leaders of teams: whose posts are service, not employment. */
export const isEarning = (role: string): boolean => role === 'member' || role === 'team-lead';
