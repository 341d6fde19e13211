// The telephone that somebody signs in with, offered as the one at which he is reached.
import { useEffect, useState } from 'react';
import { get, type Reply } from '../../shared/api/client.ts';
import { ownOnly } from './draft.ts';

/** Null until it is known, where there is none, and for whoever asks for others. */
export function useOwnPhone(me: Reply<'getMe'>): string | null {
  const [own, setOwn] = useState<string | null>(null);
  useEffect(() => {
    if (!ownOnly(me)) return undefined;
    let isHere = true;
    get<'showOwnPhone'>('/api/v1/session/phone').then(
      ({ phone }) => isHere && setOwn(phone),
      // He types it.
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, []);
  return own;
}

/** Whether somebody is in the field, about to type: nothing is put into it any more. */
export const isAtPhone = (): boolean => document.activeElement?.id === 'phone';
