// What was sent from a page is said beside the state that came of it, never beside the one before, and until the order goes on: once,
// whatever others did with it meanwhile.
import { useEffect, useState } from 'react';

interface Shown {
  readonly revision: number;
  readonly state: { readonly handling: string };
}

interface Done {
  readonly text: string;
  /** That it made; 0: the page before this one says it. */
  readonly revision: number;
  /** The state in which this page showed it first. */
  readonly handling: string | null;
}

interface Said {
  readonly done: Pick<Done, 'text' | 'revision'> | null;
  /** Whether it is to be said now. */
  readonly told: boolean;
  readonly say: (text: string, revision: number) => void;
}

/** `failed`: what became of the order could not be read. `first`: what is to be said before anything was sent from here. */
export function useDone(order: Shown | null | undefined, failed: boolean, first = ''): Said {
  const [done, setDone] = useState<Done | null>(() => (first === '' ? null : { text: first, revision: 0, handling: null }));
  const handling = order?.state.handling ?? null;
  const isThere = !!order && done !== null && order.revision >= done.revision;
  useEffect(() => {
    if (!isThere || done === null) return;
    if (done.handling === null) setDone({ ...done, handling });
    else if (done.handling !== handling) setDone(null);
  }, [isThere, done, handling]);
  return {
    done,
    told: done !== null && (isThere ? done.handling === null || done.handling === handling : !!order && failed),
    say: (text, revision) => setDone({ text, revision, handling: null }),
  };
}
