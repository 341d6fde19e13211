// The whole system with its pages on a real port, and visitors with browsers of their own.
//
// V1: whatever a page writes to its console, throws, or is kept from doing by its policy fails the test that visits it.
import { buildFaces } from '@six-order/web/build';
import { readFaces } from '@six-order/api/faces';
import { readConfiguration } from '@six-order/cli/configuration';
import { openSystem, type System } from '@six-order/cli/system';
import type { PersonaName } from '@six-order/community/demo/persona-name';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { pino } from 'pino';
import { openChromium } from './chromium.ts';

export interface Look {
  readonly width?: 360 | 768 | 1440 | 1920;
  readonly language?: 'zh' | 'en';
  readonly elder?: boolean;
  /** Whether pages may run theirs. */
  readonly script?: boolean;
  /** Whether the page for lost networks may be kept; without it a test sees each request itself. */
  readonly worker?: boolean;
}

export interface Visitor {
  readonly page: Page;
  /** What went wrong on its pages since the last call. */
  complaints(): string[];
  /** From now on he sees pages like this. */
  turn(look: Pick<Look, 'width' | 'language' | 'elder'>): Promise<void>;
  close(): Promise<void>;
}

export interface Site {
  readonly url: string;
  visit(persona: PersonaName | null, look?: Look): Promise<Visitor>;
  /** JSON of an API call as a persona. Throws when it is refused. */
  call(persona: PersonaName, method: 'GET' | 'POST', path: string, body?: unknown): Promise<any>;
  /** What a persona's session goes by, in a cookie or a header. */
  token(persona: PersonaName): Promise<string>;
  /** The server goes away and comes back at the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const HEIGHT = 800;
/** Of a wall. */
const HIGH = 1080;

const sizeOf = ({ width = 360 }: Look) => ({ width, height: width === 1920 ? HIGH : HEIGHT });

/** With the demo's people, configured by an environment; port 0. */
export async function openSiteOn(environment: Readonly<Record<string, string>>, debuggingPort?: number): Promise<Site> {
  const faces = buildFaces(() => undefined).then(readFaces);
  const open = (port: string): Promise<System> => {
    const configuration = readConfiguration({ PORT: port, SIX_ORDER_DEMO: 'on', ...environment });
    return openSystem({
      configuration,
      log: pino({ enabled: false }),
      api: true,
      worker: true,
      migrate: true,
      seed: true,
      faces,
    });
  };
  const [first, browser]: [System, Browser] = await Promise.all([open('0'), openChromium(debuggingPort)]);
  let system = first;
  const url = system.address as string;
  const tokens = new Map<PersonaName, string>();

  const ask = async (path: string, init: RequestInit): Promise<any> => {
    const answer = await fetch(url + path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const json = { 'content-type': 'application/json' };
  const tokenOf = async (persona: PersonaName): Promise<string> => {
    const body = JSON.stringify({ persona });
    const token = tokens.get(persona) ?? (await ask('/api/v1/demo/session', { method: 'POST', headers: json, body })).token;
    tokens.set(persona, token);
    return token;
  };

  const speak = (context: BrowserContext, { language = 'zh', elder = false }: Look): Promise<void> =>
    context.addCookies([
      { name: 'six_order_language', value: language, url },
      { name: 'six_order_elder', value: elder ? '1' : '0', url },
    ]);

  return {
    url,
    async visit(persona, { width = 360, language = 'zh', elder = false, script = true, worker = false } = {}) {
      const context = await browser.newContext({
        viewport: sizeOf({ width }),
        reducedMotion: 'reduce',
        javaScriptEnabled: script,
        serviceWorkers: worker ? 'allow' : 'block',
      });
      if (persona) await context.addCookies([{ name: 'six_order_session', value: await tokenOf(persona), url, httpOnly: true }]);
      await speak(context, { language, elder });
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      let complaints: string[] = [];
      page.on('console', (message) => {
        // Said by whoever drives the browser, not by a page.
        if (message.text().includes('registration blocked by Playwright')) return;
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      return {
        page,
        async turn(look) {
          await page.setViewportSize(sizeOf(look));
          await speak(context, look);
        },
        complaints() {
          const all = complaints;
          complaints = [];
          return all;
        },
        close: () => context.close(),
      };
    },
    async call(persona, method, path, body) {
      const headers = { ...json, authorization: `Bearer ${await tokenOf(persona)}` };
      return ask(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    },
    token: tokenOf,
    async restart() {
      await system.close();
      system = await open(new URL(url).port);
    },
    async close() {
      await browser.close();
      await system.close();
    },
  };
}
