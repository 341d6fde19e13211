// What was answered so far of a dispute or a topic: kept on this device for a day, as that of an order is (../place/draft.ts).
//
// Keeps: I12. D1: deleted on sending and on signing out. D2: what names a household stays in memory for whoever asks for others.
import { useState } from 'react';
import { isRefused } from '../../shared/again.ts';
import { type Body, newKey, type Reply } from '../../shared/api/client.ts';
import { afterRefusal, forget } from '../place/draft.ts';
import { type Begun, keep, kept, type Page } from '../place/pressed.ts';
import { sendOrder } from '../place/send.ts';

export interface Keeping<D> {
  readonly draft: D;
  readonly change: (part: Partial<D>) => void;
  /**
   * What was pressed before is sent as it was, whatever is read meanwhile. `another`: it is none of what was sent before; `isStill`: as of
   * `sendOrder`.
   */
  readonly send: (body: Body<'placeOrder'>, another: boolean, isStill: () => boolean) => Promise<Reply<'placeOrder'>>;
  readonly drop: () => void;
}

/** `others`: members that are not written down, of who asks for somebody else. */
export function useKept<D extends Begun>(
  matter: Exclude<Page, 'place'>,
  me: Reply<'getMe'>,
  empty: Omit<D, keyof Begun>,
  others: Partial<D>,
): Keeping<D> {
  const [draft, setDraft] = useState<D>(() => ({ ...empty, sent: null, key: newKey(), ...kept<D>(me, matter) }) as D);
  const put = (part: (before: D) => D): void =>
    setDraft((before) => {
      const next = part(before);
      keep(me, matter, { ...next, ...others });
      return next;
    });
  return {
    draft,
    change: (part) => put((before) => ({ ...before, ...part, sent: null })),
    send: (body, another, isStill) => {
      const key = another ? newKey() : draft.key;
      const again = another || draft.sent?.refused ? null : draft.sent;
      const sent = again ?? { body, asked: [], refused: null };
      put((before) => ({ ...before, sent, key }));
      return sendOrder(me, { page: matter, sent, key, consents: {} }, isStill).catch((error: unknown) => {
        if (isRefused(error)) put((before) => (before.sent ? { ...before, sent: afterRefusal(sent, error) } : before));
        throw error;
      });
    },
    drop: () => forget(me, matter, draft.key),
  };
}
