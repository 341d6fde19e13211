import { mkdtemp, readFile, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Configuration, presentConfiguration, readConfiguration } from '@six-order/cli/configuration';
import { en } from '@six-order/cli/help/en';
import { zh } from '@six-order/cli/help/zh';
import { keepNames, openKeys } from '@six-order/cli/keys';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const key = `1:${Buffer.alloc(32, 7).toString('base64')}`;
const remote = { DATABASE_URL: 'postgres://app:secret@db.example/six', SIX_ORDER_KEYS: key };

describe('the environment', () => {
  test('whatever is read of it stands in the README’s table and in --help', async () => {
    const root = join(import.meta.dirname, '../..');
    const [readme = '', ...sources] = await Promise.all(
      ['README.md', 'packages/cli/src/configuration.ts', 'packages/cli/src/backup/backup-secret.ts'].map((file) =>
        readFile(join(root, file), 'utf8'),
      ),
    );
    const read = new Set(sources.join('\n').match(/\b(?:PORT|HOST|PUBLIC_URL|DATABASE_URL|REDIS_URL|SIX_ORDER_[A-Z_]+[A-Z])\b/g));
    expect(read.size).toBeGreaterThan(18);
    const table = readme
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .join('\n');
    const missingIn = (text: string) => [...read].filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    expect([table, zh.environment, en.environment].map(missingIn)).toEqual([[], [], []]);
  });

  test('nothing set: the demo on the loopback with the embedded database', () => {
    expect(readConfiguration({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      redisUrl: null,
      demo: true,
      openDemo: false,
      keys: null,
      publicUrl: null,
    });
  });

  test('an empty variable counts as none', () => {
    expect(readConfiguration({ PORT: '', DATABASE_URL: '', SIX_ORDER_DEMO: '' })).toEqual(readConfiguration({}));
  });

  test('with DATABASE_URL the demo is off unless asked for', () => {
    expect(readConfiguration(remote).demo).toBe(false);
    expect(readConfiguration({ ...remote, SIX_ORDER_DEMO: 'on' }).demo).toBe(true);
  });

  test.each([
    [{ PORT: '70000' }, /PORT must be a number/],
    [{ PORT: 'http' }, /PORT must be a number/],
    [{ SIX_ORDER_DEMO: 'yes' }, /SIX_ORDER_DEMO must be on or off/],
    [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must begin with postgres/],
    [{ REDIS_URL: 'localhost:6379' }, /REDIS_URL must begin with redis/],
    [{ DATABASE_URL: remote.DATABASE_URL }, /SIX_ORDER_KEYS is required with DATABASE_URL/],
    [{ HOST: '0.0.0.0' }, /SIX_ORDER_DEMO=off/],
    [{ SIX_ORDER_PROXIES: '10.0.0.0/8,everywhere' }, /SIX_ORDER_PROXIES must be addresses/],
    [{ SIX_ORDER_PROXIES: '0.0.0.0/0' }, /SIX_ORDER_PROXIES must be addresses/],
    [{ SIX_ORDER_SMS_URL: 'https://sms.example/' }, /SIX_ORDER_SMS_URL and SIX_ORDER_SMS_SECRET go together/],
    [{ SIX_ORDER_SMTP_URL: 'smtps://mail.example' }, /SIX_ORDER_SMTP_URL and SIX_ORDER_MAIL_FROM go together/],
    [{ SIX_ORDER_SMTP_URL: 'https://mail.example', SIX_ORDER_MAIL_FROM: 'a@b.example' }, /smtp:\/\/ or smtps:\/\//],
    [{ SIX_ORDER_SMTP_URL: 'smtps://mail.example', SIX_ORDER_MAIL_FROM: 'nobody' }, /must be an address such as/],
    [{ SIX_ORDER_SMS_SECRET: 'a secret of sixteen' }, /SIX_ORDER_SMS_URL and SIX_ORDER_SMS_SECRET go together/],
    [{ SIX_ORDER_SMS_URL: 'https://sms.example/', SIX_ORDER_SMS_SECRET: 'short' }, /at least 16 characters/],
    [{ SIX_ORDER_SMS_URL: 'http://sms.example/', SIX_ORDER_SMS_SECRET: 'a secret of sixteen' }, /must begin with https:/],
    [{ SIX_ORDER_OIDC_ISSUER: 'https://id.example' }, /go together[^]*needs PUBLIC_URL/],
    [{ SIX_ORDER_OIDC_CLIENT_ID: 'x', SIX_ORDER_OIDC_CLIENT_SECRET: 'y' }, /go together/],
  ])('%j is refused with what to do', (env, message) => {
    expect(() => readConfiguration(env)).toThrow(message);
  });

  test('all that is wrong is said at once', () => {
    expect(() => readConfiguration({ PORT: 'x', SIX_ORDER_DEMO: 'x' })).toThrow(/PORT[^]*SIX_ORDER_DEMO/);
  });

  test('the demo opens to others only by hand, and is marked', () => {
    expect(readConfiguration({ HOST: '0.0.0.0', SIX_ORDER_DEMO: 'on' }).openDemo).toBe(true);
    expect(readConfiguration({ ...remote, HOST: '0.0.0.0' }).openDemo).toBe(false);
    for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) expect(readConfiguration({ HOST }).openDemo).toBe(false);
  });

  test('proxies are believed that were named', () => {
    expect(readConfiguration({}).proxies).toEqual([]);
    expect(readConfiguration({ SIX_ORDER_PROXIES: '10.0.0.7, fd00::/8' }).proxies).toEqual(['10.0.0.7', 'fd00::/8']);
  });

  test('a gateway inside is reached only where it was said so', () => {
    const sms = { SIX_ORDER_SMS_URL: 'http://10.0.0.5/sms', SIX_ORDER_SMS_SECRET: 'a secret of sixteen' };
    expect(readConfiguration({ ...sms, SIX_ORDER_WEBHOOK_PRIVATE: 'on' }).signIn.sms?.allowPrivate).toBe(true);
    expect(readConfiguration({ ...sms, SIX_ORDER_SMS_URL: 'https://sms.example' }).signIn.sms?.allowPrivate).toBe(false);
  });

  test('what is shown holds no secret', () => {
    const shown = JSON.stringify(
      presentConfiguration(
        readConfiguration({
          ...remote,
          REDIS_URL: 'redis://u:hidden@a:1,redis://b:2',
          SIX_ORDER_KEYS: `${key},2:${key.slice(2)}`,
          PUBLIC_URL: 'https://orders.example',
          SIX_ORDER_SMS_URL: 'https://u:hidden@sms.example/send',
          SIX_ORDER_SMS_SECRET: 'a secret of sixteen',
          SIX_ORDER_OIDC_ISSUER: 'https://id.example/realm',
          SIX_ORDER_OIDC_CLIENT_ID: 'six-order',
          SIX_ORDER_OIDC_CLIENT_SECRET: 'the client’s secret',
        }),
      ),
    );
    expect(shown).not.toMatch(/secret|hidden|BwcH/);
    expect(shown).toContain('db.example');
    expect(shown).toContain('https://…@sms.example/send');
    expect(shown).toContain('https://id.example/realm');
    expect(shown).toContain('versions 1, 2');
  });

  test('an error does not repeat a secret', () => {
    expect(() => readConfiguration({ DATABASE_URL: 'mysql://u:secret@x' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });
});

describe('the keys', () => {
  let data: string;
  let configuration: Configuration;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'six-order-keys-'));
    configuration = readConfiguration({ SIX_ORDER_DATA: data });
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  test('are generated once, for the owner alone', async () => {
    const first = await openKeys(configuration);
    expect((await stat(join(data, 'keys'))).mode & 0o777).toBe(0o600);
    expect((await openKeys(configuration)).text).toBe(first.text);
    expect((await readFile(join(data, 'keys'), 'utf8')).trim()).toBe(first.text);
  });

  test('are generated where no folder is yet, and on a disk that synchronises none', async () => {
    const deep = join(data, 'a', 'b');
    const first = await openKeys(readConfiguration({ SIX_ORDER_DATA: deep }));
    expect((await readFile(join(deep, 'keys'), 'utf8')).trim()).toBe(first.text);
    // As such a disk does, /proc says EINVAL; elsewhere there is none.
    await expect(keepNames('/proc')).resolves.toBeUndefined();
  });

  test('are not made anew beside a database that was sealed with others', async () => {
    await mkdir(join(data, 'postgres'));
    await writeFile(join(data, 'postgres', 'password'), 'x');
    await expect(openKeys(configuration)).rejects.toThrow(/has no keys/);
  });

  test('that cannot be read are refused without being repeated', async () => {
    await expect(openKeys({ ...configuration, keys: '1:tooshort' })).rejects.toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('tooshort') }),
    );
  });
});
