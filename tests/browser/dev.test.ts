// Work on the pages: from their sources and with news of each change, in the process of the API; and nothing of it otherwise.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readConfiguration } from '@six-order/cli/configuration';
import { openDevFaces, openFaces } from '@six-order/cli/faces';
import { openSystem, type System } from '@six-order/cli/system';
import { generateKeys } from '@six-order/engine/runtime';
import { buildFaces } from '@six-order/web/build';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../harness/database.ts';

const said: string[] = [];
let dev: System;
let normal: System;

beforeAll(async () => {
  const database = await cloneDatabase();
  const environment = { PORT: '0', SIX_ORDER_DEMO: 'on', DATABASE_URL: database.url, SIX_ORDER_KEYS: generateKeys() };
  const options = {
    configuration: readConfiguration(environment),
    log: pino({ enabled: false }),
    api: true,
    worker: false,
    migrate: false,
    seed: true,
  };
  dev = await openSystem({ ...options, faces: openDevFaces((line) => said.push(line)) });
  normal = await openSystem({ ...options, faces: openFaces(() => undefined) });
}, 60_000);
afterAll(async () => {
  await normal.close();
  await dev.close();
});

const ask = (system: System, path: string, accept = '*/*') => fetch(`${system.address}${path}`, { headers: { accept } });
const shell = async (system: System, path: string) => {
  const answer = await ask(system, path, 'text/html');
  return { policy: answer.headers.get('content-security-policy') ?? '', html: await answer.text() };
};

test.each(['resident', 'staff'] as const)(
  'a page of %s names its sources, and they come as a browser can read them',
  async (face) => {
    const { policy, html } = await shell(dev, face === 'staff' ? '/staff/' : '/');
    const scripts = [...html.matchAll(/<script type="module" src="([^"]+)"/g)].map(([, src]) => src as string);
    expect(scripts.at(-1)).toBe(`/dev/${face}/src/${face}/main.tsx`);
    for (const script of scripts) {
      const answer = await ask(dev, script);
      expect([script, answer.status, answer.headers.get('content-type')]).toEqual([script, 200, 'text/javascript']);
      expect(await answer.text(), 'no TypeScript is left in it').not.toMatch(/\bimport type\b|\breadonly\b/);
    }
    const [style] = /\/dev\/[^"]+\.css/.exec(html) ?? [];
    const styled = await ask(dev, style ?? '', 'text/css');
    expect([styled.headers.get('content-type'), (await styled.text()).includes('--red')]).toEqual(['text/css', true]);
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy, 'no script may stand in the page').toMatch(/script-src 'self';/);
  },
);

test('a page hears of changes by a socket of the same server', async () => {
  const client = await (await ask(dev, '/dev/staff/@vite/client')).text();
  const token = /wsToken = "([^"]+)"/.exec(client)?.[1];
  const socket = new WebSocket(`${dev.address?.replace('http', 'ws')}/dev/staff/?token=${token}`, 'vite-hmr');
  const heard = await new Promise((told, failed) => {
    socket.addEventListener('message', ({ data }) => told(data));
    socket.addEventListener('error', () => failed(new Error('no socket')));
  });
  expect(heard).toBe('{"type":"connected"}');
  socket.close();
});

test('of the checkout only what pages are made of is read', async () => {
  const root = new URL('../..', import.meta.url).pathname;
  const statuses = await Promise.all(
    ['run.mjs', 'docs/desks.md', 'tests/package.json', '.git/HEAD'].map(
      async (file) => (await ask(dev, `/dev/staff/@fs${root}${file}`)).status,
    ),
  );
  expect(statuses).toEqual([403, 403, 403, 403]);
  expect(said.filter((line) => line.includes('outside of Vite serving allow list'))).toHaveLength(4);
});

test('a start for others has neither the files, nor the socket, nor the wider policy', async () => {
  const { policy, html } = await shell(normal, '/staff/');
  expect(html).not.toContain('/dev/');
  expect(policy).not.toMatch(/unsafe|ws:/);
  for (const path of ['/dev/staff/src/staff/main.tsx', '/dev/staff/@vite/client'])
    expect((await ask(normal, path, 'application/json')).status).toBe(404);
  const refused = await new Promise((closed) => {
    const socket = new WebSocket(`${normal.address?.replace('http', 'ws')}/dev/staff/`, 'vite-hmr');
    socket.addEventListener('open', () => closed(false));
    socket.addEventListener('error', () => closed(true));
  });
  expect(refused).toBe(true);
});

test('a start for others loads no bundler', async () => {
  await buildFaces(() => undefined);
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const { openFaces } = await import('@six-order/cli/faces');
    await openFaces(() => undefined);
    process.stdout.write(JSON.stringify(loaded));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
  });
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded.some((url) => url.endsWith('/web/build.ts'))).toBe(true);
  expect(loaded.filter((url) => /node_modules\/(?:vite|rolldown)|web\/(?:dev|bundle)\.ts/.test(url))).toEqual([]);
});
