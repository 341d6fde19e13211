// An order on its way: from the page where it is checked, and from any other once there is a network again.
//
// S1: what is sent again is what was sent before, under the same key, so that it is one order however often it is sent.
import { post, type Reply } from '../../shared/api/client.ts';
import { keepConsents } from './consents.tsx';
import { type Draft, forgetDraft, ownOnly, type Sent } from './draft.ts';

/** Rejects with a Problem; then it is kept as it is. */
export async function sendOrder(
  me: Reply<'getMe'>,
  { consents, key }: Draft,
  { body, asked }: Sent,
): Promise<Reply<'placeOrder'>> {
  if (ownOnly(me)) await keepConsents(asked, consents);
  const reply = await post<'placeOrder'>('/api/v1/orders', body, key);
  forgetDraft(me);
  return reply;
}
