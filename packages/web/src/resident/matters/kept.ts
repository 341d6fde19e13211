// What was answered so far of a dispute or a topic: kept on this device for a day, as that of an order is (../place/draft.ts).
//
// Keeps: I12. D1: deleted on sending and on signing out. D2: what names a household stays in memory for whoever asks for others.
import { useRef, useState } from 'react';
import { isRefused } from '../../shared/again.ts';
import { type Body, newKey, type Reply } from '../../shared/api/client.ts';
import { afterRefusal, forget, isOf, isUnchanged } from '../place/draft.ts';
import { type Begun, keep, kept, type Page } from '../place/pressed.ts';
import { sendOrder } from '../place/send.ts';

export interface Keeping<D> {
  readonly draft: D;
  readonly change: (part: Partial<D>) => void;
  /**
   * What was pressed before is sent as it was, whatever is read meanwhile. `another`: it is none of what was sent before; `isStill`: as of
   * `sendOrder`. Null, too, when something was changed while it was on its way: its writer is told when he sends it.
   */
  readonly send: (body: Body<'placeOrder'>, another: boolean, isStill: () => boolean) => Promise<Reply<'placeOrder'> | null>;
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
  /** As it was last written, whatever is shown yet. */
  const written = useRef(draft);
  const put = (part: (before: D) => D): void =>
    setDraft((before) => {
      const next = part(before);
      written.current = next;
      keep(me, matter, { ...next, ...others });
      return next;
    });
  return {
    draft,
    change: (part) => put((before) => ({ ...before, ...part, sent: null })),
    send: async (body, another, isStill) => {
      const key = another ? newKey() : draft.key;
      const again = another || draft.sent?.refused ? null : draft.sent;
      const sent = again ?? { body, asked: [], refused: null };
      const waits = { page: matter, sent, key, consents: {} };
      put((before) => ({ ...before, sent, key }));
      const isAsPressed = (): boolean => isOf(written.current, waits) && isUnchanged(me, waits);
      const reply = await sendOrder(me, waits, () => isStill() && isAsPressed()).catch((error: unknown) => {
        if (isRefused(error)) put((before) => (before.sent ? { ...before, sent: afterRefusal(sent, error) } : before));
        throw error;
      });
      return isOf(written.current, waits) ? reply : null;
    },
    drop: () => forget(me, matter, draft.key),
  };
}
