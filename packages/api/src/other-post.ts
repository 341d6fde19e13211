// A command that was written in one post is carried out in no other (decision 0416).
//
// A browser has one session for all its tabs: who changes the post in one, or hands the device on, changes it under the pages that are open
// in the others. A page says with everything it sends in which post that was written; a post is one person's. Whoever says nothing, as
// other systems do, is taken as before.
import type { Request } from 'express';
import { Refusal } from './refusal.ts';

export const POST_HEADER = 'six-order-post';

/** Reading is let be: what is read is shown as what the session now may see. */
export function refuseOtherPost(req: Pick<Request, 'method' | 'headers'>, post: string | null): void {
  const said = req.headers[POST_HEADER];
  if (said === undefined || ['GET', 'HEAD'].includes(req.method)) return;
  if (said !== post) throw new Refusal('other-post');
}
