// What was begun and is kept on this device for a day: how it is written, and when it goes.
//
// Keeps: I12. D1: once its writer has signed out, nothing of his is left, and no tab that is still open writes it again: one that came
// before that keeps nothing any more. D2: what is a day old goes with the next page, whoever opens it.
import { boot, received } from './boot.ts';

type Store = 'localStorage' | 'sessionStorage';

const PREFIX = 'six-order-draft-';
/** When somebody last signed out on this device, epoch ms. It names nobody. */
const SIGNED_OUT = 'six-order-signed-out';
const KEEP_MS = 24 * 3_600_000;

/** A browser without storage, or a full one, keeps nothing. */
function tried<T>(call: () => T, otherwise: T): T {
  try {
    return call();
  } catch {
    return otherwise;
  }
}

/** 0: never, or by a clock that was put back since. */
function signedOutAt(): number {
  const at = Number(localStorage.getItem(SIGNED_OUT));
  return at <= Date.now() ? at : 0;
}

const isKept = (at: number): boolean => Date.now() - at < KEEP_MS;

/** What was kept under this name, `at` and all; null when there is nothing, or when it is a day old. */
export const readDraft = <T extends object>(store: Store, name: string): T | null =>
  tried(() => {
    const found = JSON.parse(window[store].getItem(PREFIX + name) ?? 'null') as (T & { readonly at: number }) | null;
    return found && isKept(found.at) ? found : null;
  }, null);

export const writeDraft = (store: Store, name: string, draft: object): void =>
  tried(() => {
    if (received >= signedOutAt()) window[store].setItem(PREFIX + name, JSON.stringify({ at: Date.now(), ...draft }));
  }, undefined);

export const removeDraft = (store: Store, name: string): void => tried(() => window[store].removeItem(PREFIX + name), undefined);

const removeAll = (isOver: (store: Storage, name: string) => boolean): void =>
  tried(() => {
    for (const store of [localStorage, sessionStorage])
      for (const name of Object.keys(store)) if (name.startsWith(PREFIX) && isOver(store, name)) store.removeItem(name);
  }, undefined);

/** Of whoever signs out here, and of anybody who was here before. Other tabs forget theirs. */
export function forgetDrafts(): void {
  tried(() => localStorage.setItem(SIGNED_OUT, String(Date.now())), undefined);
  removeAll(() => true);
}

/** D2; and what was kept in a tab that slept while its writer signed out in another. */
removeAll((store, name) => {
  const at = tried(() => (JSON.parse(store.getItem(name) ?? '') as { readonly at: number }).at, 0);
  return !isKept(at) || at < tried(signedOutAt, 0);
});

addEventListener('storage', ({ key, newValue }) => {
  const me = boot.me?.person.id;
  if (key !== SIGNED_OUT || newValue === null || me === undefined) return;
  // D1: also what was being written at that moment. Not whatever somebody else has begun by the time this tab awakes.
  removeAll((_, name) => name.includes(me));
  location.reload();
});
