/** The run's Redis, with key names of one's own. */
import { randomBytes } from 'node:crypto';
import type { RedisOptions } from 'ioredis';
import { inject } from 'vitest';

/** Call it once a test file: `prefix` is for BullMQ's option of that name and differs in every call. */
export function testRedis(): { readonly redis: RedisOptions; readonly prefix: string } {
  return {
    redis: { path: inject('redisPath') },
    prefix: `t-${randomBytes(6).toString('hex')}`,
  };
}
