// The worker with its queues in one Redis.
import { afterAll, beforeAll } from 'vitest';
import { noRedis, startRedis, type RedisServers } from '../harness/redis.ts';
import { playSuite } from './suite.ts';

let servers: RedisServers | undefined;

beforeAll(async () => {
  if (noRedis === null) servers = await startRedis();
});
afterAll(() => servers?.stop());

playSuite({ missing: noRedis, redisUrl: () => servers?.url, empty: async () => servers?.flush() });
