// The worker with its queues in a Redis Cluster of three nodes.
import { afterAll, beforeAll } from 'vitest';
import { noRedis, startRedisCluster, type RedisServers } from '../harness/redis.ts';
import { playSuite } from './suite.ts';

let servers: RedisServers | undefined;

beforeAll(async () => {
  if (noRedis === null) servers = await startRedisCluster();
});
afterAll(() => servers?.stop());

playSuite({ missing: noRedis, redisUrl: () => servers?.url, empty: async () => servers?.flush() });
