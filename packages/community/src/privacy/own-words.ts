// The words of whoever ordered something for himself, as he wrote them, for his own list (decision 0345).
//
// Owns: whose words are shown to whom in a list as they are. Not ours: the redacted copies that everybody else's lists show
// (search-copy-store.ts), the reading of one order and its log (disclose.ts).
// Keeps: I12. W1: to the resident himself alone, in that post, and only where he reads the text in full. W2: what he reads of himself
// is no look of another at his data, so a list writes no log of it (decision 0282).
import type { StoredOrder } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import type { Reader } from '../authority/reader.ts';
import { sealedAt } from './field-name.ts';
import { accessOf } from './fields.ts';
import { consenterOf } from './withholding.ts';

/** Of these orders the texts of the reader's own, by id, read in one statement; those of others, and erased ones, are not in it. `now`: epoch ms. */
export async function ownWordsOf(
  engine: Pick<Engine, 'unsealMany'>,
  reader: Reader,
  orders: readonly StoredOrder[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const own = orders.filter(
    (order) =>
      reader.role === 'resident' &&
      reader.person !== null &&
      consenterOf(order) === reader.person &&
      accessOf(reader, order, now)('text') === 'full',
  );
  const asked = own.flatMap((order) => {
    const sealed = sealedAt(order, { path: ['text'] });
    return sealed ? [{ order: order.id, id: sealed.sealed }] : [];
  });
  const texts = await engine.unsealMany(asked);
  return new Map([...texts].filter((one): one is [string, string] => typeof one[1] === 'string'));
}
