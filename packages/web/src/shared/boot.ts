// What the server put into the shell: who acts, in which language, and what time it is there.
import type { Boot } from '@six-order/api/boot';

export const boot = JSON.parse(document.querySelector('#boot')?.textContent ?? '{}') as Boot;

const offset = Date.parse(boot.now) - Date.now();

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

const YEAR_SECONDS = 31_536_000;

/** Display choices are remembered in cookies that name nobody, so that the next shell comes with them. */
function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

export function setElder(on: boolean): void {
  document.documentElement.toggleAttribute('data-elder', on);
  remember('six_order_elder', on ? '1' : '0');
}

export function switchLanguage(): void {
  remember('six_order_language', boot.language === 'zh' ? 'en' : 'zh');
  location.reload();
}
