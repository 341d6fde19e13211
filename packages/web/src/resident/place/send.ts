// What was pressed on its way: from the page where it is checked, and from any other once there is a network again.
//
// S1: what is sent again is what was sent before, under the same key, so that it is one order however often it is sent. S2: in nobody
// else's name: on a shared device somebody else may have signed in since, from another tab, or the same person in another post.
import { get, post, Problem, type Reply } from '../../shared/api/client.ts';
import { isRefused, SIGNED_OUT } from '../../shared/again.ts';
import { keepConsents } from './consents.tsx';
import { afterRefusal, forget, isSame, isOwn, isUnchanged, keepSent } from './draft.ts';
import { type Waiting, waiting } from './pressed.ts';
import { p } from './words.ts';

/**
 * Null when nothing was sent: `isStill`, asked at the last moment, says that it is not to be sent as it is any more. Rejects with a Problem;
 * then it is kept: as it is, or with why it was refused.
 */
export async function sendOrder(
  me: Reply<'getMe'>,
  waiting: Waiting,
  isStill: () => boolean,
): Promise<Reply<'placeOrder'> | null> {
  const { page, sent, key, consents } = waiting;
  try {
    const now = await get<'getMe'>('/api/v1/me');
    if (now.person.id !== me.person.id || now.post.id !== me.post.id) throw new Problem(SIGNED_OUT, p.asSomebodyElse);
    if (isOwn(me, 'source' in sent.body ? sent.body.source : undefined)) await keepConsents(sent.asked, consents);
    if (!isStill()) return null;
    const reply = await post<'placeOrder'>('/api/v1/orders', sent.body, key);
    forget(me, page, key, sent);
    return reply;
  } catch (error) {
    if (isRefused(error)) keepSent(me, waiting, afterRefusal(sent, error));
    throw error;
  }
}

/**
 * The same from beside its questions; null once something of it is changed, or where it has arrived before it is tried. What arrives
 * meanwhile from its own page, which is left, is sent again under its key: so the answer is heard here.
 */
export async function sendAsPressed(me: Reply<'getMe'>, one: Waiting): Promise<Reply<'placeOrder'> | null> {
  const waits = waiting(me).some(({ page, key, sent }) => page === one.page && key === one.key && isSame(sent, one.sent));
  return waits ? sendOrder(me, one, () => isUnchanged(me, one)) : null;
}
