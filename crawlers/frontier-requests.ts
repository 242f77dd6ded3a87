/** The frontier as Crawlee's request manager, for crawlers that want requests. */
import { Request, type Dictionary, type IRequestManager } from '@crawlee/cheerio';
import type { Claim } from '../domain/frontier.js';
import { createClaimFeed, type ClaimFeed, type ClaimFeedOptions } from './claim-feed.js';

export interface FrontierRequests extends IRequestManager, Pick<ClaimFeed, 'isUnderWay' | 'wake'> {
  /** The claim behind a request that Crawlee works on. */
  claimOf(request: Request): Claim;
}

export function createFrontierRequests(options: ClaimFeedOptions): FrontierRequests {
  const feed = createClaimFeed(options);
  const claims = new WeakMap<Request, Claim>();
  let working = 0;
  let handled = 0;

  const manager = {
    isEmpty: async () => !(await feed.isReady()),
    isFinished: () => Promise.resolve(feed.isFinished()),
    async fetchNextRequest<T extends Dictionary = Dictionary>() {
      const claim = feed.take();
      if (claim === undefined) return null;
      const uniqueKey = `${claim.urlId}-${claim.fence}`;
      const request = new Request<T>({ url: claim.url, uniqueKey, id: uniqueKey });
      claims.set(request, claim);
      working += 1;
      return request;
    },
    async markRequestHandled() {
      working -= 1;
      handled += 1;
      return null;
    },
    async reclaimRequest() {
      working -= 1;
      return null;
    },
    handledCount: () => Promise.resolve(handled),
    getTotalCount: () => handled + working,
    getPendingCount: () => working,
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const request = await manager.fetchNextRequest();
        if (request === null) return;
        yield request;
      }
    },
    addRequest: () => Promise.reject(new Error('URLs enter through the frontier')),
    addRequestsBatched: () => Promise.reject(new Error('URLs enter through the frontier')),
    claimOf(request: Request) {
      const claim = claims.get(request);
      if (claim === undefined) throw new Error('a request that is not from this frontier');
      return claim;
    },
    isUnderWay: feed.isUnderWay,
    wake: feed.wake,
  };
  return manager;
}
