// What was pressed on its way: from the page where it is checked, and from any other once there is a network again.
//
// S1: what is sent again is what was sent before, under the same key, so that it is one order however often it is sent.
import { post, type Reply } from '../../shared/api/client.ts';
import { isRefused } from '../../shared/again.ts';
import { keepConsents } from './consents.tsx';
import { afterRefusal, forget, keepSent, ownOnly, type Waiting } from './draft.ts';

/** Rejects with a Problem; then it is kept: as it is, or with why it was refused. */
export async function sendOrder(me: Reply<'getMe'>, waiting: Waiting): Promise<Reply<'placeOrder'>> {
  const { page, sent, key, consents } = waiting;
  try {
    if (ownOnly(me)) await keepConsents(sent.asked, consents);
    const reply = await post<'placeOrder'>('/api/v1/orders', sent.body, key);
    forget(me, page, key);
    return reply;
  } catch (error) {
    if (isRefused(error)) keepSent(me, waiting, afterRefusal(sent, error));
    throw error;
  }
}
