// The kit of the API: a typed client, plain text, examples, the problem catalogue, rate headers, one language in an answer.
import { createClient, ProblemError } from '@six-order/api/client';
import { contract } from '@six-order/api/contract';
import { examples } from '@six-order/api/examples';
import { chinese, say } from '@six-order/api/say';
import { GRID, openService, type Service } from './service.ts';
import { glob, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let service: Service;
let resident: string;
beforeAll(async () => {
  service = await openService();
  resident = (await service.as('resident')).token;
});
afterAll(() => service.close());

test('the client places, reads, and throws a problem as it came', async () => {
  const client = createClient({ base: service.url, token: resident, language: 'en' });
  const body = { category: '0101', text: '厨房漏水', unit: GRID };
  const { order } = await client('placeOrder', { body, key: 'one' });
  expect((await client('placeOrder', { body, key: 'one' })).order.id).toBe(order.id);
  expect((await client('getOrder', { params: { id: order.id } })).order.number).toBe(order.number);
  expect((await client('listOrders', { query: { desk: 'requests', limit: 1 } })).orders).toHaveLength(1);
  expect(await client('getReference', {})).toContain('# six-order');
  const refused = client('getOrder', { params: { id: '0195f3a0-0000-7000-8000-000000000000' } });
  await expect(refused).rejects.toThrow(ProblemError);
  await expect(refused).rejects.toMatchObject({ problem: { status: 404, title: 'Not found' }, retryAfter: null });
  // @ts-expect-error -- an operation takes what the contract says and nothing else
  await expect(client('placeOrder', { body: { text: 'x' } })).rejects.toMatchObject({ problem: { status: 422 } });
});

test.each(Object.entries(examples))('the example of %s is one', (operation, example) => {
  const entry = contract[operation as keyof typeof contract] as
    | { readonly body?: { parse(value: unknown): unknown } }
    | undefined;
  expect(() => entry?.body?.parse(example)).not.toThrow();
  expect(entry?.body).toBeDefined();
});

test('the document shows the examples and every problem under its status', async () => {
  const { json } = await service.call('GET', '/openapi.json');
  const post = json.paths['/api/v1/orders'].post;
  expect(post.requestBody.content['application/json'].example).toEqual(examples['placeOrder']);
  const { examples: problems } = post.responses['422'].content['application/problem+json'];
  expect(Object.keys(problems)).toEqual(['invalid', 'key-reused']);
});

test('the plain text names every operation, the problems, and how versions go', async () => {
  const { text, headers } = await service.call('GET', '/llms.txt');
  expect(headers.get('content-type')).toContain('text/plain');
  for (const [operation, { path }] of Object.entries(contract)) {
    expect(text).toContain(`(${operation};`);
    expect(text).toContain(path);
  }
  expect(text).toContain('urn:six-order:problem:stale');
  expect(text).toContain('Sunset');
  // Whoever has this text alone can begin: how to come by a token, what a first order looks like, in which shapes.
  expect(text).toContain('/api/v1/demo/session -H');
  expect(text).toContain(JSON.stringify(examples['placeOrder']));
  expect(text).toMatch(/body, one of:\n(?: {4}- .*\n)* {4}- workflow\?: string, category: string, text: string, unit: string/);
  const [, first = ''] = /^curl \$BASE\/api\/v1\/orders .*-d '(.*)'$/m.exec(text) ?? [];
  const resident = await service.as('resident');
  expect((await resident.post('/api/v1/orders', JSON.parse(first))).status).toBe(201);
  expect(text.length).toBeLessThan(120_000);
});

test('/docs is contents, and each operation has a page with its shapes', async () => {
  const { text } = await service.call('GET', '/docs');
  expect(text.length).toBeLessThan(150_000);
  for (const [, anchor] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${anchor}"`);
  for (const operation of Object.keys(contract)) expect(text).toContain(`href="/docs/${operation}"`);
  const titles = [...text.matchAll(/<h2 id="[^"]+">([^<]+)<\/h2>/g)].map(([, title]) => title);
  expect(titles.length).toBeGreaterThan(20);
  expect(titles.filter((title) => !/[\u4e00-\u9fff].* \/ [a-z]/.test(title ?? ''))).toEqual([]);
  const page = await service.call('GET', '/docs/placeOrder');
  expect(page.text).toContain('publishConsent');
  expect(page.text).toContain('三楼过道顶板漏水');
  expect(page.text).not.toMatch(/<script|<link|<img/);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect((await service.call('GET', '/docs/nothing')).status).toBe(404);
});

describe('one language in an answer', () => {
  const han = /\p{Script=Han}/u;
  const asked = (language: string, method: string, path: string, body?: object) =>
    service.call(method, path, { token: resident, headers: { 'accept-language': language }, ...(body && { body }) });
  test.each([
    ['POST', '/api/v1/orders', {}],
    ['POST', '/api/v1/orders', { category: '9999', text: '', unit: 'nowhere', urgency: 'U9', more: 1 }],
    ['POST', '/api/v1/orders', { category: '0101', text: 'x'.repeat(3_000), unit: GRID }],
    ['POST', '/api/v1/orders', { category: '0101', text: 'x', unit: 'nowhere' }],
    ['GET', '/api/v1/orders?desk=kitchen&limit=0', undefined],
    ['POST', '/api/v1/me/report-ins', { unit: GRID }],
    ['POST', '/api/v1/me/report-ins', { unit: '999999' }],
    ['GET', '/api/v1/public/statistics?month=2999-01', undefined],
  ] as const)('%s %s', async (method, path, body) => {
    for (const language of ['zh', 'en']) {
      const { json, status } = await asked(language, method, path, body);
      expect(status).toBe(422);
      expect(json.errors.length).toBeGreaterThan(0);
      for (const text of [json.title, json.detail, ...json.errors.map((one: { message: string }) => one.message)])
        if (text !== undefined) expect([language, text, han.test(text)]).toEqual([language, text, language === 'zh']);
    }
  });

  test('a sentence in both languages is told by its half', () => {
    expect(say('材料费须事先约定 / the cost of material is agreed on first', 'zh')).toBe('材料费须事先约定');
    expect(say('材料费须事先约定 / the cost of material is agreed on first', 'en')).toBe(
      'the cost of material is agreed on first',
    );
    expect(say('1 to 64 letters, digits, . _ / or -', 'en')).toBe('1 to 64 letters, digits, . _ / or -');
    expect(say('a sentence that nobody knows', 'zh')).toBe('a sentence that nobody knows');
  });

  test('what is translated is said somewhere', async () => {
    const all = (await sources()).join('\n');
    expect(Object.keys(chinese).filter((message) => !all.includes(message))).toEqual([]);
  });

  test('what a schema or a table complains of is said in Chinese too', async () => {
    const text = String.raw`(?:'((?:[^'\\\n]|\\.)+)'|` + '`((?:[^`\\\\$]|\\$\\{[^`{}]*\\}|\\\\.)+)`)';
    const complaints = [
      new RegExp(String.raw`\b(?:message|error): ${text}`, 'g'),
      new RegExp(
        String.raw`\.(?:regex|refine|min|max|length)\((?:(?!\.(?:regex|refine|min|max|length)\(|\btext\(|;)[\s\S])*?,\s*${text},?\s*\)`,
        'g',
      ),
      new RegExp(String.raw`\b(?:wrong|complain|no)\(${text}`, 'g'),
    ];
    const said = (await sources())
      .flatMap((source) => complaints.flatMap((complaint) => [...source.matchAll(complaint)]))
      .map(([, plain, filled]) => (plain ?? filled ?? '').replaceAll(/\$\{[^}]*\}/g, '7'))
      .filter((one) => /\s/.test(one));
    expect(said.length).toBeGreaterThan(120);
    // What stands in a Chinese notice is quoted in both.
    const english = (one: string) => say(one, 'en').replaceAll(/“[^”]*”/g, '');
    expect(said.filter((one) => !han.test(say(one, 'zh')) || han.test(english(one)))).toEqual([]);
  });

  test('a sentence of a line or a member of a table keeps saying which', () => {
    expect(say('line 3: value.0.at: 时间写作 09:00 / write a time as 09:00', 'zh')).toBe('第 3 行：value.0.at：时间写作 09:00');
    expect(say('line 3: value.0.at: 时间写作 09:00 / write a time as 09:00', 'en')).toBe(
      'line 3: value.0.at: write a time as 09:00',
    );
  });
});

/** What is read once at the start, the translations themselves, and a table whose reader says all in both (`both`). */
const apart = /src\/(?:say|keyring|units\/county|catalogue\/category|emergency\/resource-table)\.ts$/;
async function sources(): Promise<readonly string[]> {
  const found: string[] = [];
  const root = new URL('../..', import.meta.url);
  for await (const file of glob(['packages/{api,community,engine}/src/**/*.ts', 'workflows/**/*.ts'], { cwd: root }))
    if (!file.includes('node_modules') && !apart.test(file)) found.push(await readFile(new URL(file, root), 'utf8'));
  return found;
}
