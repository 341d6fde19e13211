// A form that is sent once nothing is lacking, and sent again by itself as long as no answer comes.
import { useState } from 'react';
import { isUnheard, useAgain } from '../shared/again.ts';
import { messageOf } from '../shared/api/client.ts';
import { type Errors, useFound } from '../shared/ui/field.tsx';
import { w } from '../shared/words.ts';

/** `still`: what is lacking now. `send` resolves when it was taken, and keeps what came of it. */
export function useSending(still: Errors, send: () => Promise<unknown>) {
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  /** How often it was tried without an answer. */
  const [tries, setTries] = useState(0);
  const { beside, summary, find } = useFound(still);
  const submit = (): void => {
    if (busy) return;
    find(still);
    const lacks = Object.keys(still).length > 0;
    // Tried again by itself, what is said stays: nobody is called away from what he goes on writing.
    if (tries === 0 || lacks) setFailure(null);
    if (lacks) return;
    setBusy(true);
    send()
      .catch((error: unknown) => {
        const unheard = isUnheard(error);
        setFailure(unheard ? w.problem.unheard : messageOf(error));
        setTries((before) => (unheard ? before + 1 : 0));
      })
      .finally(() => setBusy(false));
  };
  useAgain(tries, submit);
  return { beside, summary, failure, busy, submit };
}
