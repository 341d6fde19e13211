// What a page shows from the server: read at once, and again whenever it may have changed.
import { useCallback, useEffect, useRef, useState } from 'react';
import { firstAnswer, get, messageOf, Problem } from '../shared/api/client.ts';
import type { Operation } from '@six-order/api/contract';
import type { Reply } from '../shared/api/client.ts';
import { onChange } from '../shared/api/live.ts';
import { w } from '../shared/words.ts';
import { isUnheard, useAgain } from '../shared/again.ts';
import { t } from './words.ts';

export interface Live<T> {
  readonly data: T | null;
  readonly failure: string | null;
  /** Whoever looked is not signed in any more. */
  readonly signedOut: boolean;
  /** It is not there, or not for whoever looks: asking again never helps. */
  readonly missing: boolean;
  readonly reload: () => void;
}

/** Whoever asks may not see it, or it is not there any more: nothing that was read of it stays on the screen. */
const gone: readonly number[] = [401, 403, 404, 410];

/** With `order` only its changes count; with null every change; without it nothing is listened to. */
export function useLive<Op extends Operation>(path: string, order?: string | null): Live<Reply<Op>> {
  const [data, setData] = useState<Reply<Op> | null>(() => firstAnswer<Op>(path));
  const here = useRef(data && path);
  const [failure, setFailure] = useState<string | null>(null);
  const [signedOut, setSignedOut] = useState(false);
  const [missing, setMissing] = useState(false);
  /** How often it was asked without an answer. */
  const [tries, setTries] = useState(0);
  const asked = useRef(0);
  const reload = useCallback(() => {
    asked.current += 1;
    const own = asked.current;
    get<Op>(path).then(
      (reply) => {
        if (own !== asked.current) return;
        setData(reply);
        setFailure(null);
        setSignedOut(false);
        setMissing(false);
        setTries(0);
      },
      (error: unknown) => {
        if (own !== asked.current) return;
        const unheard = isUnheard(error);
        const status = error instanceof Problem ? error.status : null;
        if (status !== null && gone.includes(status)) setData(null);
        setSignedOut(status === 401);
        setMissing(status !== null && status !== 401 && gone.includes(status));
        setFailure(unheard ? w.problem.unread : status === 401 ? t.signedOut : messageOf(error));
        setTries((before) => (unheard ? before + 1 : 0));
      },
    );
  }, [path]);
  useAgain(tries, reload);
  useEffect(() => {
    if (here.current === path) here.current = null;
    else reload();
  }, [path, reload]);
  useEffect(() => {
    if (order === undefined) return undefined;
    return onChange((changed) => (changed === null || order === null || changed === order) && reload());
  }, [order, reload]);
  return { data, failure, signedOut, missing, reload };
}
