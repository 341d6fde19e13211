// Without a network everything is tried again by itself: after four seconds, then twice as long each time up to a minute, and at once
// when there is one again. Whoever waits is told so meanwhile.
import { useEffect, useRef } from 'react';
import { OTHER_POST, Problem } from './api/client.ts';

const FIRST_MS = 4_000;
const LONGEST_MS = 60_000;

/** Whether no answer came, so that the same may be tried again. */
export const isUnheard = (error: unknown): boolean => error instanceof Problem && error.status === 0;

/** Statuses that pass by themselves: no answer, too slow, too early, too often. */
const passing: ReadonlySet<number> = new Set([0, 408, 425, 429]);
export const SIGNED_OUT = 401;

/** Whether the same may be taken another time: also where this page's own part did not come, without a network. */
const mayPass = (error: unknown): boolean => !(error instanceof Problem) || passing.has(error.status) || error.status >= 500;

/** What was written in one post waits until its writer acts in it again, as whoever is signed out signs in and sends the same. */
const isOfOther = ({ status, kind }: Problem): boolean => status === SIGNED_OUT || kind === OTHER_POST;

/** Whether it was refused for good: sent again as it is, it would be again. */
export const isRefused = (error: unknown): error is Problem => error instanceof Problem && !mayPass(error) && !isOfOther(error);

/** Calls once more; `tries`: how often it was tried without an answer so far, from 1. Returns how to let it be. */
function later(tries: number, again: () => void): () => void {
  const timer = setTimeout(again, Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS));
  addEventListener('online', again);
  return () => {
    clearTimeout(timer);
    removeEventListener('online', again);
  };
}

/** Whether there is a network again since it was called; asked once, when a try has come to nothing. */
function watchNetwork(): () => boolean {
  let isBack = false;
  const note = () => {
    isBack = true;
  };
  addEventListener('online', note);
  return () => {
    removeEventListener('online', note);
    return isBack;
  };
}

/** Tries again as long as `tries` says that no answer came; 0: nothing is to be tried. */
export function useAgain(tries: number, attempt: () => void): void {
  const latest = useRef(attempt);
  latest.current = attempt;
  useEffect(() => (tries === 0 ? undefined : later(tries, () => latest.current())), [tries]);
}

/** Reads until there is an answer, or a refusal. Returns how to stop. */
export const readUntilHeard = <T>(read: () => Promise<T>, done: (value: T) => void): (() => void) =>
  repeat(read, isUnheard, done, () => undefined);

/** Sends until it is taken, or refused for good. Returns how to stop. */
export const sendUntilTaken = <T>(
  send: () => Promise<T>,
  done: (value: T) => void,
  refused: (why: Problem) => void,
): (() => void) => repeat(send, mayPass, done, (error) => isRefused(error) && refused(error));

function repeat<T>(
  call: () => Promise<T>,
  isForAnother: (error: unknown) => boolean,
  done: (value: T) => void,
  failed: (error: unknown) => void,
): () => void {
  let stop = () => {};
  let stopped = false;
  const attempt = (tries: number): void => {
    const cameBack = watchNetwork();
    call().then(
      (value) => {
        cameBack();
        if (!stopped) done(value);
      },
      (error: unknown) => {
        // A try that began without one is nobody's news of it: waiting would be for nothing.
        const atOnce = cameBack();
        if (stopped) return;
        if (!isForAnother(error)) return failed(error);
        if (atOnce) return attempt(tries + 1);
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
