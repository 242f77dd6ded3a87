import { describe, expect, it } from 'vitest';
import { createRobotsCache } from '../../../crawlers/politeness/robots-cache.js';
import { FetchFailed, FetchForbidden } from '../../../domain/errors.js';
import type { FetchedPage } from '../../../domain/page.js';

const HOUR = 3_600_000;

function cacheOf(
  answer: () => { status: number; text: string } | Error,
  onFetched?: () => Promise<void>,
) {
  const asked: string[] = [];
  let now = 0;
  const cache = createRobotsCache({
    fetch: async (url) => {
      asked.push(url);
      const given = answer();
      if (given instanceof Error) throw given;
      return { url, finalUrl: url, ...given } as FetchedPage;
    },
    ...(onFetched === undefined ? {} : { onFetched }),
    product: 'Mingcha',
    now: () => now,
    retryMs: 60_000,
    downRetryMs: 5_000,
  });
  return { cache, asked, pass: (ms: number) => (now += ms) };
}

describe('what a host answers for robots.txt', () => {
  it.each([
    [404, 'allowed'],
    [403, 'allowed'],
    [301, 'allowed'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('%s means %s', async (status, answer) => {
    const { cache } = cacheOf(() => ({ status, text: 'User-agent: *\nDisallow: /' }));
    expect((await cache.check('http://a.example/x')).status).toBe(answer);
  });

  it('a broken connection means unreachable, and is asked again after a while', async () => {
    let works = false;
    const { cache, asked, pass } = cacheOf(() =>
      works ? { status: 200, text: '' } : new FetchFailed('down'),
    );
    expect(await cache.check('http://a.example/x')).toEqual({
      status: 'unreachable',
      retryAfterMs: 5_000,
      reason: 'down',
      isDown: true,
    });
    works = true;
    pass(4_000);
    expect((await cache.check('http://a.example/x')).status).toBe('unreachable');
    pass(1_001);
    expect((await cache.check('http://a.example/x')).status).toBe('allowed');
    expect(asked).toHaveLength(2);
  });

  it('what fails on our side is thrown, blames no host, and is tried again at once', async () => {
    let isKept = false;
    const { cache, asked } = cacheOf(
      () => ({ status: 200, text: '' }),
      () => (isKept ? Promise.resolve() : Promise.reject(new Error('no database'))),
    );
    await expect(cache.check('http://a.example/x')).rejects.toThrow('no database');
    isKept = true;
    expect((await cache.check('http://a.example/x')).status).toBe('allowed');
    expect(asked).toHaveLength(2);
  });

  it('an address that is refused stays refused', async () => {
    const { cache } = cacheOf(() => new FetchForbidden('private', 'address'));
    await expect(cache.check('http://a.example/x')).rejects.toThrow(FetchForbidden);
  });

  it('is asked once per origin and day, also by many at once', async () => {
    const { cache, asked, pass } = cacheOf(() => ({
      status: 200,
      text: 'User-agent: *\nDisallow: /no',
    }));
    const answers = await Promise.all(
      ['/a', '/no', '/b'].map((path) => cache.check(`http://a.example${path}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['allowed', 'disallowed', 'allowed']);
    await cache.check('http://a.example:8080/a');
    pass(23 * HOUR);
    await cache.check('http://a.example/a');
    expect(asked).toEqual(['http://a.example/robots.txt', 'http://a.example:8080/robots.txt']);
    pass(HOUR + 1);
    await cache.check('http://a.example/a');
    expect(asked).toHaveLength(3);
  });

  it('counts the query as part of the path', async () => {
    const { cache } = cacheOf(() => ({ status: 200, text: 'User-agent: *\nDisallow: /*?sort=' }));
    expect((await cache.check('http://a.example/list?sort=1')).status).toBe('disallowed');
    expect((await cache.check('http://a.example/list?page=1')).status).toBe('allowed');
  });

  it('passes a delay on, but no endless one', async () => {
    const { cache } = cacheOf(() => ({ status: 200, text: 'User-agent: *\nCrawl-delay: 1e9' }));
    expect(await cache.check('http://a.example/')).toEqual({
      status: 'allowed',
      crawlDelayMs: 300_000,
    });
  });
});
