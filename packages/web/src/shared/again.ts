// Without a network everything is tried again by itself: after four seconds, then twice as long each time up to a minute, and at once
// when there is one again. Whoever waits is told so meanwhile.
import { useEffect, useRef } from 'react';
import { Problem } from './api/client.ts';

const FIRST_MS = 4_000;
const LONGEST_MS = 60_000;

/** Whether no answer came, so that the same may be tried again. */
export const isUnheard = (error: unknown): boolean => error instanceof Problem && error.status === 0;

/** Calls once more; `tries`: how often it was tried without an answer so far, from 1. Returns how to let it be. */
function later(tries: number, again: () => void): () => void {
  const timer = setTimeout(again, Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS));
  addEventListener('online', again);
  return () => {
    clearTimeout(timer);
    removeEventListener('online', again);
  };
}

/** Tries again as long as `tries` says that no answer came; 0: nothing is to be tried. */
export function useAgain(tries: number, attempt: () => void): void {
  const latest = useRef(attempt);
  latest.current = attempt;
  useEffect(() => (tries === 0 ? undefined : later(tries, () => latest.current())), [tries]);
}

/** Reads until there is an answer, or a refusal. Returns how to stop. */
export function readUntilHeard<T>(read: () => Promise<T>, done: (value: T) => void): () => void {
  let stop = () => {};
  let stopped = false;
  const attempt = (tries: number): void => {
    read().then(
      (value) => {
        if (!stopped) done(value);
      },
      (error: unknown) => {
        if (stopped || !isUnheard(error)) return;
        stop = later(tries, () => {
          stop();
          attempt(tries + 1);
        });
      },
    );
  };
  attempt(1);
  return () => {
    stopped = true;
    stop();
  };
}
