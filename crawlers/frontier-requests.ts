/** The frontier as Crawlee's request manager: a URL is claimed right before Crawlee fetches it. */
import { Request, type Dictionary, type IRequestManager } from '@crawlee/cheerio';
import type { Claim, Frontier } from '../domain/frontier.js';

export interface FrontierRequests extends IRequestManager {
  /** The claim behind a request that Crawlee works on. */
  claimOf(request: Request): Claim;
  /** Whether the crawler has begun to ask for requests. */
  isUnderWay(): boolean;
  /** Something was saved: what was "not yet" may be due now. */
  wake(): void;
}

export interface FrontierRequestsOptions {
  readonly frontier: Frontier;
  readonly fetchBy: 'http' | 'browser';
  /** True once no further URL may be claimed (abort, page limit). */
  readonly isStopped: () => boolean;
  /** Called when there is work for the other fetcher. */
  readonly onBrowserWork: () => void;
  /** Called when the wait that the frontier asked for is over. */
  readonly onDue: () => void;
}

/** Even a long wait is interrupted: other processes may add URLs at any moment. */
const LONGEST_WAIT_MS = 1_000;

export function createFrontierRequests(options: FrontierRequestsOptions): FrontierRequests {
  const { frontier, fetchBy } = options;
  const claims = new WeakMap<Request, Claim>();
  let held: Claim | undefined;
  let finished = false;
  let underWay = false;
  let waitUntil = 0;
  let working = 0;
  let handled = 0;

  async function claimNext(): Promise<void> {
    if (held !== undefined || finished || options.isStopped() || Date.now() < waitUntil) return;
    const answer = await frontier.claim(fetchBy);
    if (answer.status === 'claimed') {
      [held] = answer.claims;
      return;
    }
    finished = answer.status === 'finished';
    if (answer.status !== 'wait') return;
    if (answer.browserWork) options.onBrowserWork();
    const waitMs = Math.min(Math.max(answer.waitMs, 1), LONGEST_WAIT_MS);
    waitUntil = Date.now() + waitMs;
    setTimeout(options.onDue, waitMs + 1).unref();
  }

  const manager = {
    // Crawlee asks `isEmpty` and then starts a task at once; the claim is taken here and handed
    // over there, so that Crawlee never spins on a host that is not due.
    async isEmpty() {
      underWay = true;
      await claimNext();
      return held === undefined;
    },
    async isFinished() {
      return held === undefined && (finished || options.isStopped());
    },
    async fetchNextRequest<T extends Dictionary = Dictionary>() {
      const claim = held;
      held = undefined;
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
    isUnderWay: () => underWay,
    wake() {
      waitUntil = 0;
    },
  };
  return manager;
}
