import { describe, expect, it } from 'vitest';
import { createClaimFeed, type ClaimFeedOptions } from '../../../crawlers/claim-feed.js';
import type { Claim, ClaimAnswer, Frontier } from '../../../domain/frontier.js';

/** A frontier with so many URLs due; it notes what it was asked for and what came back. */
function createDueFrontier(due: number) {
  const asked: number[] = [];
  const returned: number[] = [];
  let next = 1;
  const frontier = {
    claim(_fetchBy: string, most = 1): Promise<ClaimAnswer> {
      asked.push(most);
      const claims = Array.from({ length: Math.min(most, due - next + 1) }, () => claim(next++));
      return Promise.resolve(
        claims.length === 0 ? { status: 'finished' } : { status: 'claimed', claims },
      );
    },
    giveBack(claims: readonly Claim[]): Promise<void> {
      returned.push(...claims.map(({ urlId }) => urlId));
      return Promise.resolve();
    },
  };
  return { asked, returned, frontier: frontier as unknown as Frontier };
}

function claim(urlId: number): Claim {
  const known = { etag: null, lastModified: null, bodyHash: null };
  const url = `https://example.org/${urlId}`;
  return { urlId, url, role: 'detail', fetchBy: 'http', depth: 1, fence: 1, ...known };
}

function createFeed(frontier: Frontier, options: Partial<ClaimFeedOptions> = {}) {
  const nothing = () => undefined;
  return createClaimFeed({
    ...{ frontier, fetchBy: 'http', isStopped: () => false, onBrowserWork: nothing },
    ...{ onDue: nothing, ...options },
  });
}

async function takeAll(feed: ReturnType<typeof createFeed>): Promise<number[]> {
  const taken: number[] = [];
  while (await feed.isReady()) taken.push(feed.take()?.urlId ?? 0);
  return taken;
}

describe('a claim feed', () => {
  it('makes each claim right before it is taken, unless it may hold more', async () => {
    const { asked, frontier } = createDueFrontier(3);
    const feed = createFeed(frontier);
    expect(await takeAll(feed)).toEqual([1, 2, 3]);
    expect(asked).toEqual([1, 1, 1, 1]);
    expect(feed.isFinished()).toBe(true);
  });

  it('asks for many at once and hands each over once', async () => {
    const { asked, returned, frontier } = createDueFrontier(7);
    const feed = createFeed(frontier, { most: () => 4 });
    expect(await takeAll(feed)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(asked).toEqual([4, 4, 4]);
    expect(returned).toEqual([]);
  });

  it('gives back what it holds when a host turns out to want a pause', async () => {
    const { asked, returned, frontier } = createDueFrontier(5);
    let most = 4;
    const feed = createFeed(frontier, { most: () => most });
    await feed.isReady();
    feed.take();
    most = 1;
    await feed.isReady();
    expect(returned).toEqual([2, 3, 4]);
    expect(feed.take()?.urlId).toBe(5);
    expect(asked).toEqual([4, 1]);
  });

  it('gives back what it holds when the crawl is to stop', async () => {
    const { returned, frontier } = createDueFrontier(5);
    let isStopped = false;
    const feed = createFeed(frontier, { most: () => 3, isStopped: () => isStopped });
    await feed.isReady();
    feed.take();
    isStopped = true;
    expect(await feed.isReady()).toBe(false);
    expect(returned).toEqual([2, 3]);
    expect(feed.isFinished()).toBe(true);
  });

  it('gives back what it holds once, however often it is told to', async () => {
    const { returned, frontier } = createDueFrontier(5);
    const feed = createFeed(frontier, { most: () => 3 });
    await feed.isReady();
    await feed.giveBack();
    await feed.giveBack();
    expect(returned).toEqual([1, 2, 3]);
  });
});
