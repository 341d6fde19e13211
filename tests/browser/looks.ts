// Every page in every look: nothing for axe (WCAG 2.2 AA) to find, nothing sticks out, nothing is written to the console, and
// no Chinese is left on an English page but names.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { personas } from '@six-order/community/demo/personas';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import type { Look, Site, Visitor } from './site.ts';

export interface Case {
  readonly name: string;
  readonly persona: PersonaName | null;
  readonly path: () => string;
  /** What is done there before it is looked at. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

const long = process.env['SIX_ORDER_LONG'] === '1';

const every: readonly Look[] = ([360, 768, 1440] as const).flatMap((width) =>
  (['zh', 'en'] as const).flatMap((language) => [false, true].map((elder) => ({ width, language, elder }))),
);

/** Two looks that differ in everything, for one page after another: between them all pairs are met. */
const turns: readonly (readonly Look[])[] = [
  [
    { width: 360, language: 'zh', elder: false },
    { width: 1440, language: 'en', elder: true },
  ],
  [
    { width: 360, language: 'en', elder: true },
    { width: 1440, language: 'zh', elder: false },
  ],
  [
    { width: 360, language: 'zh', elder: true },
    { width: 768, language: 'en', elder: false },
  ],
  [
    { width: 360, language: 'en', elder: false },
    { width: 1440, language: 'zh', elder: true },
  ],
];

const visitsOf = (pages: readonly Case[]) =>
  pages.flatMap((one, at) =>
    (long ? every : (turns[at % turns.length] ?? [])).map((look) => ({
      ...one,
      look,
      title: `${one.name} ${look.width} ${look.language}${look.elder ? ' elder' : ''}`,
    })),
  );

/**
 * Each page in its looks. Whoever has several keeps one tab, as people do; what a page keeps in the browser is gone before the next.
 */
export function lookAtEach(pages: readonly Case[], site: () => Site): void {
  const visitors = new Map<PersonaName | null, Visitor>();
  afterAll(async () => {
    for (const { close } of visitors.values()) await close();
  });
  const visitorOf = async (persona: PersonaName | null, look: Look): Promise<Visitor> => {
    const known = visitors.get(persona);
    if (known) return (await known.turn(look), known);
    const visitor = await site().visit(persona, look);
    await bringAxe(visitor.page);
    await visitor.page.addInitScript(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
    visitors.set(persona, visitor);
    return visitor;
  };
  test.each(visitsOf(pages))('$title', async ({ persona, path, prepare, look }) => {
    const visitor = await visitorOf(persona, look);
    const { page } = visitor;
    visitor.complaints();
    const missing = path() === '/nothing-here';
    expect((await page.goto(site().url + path()))?.status()).toBe(missing ? 404 : 200);
    await settled(page);
    await prepare?.(page);
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    expect(await violations(page)).toEqual([]);
    if (look.language === 'en') expect(await untranslated(page)).toEqual([]);
    expect(visitor.complaints().filter((line) => !(missing && line.includes('404')))).toEqual([]);
  });
}

/** Nothing is being read any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor();
  await page.waitForLoadState('load');
  await page.waitForFunction(() => !/正在读取|Loading …/.test(document.body.innerText));
}

/** What stands beside an order is out of sight on a telephone. */
export async function openFolded(page: Page): Promise<void> {
  for (const summary of await page.locator('main summary').all()) if (await summary.isVisible()) await summary.click();
}

export async function openAll(page: Page): Promise<void> {
  await openFolded(page);
  if (page.url().includes('/staff/')) await page.locator('.journal').waitFor();
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Has axe come with each document of a page: quicker than to bring it to each. */
export const bringAxe = (page: Page): Promise<unknown> => page.addInitScript({ content: axe });

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function violations(page: Page): Promise<unknown> {
  // What lies half under the head of the page just now is no smaller for it.
  await page.evaluate(() => scrollTo(0, 0));
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async (values) => {
    const { axe: own } = globalThis as unknown as { axe: { run: (on: unknown, options: unknown) => Promise<any> } };
    const found = await own.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }: any) => nodes.map(({ html }: any) => `${id}: ${html.slice(0, 200)}`));
  }, rules);
}

/** Chinese that is neither marked as such nor what somebody said or is called. */
const untranslated = (page: Page): Promise<string[]> =>
  page.evaluate(
    (names) => {
      const found: string[] = [];
      const told = location.pathname.startsWith('/staff') ? ', option, dd' : '';
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const { parentElement } = node;
        if (parentElement?.closest(`[lang="zh-CN"], noscript, script${told}`)) continue;
        const rest = names.reduce((text, name) => text.replaceAll(name, ''), node.textContent ?? '');
        if (/[\u4e00-\u9fff]/.test(rest)) found.push(rest);
      }
      return found;
    },
    ['蟠桃园社区', ...Object.values(personas).map(({ name }) => name)],
  );
