import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPoliteFetcher, type PoliteFetcher } from '../../../crawlers/fetch/fetch-politely.js';
import { FetchFailed, FetchForbidden, NotFound } from '../../../domain/errors.js';
import { startHostileSite, type HostileSite } from '../../sites/hostile/start-hostile-site.js';

const DELAY_MS = 150;

let site: HostileSite;
let fetcher: PoliteFetcher;

beforeEach(async () => {
  site = await startHostileSite();
  site.pages.set('/a', { body: '<p>甲</p>' });
  site.pages.set('/away', { status: 302, headers: { location: '/no/b' }, body: '' });
  fetcher = open(['127.0.0.1']);
});
afterEach(async () => {
  await fetcher.close();
  await site.close();
});

function open(privateNetwork: 'off' | string[]): PoliteFetcher {
  return createPoliteFetcher({
    ...{ userAgent: 'Mingcha/0.0.0', privateNetwork, delayMs: DELAY_MS },
    ...{ timeoutMs: 5_000, maxBytes: 100_000, maxRedirects: 3 },
  });
}

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

describe('createPoliteFetcher', () => {
  it('asks robots.txt once, and pauses between pages of a host, also when asked at once', async () => {
    const urls = ['/a', '/a', '/a'].map((path) => site.origin + path);
    const took = await tookMs(() => Promise.all(urls.map((url) => fetcher.fetch(url))));
    expect(took).toBeGreaterThanOrEqual(DELAY_MS * 2 - 5);
    expect(site.requests.filter((request) => request === 'GET /robots.txt')).toHaveLength(1);
    expect(site.requests.filter((request) => request === 'GET /a')).toHaveLength(3);
  });

  it('keeps a longer pause that robots.txt asks for', async () => {
    site.robots = { status: 200, body: 'User-agent: *\nCrawl-delay: 0.6' };
    await fetcher.takeTurn(`${site.origin}/a`);
    expect(await tookMs(() => fetcher.fetch(`${site.origin}/a`))).toBeGreaterThanOrEqual(595);
    expect(await fetcher.crawlDelayMs(site.origin)).toBe(600);
  });

  it('fetches nothing that robots.txt forbids, by a redirect neither', async () => {
    site.robots = { status: 200, body: 'User-agent: *\nDisallow: /no/' };
    for (const path of ['/no/b', '/away']) {
      await expect(fetcher.fetch(site.origin + path)).rejects.toThrow(FetchForbidden);
    }
    expect(site.requests).not.toContain('GET /no/b');
    site.robots = { status: 503, body: '' };
    const later = open(['127.0.0.1']);
    await expect(later.fetch(`${site.origin}/a`)).rejects.toThrow(FetchFailed);
    await later.close();
    expect(site.requests).not.toContain('GET /a');
  });

  it('tells what a status means, and refuses addresses that are not public', async () => {
    await expect(fetcher.fetch(`${site.origin}/nowhere`)).rejects.toThrow(NotFound);
    const closed = open('off');
    await expect(closed.fetch(`${site.origin}/a`)).rejects.toThrow(FetchForbidden);
    await closed.close();
  });
});
