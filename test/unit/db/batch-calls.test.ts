import { describe, expect, it } from 'vitest';
import { batchCalls } from '../../../db/frontier/batch-calls.js';

describe('calls that come together', () => {
  it('are one piece of work, and those that come meanwhile are the next', async () => {
    const batches: (readonly number[])[] = [];
    const double = batchCalls(async (items: readonly number[]) => {
      batches.push(items);
      await Promise.resolve();
      return items.map((item) => item * 2);
    }, 3);
    const first = [1, 2].map(double);
    await first[0];
    const later = [3, 4, 5, 6].map(double);
    expect(await Promise.all([...first, ...later])).toEqual([2, 4, 6, 8, 10, 12]);
    expect(batches).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('do not fail for one of them', async () => {
    const refuseOdd = batchCalls((items: readonly number[]) => {
      if (items.some((item) => item % 2 === 1)) return Promise.reject(new Error('odd'));
      return Promise.resolve(items);
    }, 10);
    const answers = await Promise.allSettled([2, 3, 4].map(refuseOdd));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await refuseOdd(8)).toBe(8);
  });
});
