import { expect, test } from 'vitest';
import { parseRedisUrl } from './redis-url.ts';

test.each([
  ['redis://127.0.0.1', { nodes: [{ host: '127.0.0.1', port: 6379 }], options: {} }],
  ['redis://:p%40ss@cache:7000/2', { nodes: [{ host: 'cache', port: 7000 }], options: { password: 'p@ss', db: 2 } }],
  ['rediss://u:p@[::1]:7000', { nodes: [{ host: '::1', port: 7000 }], options: { username: 'u', password: 'p', tls: {} } }],
  [
    'redis://u:p@a:7000,b:7001, redis://c:7002',
    {
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 7001 },
        { host: 'c', port: 7002 },
      ],
      options: { username: 'u', password: 'p' },
    },
  ],
])('%s', (url, place) => {
  expect(parseRedisUrl(url)).toEqual(place);
});

test.each([
  ['', 'REDIS_URL is empty'],
  ['http://secret@a', 'part 1'],
  ['redis://a,://secret', 'part 2'],
  ['redis://a/secret', 'a number'],
  ['redis://a/1,b', 'database 0 only'],
])('%s is refused without being quoted', (url, why) => {
  expect(() => parseRedisUrl(url)).toThrow(why);
  expect(() => parseRedisUrl(url)).not.toThrow(/secret/);
});
