// How somebody works a page: with a finger, or with the keyboard alone.
import type { Page } from 'playwright-core';

export interface Hands {
  /** A link, a button, what unfolds. */
  press(name: RegExp): Promise<void>;
  fill(label: RegExp, text: string): Promise<void>;
  /** One of a list. */
  choose(label: RegExp, option: string): Promise<void>;
  /** A box to tick, or one of several choices. */
  mark(label: RegExp): Promise<void>;
}

const PRESSABLE = 'a, button, summary';

export const finger = (page: Page): Hands => ({
  press: (name) => page.locator(PRESSABLE).filter({ hasText: name }).first().click(),
  fill: (label, text) => page.getByLabel(label).fill(text),
  choose: async (label, option) => void (await page.getByLabel(label).selectOption({ label: option })),
  mark: (label) => page.getByLabel(label).check(),
});

const MOST_PRESSES = 120;

/** Tab until the focus is on what has this name; fails when it comes round without meeting it. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    if (name.test(await nameOfFocus(page))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** A label of its own, a label around it, and what stands in it. */
const nameOfFocus = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const on = document.activeElement?.closest('a, button, input, select, textarea, summary');
    const label = on?.id ? document.querySelector(`label[for="${on.id}"]`) : null;
    const text = on?.matches('select') ? '' : on?.textContent;
    return `${on?.getAttribute('aria-label') ?? ''} ${(label ?? on?.closest('label'))?.textContent ?? ''} ${text ?? ''}`.trim();
  });

const MOST_OPTIONS = 40;

export const keyboard = (page: Page): Hands => {
  /** What is not there yet is waited for; then it must be reached. */
  const to = async (name: RegExp): Promise<void> => {
    await page.locator(`${PRESSABLE}, label`).filter({ hasText: name }).first().waitFor();
    await tabTo(page, name);
  };
  return {
    async press(name) {
      await to(name);
      await page.keyboard.press('Enter');
    },
    async fill(label, text) {
      await to(label);
      await page.keyboard.type(text);
    },
    async choose(label, option) {
      await to(label);
      await page.locator('option', { hasText: option }).first().waitFor({ state: 'attached' });
      for (let presses = 0; presses < MOST_OPTIONS; presses += 1) {
        const chosen = await page.evaluate(() => (document.activeElement as HTMLSelectElement).selectedOptions[0]?.textContent);
        if (chosen === option) return;
        await page.keyboard.press('ArrowDown');
      }
      throw new Error(`the keyboard does not choose ${option}`);
    },
    async mark(label) {
      const first = await page.getByLabel(label).evaluate((input: HTMLInputElement) => {
        const group = input.type === 'radio' && input.form?.querySelectorAll<HTMLInputElement>(`[name="${input.name}"]`);
        return (group ? (group[0] ?? input) : input).closest('label')?.textContent ?? '';
      });
      await to(new RegExp(first.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)));
      await page.keyboard.press('Space');
      for (let presses = 0; presses < MOST_OPTIONS && !label.test(await nameOfFocus(page)); presses += 1) {
        await page.keyboard.press('ArrowDown');
      }
    },
  };
};
