// docs/integrations.md is true: every request on it is sent, in order, and what it says of events and code is what there is.
import { readFile } from 'node:fs/promises';
import { newId } from '@six-order/cli/new-id';
import { putCountyRules } from '@six-order/community/county-rules/county-rule-store';
import { personas } from '@six-order/community/demo/personas';
import { ExchangeProfile } from '@six-order/community/exchange/profile';
import { putPeople, putPosts, sealPerson } from '@six-order/community/people/people-store';
import { WebhookData, webhookEvents } from '@six-order/community/webhooks/event';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountsOf } from './browser.ts';
import { openService, type Answer, type Service } from './service.ts';

const page = await readFile(new URL('../../docs/integrations.md', import.meta.url), 'utf8');

interface Block {
  readonly kind: string;
  readonly words: readonly string[];
  readonly text: string;
}
const blocks: readonly Block[] = [...page.matchAll(/^```(\S+) ?(.*)\n([^]*?)^```$/gm)].map(
  ([, kind = '', words = '', text = '']) => ({
    kind,
    words: words.split(' '),
    text,
  }),
);
const named = (name: string): string => {
  const found = blocks.find(({ words }) => words.includes(name));
  if (!found) throw new Error(`the page has no ${name}`);
  return found.text;
};

const tenant = '522326';
let service: Service;
let key: string;
beforeAll(async () => {
  service = await openService();
  const county = service.directory.findUnit(tenant, tenant);
  const person = newId();
  const post = {
    id: newId(),
    tenant,
    person,
    role: 'opinion-aide' as const,
    unit: county?.id as string,
    validFrom: 0,
    validTo: null,
  };
  await putPeople(service.tables, [sealPerson(service.keyring, { tenant, id: person, name: '市民热线' })]);
  await putPosts(service.tables, [post]);
  const rule = { ...ExchangeProfile.parse(JSON.parse(named('exchange-rule'))), posts: [post.id] };
  const where = { id: newId(), tenant, kind: 'exchange' as const, key: '12345', path: county?.path as string };
  const { post: receiver } = personas.department;
  const receives = service.directory.unitById(service.directory.post(receiver)?.unit ?? '')?.code as string;
  const province = ExchangeProfile.parse({ posts: [receiver], source: 'superior', receives });
  const stands = { document: '望数发〔2026〕3号', validFrom: 0, validTo: null };
  await putCountyRules(service.tables, [
    { ...where, value: rule, ...stands },
    { ...where, id: newId(), key: 'province', value: province, ...stands },
  ]);
  await service.seed();
  const of = { tenant, post: post.id, name: '12345', scopes: ['read', 'write'], days: 30, aMinute: 300 } as const;
  ({ key } = await accountsOf(service).keys.make(of));
});
afterAll(() => service.close());

/** Sends a request of the page. */
async function send({ words, text }: Block): Promise<Answer> {
  const [head = '', ...rest] = text.split('\n\n');
  const [method = '', path = ''] = head.trim().split(' ');
  const persona = (['admin', 'secretary', 'department'] as const).find((name) => words.includes(name));
  const token = persona ? (await service.as(persona)).token : key;
  const type = words.find((word) => word.includes('/')) ?? 'application/json';
  const raw = rest.join('\n\n');
  return service.call(method, path, { token, ...(raw !== '' && { raw, headers: { 'content-type': type } }) });
}

test('every request is answered as the page says', async () => {
  const requests = blocks.filter(({ kind }) => kind === 'http');
  expect(requests.length).toBeGreaterThan(6);
  for (const request of requests) {
    const answer = await send(request);
    expect(answer.status, `${request.text}\n${answer.text}`).toBe(Number(request.words[0]));
    for (const result of answer.json?.results ?? []) expect(result.outcome).toBe('placed');
  }
  const status = await functionOf('client', 'statusOf')(service.url, key, '12345', 'GZ20260302-0001');
  expect(status).toBe('已签收');
  await expect(functionOf('client', 'statusOf')(service.url, key, '12345', 'none')).rejects.toThrow(/\(/);
});

test('the table of events names each, and none that is not there', () => {
  const table = page.slice(page.indexOf('| event | meaning |'), page.indexOf('A message is a POST'));
  const told = new Set([...table.matchAll(/`((?:order|card)\.[a-z]+)`/g)].map(([, event]) => event));
  expect(told).toEqual(new Set(Object.keys(webhookEvents)));
});

test('the message is of the shape that is sent, and the receiver’s code verifies it', async () => {
  const body = named('webhook-message');
  const { link, ...data } = JSON.parse(body).data;
  expect(WebhookData.parse(data)).toEqual(data);
  expect(link).toContain(data.order);
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const sign = (at: Date) => ({
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  });
  const receive = functionOf('verify', 'receive');
  expect(await receive(secret, sign(new Date()), body)).toBe('order.finished 2026030200017');
  expect(() => receive(secret, sign(new Date()), body.replace('17', '18'))).toThrow();
  expect(() => receive(secret, sign(new Date(Date.now() - 600_000)), body)).toThrow();
});

/** A function of the page's code, run as it stands there. */
function functionOf(block: string, name: string): (...given: unknown[]) => any {
  const code = named(block)
    .replace(/^import .*$/gm, '')
    .replaceAll('export ', '');
  // oxlint-disable-next-line no-implied-eval
  return new Function('Webhook', `${code}\nreturn ${name};`)(Webhook);
}
