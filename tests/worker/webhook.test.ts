// Signed webhooks, and where they may not be sent.
import { createHmac } from 'node:crypto';
import dns from 'node:dns';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { isPublicAddress, sendWebhook, webhookSignature } from '@six-order/worker';
import { describe, expect, onTestFinished, test } from 'vitest';

const NOW = Date.UTC(2026, 2, 2, 1);
const message = { id: 'an-id', type: 'sign-in-code', data: { phone: '+8613800001234', code: '123456' } };

async function receiver(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}
const inside = (url: string) => ({ url, secret: 'a shared secret', allowPrivate: true });
const outside = (url: string) => ({ url, secret: 'a shared secret', allowPrivate: false });

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text;
}

test('a receiver can tell that it comes from here, when, and that nothing was changed', async () => {
  let got: { body: string; headers: IncomingMessage['headers'] } | undefined;
  const url = await receiver(async (req, res) => {
    got = { body: await bodyOf(req), headers: req.headers };
    res.end();
  });
  await sendWebhook(inside(url), message, NOW);
  expect(JSON.parse(got?.body ?? '')).toEqual(message);
  const seconds = NOW / 1000;
  const mac = createHmac('sha256', 'a shared secret').update(`${seconds}.${got?.body}`).digest('hex');
  expect(got?.headers).toMatchObject({ 'six-order-id': 'an-id', 'six-order-signature': `t=${seconds},v1=${mac}` });
  expect(webhookSignature('another', seconds, got?.body ?? '')).not.toContain(mac);
});

test('a refusal is final, a fault is worth another try, and neither quotes anything', async () => {
  for (const [status, refused] of [
    [400, true],
    [404, true],
    [302, false],
    [429, false],
    [500, false],
  ] as const) {
    const url = await receiver((_, res) => res.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('echo 13800001234'));
    await expect(sendWebhook(inside(url), message, NOW)).rejects.toMatchObject({
      name: 'WebhookError',
      refused,
      message: `the webhook answered ${status}`,
    });
  }
  await expect(sendWebhook(inside('http://127.0.0.1:1/13800001234'), message, NOW)).rejects.toMatchObject({
    message: 'the webhook cannot be reached',
    refused: false,
  });
});

describe('addresses that are not on the public internet', () => {
  const inner = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    '3fff::1',
    '',
    'localhost',
    '8.8.8.8.',
    '0x7f000001',
    '2130706433',
    '127.1',
  ];
  const open = [
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '198.20.0.1',
    '223.5.5.5',
    '2400:3200::1',
    '2606:4700:4700::1111',
  ];

  test('are known', () => {
    expect(inner.filter(isPublicAddress)).toEqual([]);
    expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  test('are refused as they stand, however they are written', async () => {
    const refused = { name: 'WebhookError', refused: true };
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      '127.1',
      '0177.0.0.1',
      '169.254.169.254',
      '10.0.0.1',
      '[fd00::1]',
      '0',
      'localhost',
      'api.localhost',
    ])
      await expect(sendWebhook(outside(`https://${host}/`), message, NOW), host).rejects.toMatchObject(refused);
    await expect(sendWebhook(outside('http://example.com/'), message, NOW)).rejects.toMatchObject(refused);
    await expect(sendWebhook(outside('file:///etc/passwd'), message, NOW)).rejects.toMatchObject(refused);
  });

  test('are refused behind a name, one among good ones too, and the name is asked once', async () => {
    const asked: string[] = [];
    answerNames((name) => {
      asked.push(name);
      return name === 'mixed.example' ? ['8.8.8.8', '10.0.0.1'] : ['127.0.0.1'];
    });
    for (const name of ['inner.example', 'mixed.example', 'localhost.example'])
      await expect(sendWebhook(outside(`https://${name}/`), message, NOW)).rejects.toMatchObject({
        message: 'the webhook’s address is not on the public internet',
        refused: true,
      });
    expect(asked).toEqual(['inner.example', 'mixed.example', 'localhost.example']);
  });
});

/** Answers look-ups of names until the test ends. */
function answerNames(of: (name: string) => readonly string[]): void {
  const { lookup } = dns;
  dns.lookup = ((name: string, _options: unknown, done: (error: null, found: readonly object[]) => void) =>
    done(
      null,
      of(name).map((address) => ({ address, family: 4 })),
    )) as unknown as typeof lookup;
  syncBuiltinESMExports();
  onTestFinished(() => {
    dns.lookup = lookup;
    syncBuiltinESMExports();
  });
}
