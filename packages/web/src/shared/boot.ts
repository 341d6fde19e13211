// What the server put into the shell: who acts, in which language, and what time it is there.
import type { Boot } from '@six-order/api/boot';

export const boot = JSON.parse(document.querySelector('#boot')?.textContent ?? '{}') as Boot;

/** When the shell came here, epoch ms: however late its script began, what it says is as old as that. */
export const received = performance.timing?.responseStart || Date.now();

const offset = Date.parse(boot.now) - received;

/** How long ago the shell came, ms. */
export const ageOfShell = (): number => Date.now() - received;

// A page that the browser kept and shows again may be of somebody who has signed out since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload();
});

/** The system's time, epoch ms. */
export const now = (): number => Date.now() + offset;

/** The reader's word for what a catalogue names; English ones begin a line here, so with a capital. */
export const named = (text: { readonly zh: string; readonly en: string }): string => {
  const said = inWords(text);
  return said.slice(0, 1).toUpperCase() + said.slice(1);
};

/** Of a text in both languages, the reader's. */
export const inWords = (text: { readonly zh: string; readonly en: string }): string => text[boot.language];

/** In which language somebody's own words are, for whoever has the page read to him: undefined where it is the page's. */
export function tongueOf(text: string | null | undefined): 'zh-CN' | 'en' | undefined {
  const chinese = /[\u4e00-\u9fff]/.test(text ?? '');
  if (boot.language === 'en') return chinese ? 'zh-CN' : undefined;
  return !chinese && /[a-z]{3}/i.test(text ?? '') ? 'en' : undefined;
}

const YEAR_SECONDS = 31_536_000;

/** Display choices are remembered in cookies that name nobody, so that the next shell comes with them. */
function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** Chosen here: what the address said of it holds no longer. */
function withdraw(name: 'lang' | 'elder'): void {
  const address = new URL(location.href);
  address.searchParams.delete(name);
  history.replaceState(history.state, '', address);
}

/** The end of an address of ours, so that this visit goes on in the language and size that it came in. */
export const saidQuery = (): string => {
  const search = new URLSearchParams(boot.said).toString();
  return search && `?${search}`;
};

export function setElder(on: boolean): void {
  withdraw('elder');
  document.documentElement.toggleAttribute('data-elder', on);
  remember('six_order_elder', on ? '1' : '0');
}

export function switchLanguage(): void {
  remember('six_order_language', boot.language === 'zh' ? 'en' : 'zh');
  withdraw('lang');
  location.reload();
}

const ARRIVING = 'six_order_arriving';

/** The next page of this tab is where a new session leads: it takes the focus, as a page does that is gone to by a link of ours. */
export function arrive(): void {
  try {
    sessionStorage.setItem(ARRIVING, '1');
  } catch {
    // Nothing may be kept here: the page comes without it.
  }
}

/** Whether this page is that next one; true once. */
export function hasArrived(): boolean {
  try {
    const isArriving = sessionStorage.getItem(ARRIVING) !== null;
    sessionStorage.removeItem(ARRIVING);
    return isArriving;
  } catch {
    return false;
  }
}
