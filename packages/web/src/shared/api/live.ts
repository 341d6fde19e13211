// News of changed orders: one event stream for all tabs of a browser.
//
// L1: on HTTP/1.1 a browser holds six connections to a host, so the seventh tab with a stream of its own would stall. The tab
// that holds a lock listens and tells the others. Without locks or channels each tab listens for itself.
// L2: a message says which order changed and nothing more; whoever shows it reads it anew, as he may.
// L3: what was changed while the stream was broken is told by nobody, so everything is read anew when it is there again.
// L4: so is what came with the shell: it may be older than the stream.
import { boot } from '../boot.ts';

/** `order` is null when everything may have changed. */
type Listener = (order: string | null) => void;

const listeners = new Set<Listener>();
let started = false;
const old = Object.keys(boot.answers ?? {}).length > 0;

/** Calls back with each change until the returned function is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  start();
  return () => listeners.delete(listener);
}

/** Calls back with what others hear of, and opens no stream for it. */
export const overhear = (listener: Listener): unknown => listeners.add(listener);

/** To this page alone. */
const tell: Listener = (order) => {
  for (const listener of listeners) listener(order);
};

// What happened while nobody looked is read when somebody looks again.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') tell(null);
});

function start(): void {
  if (started) return;
  started = true;
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') return listen(tell, old);
  const channel = new BroadcastChannel('six-order-changes');
  channel.addEventListener('message', ({ data }) => tell(data as string | null));
  const lead = (missed: boolean): Promise<never> => {
    listen((order) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has its own origin only
      channel.postMessage(order);
      tell(order);
    }, missed);
    // The lock is held as long as this tab lives.
    return new Promise(() => {});
  };
  void navigator.locks
    .request('six-order-changes', { ifAvailable: true }, (lock) => (lock ? lead(old) : undefined))
    .then(() => {
      // Another tab listens already, and from now on tells this one.
      if (old) tell(null);
      return navigator.locks.request('six-order-changes', () => lead(false));
    });
}

/** How long until a stream that was refused, not only broken, is asked for again. */
const AGAIN_MS = 10_000;

function listen(hear: Listener, missed = false): void {
  const source = new EventSource('/api/v1/events');
  source.addEventListener('message', ({ data }) => hear((JSON.parse(data as string) as { order: string }).order));
  source.addEventListener('refresh', () => hear(null));
  let broken = missed;
  source.addEventListener('open', () => {
    if (broken) hear(null);
    broken = false;
  });
  source.addEventListener('error', () => {
    broken = true;
    // A browser asks again by itself when a stream breaks, and never when it was refused.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(hear, true), AGAIN_MS);
  });
}
