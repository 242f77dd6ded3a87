/**
 * The contract between a crawl and the frontier (which URLs are due, leased, done). PostgreSQL owns
 * the frontier (`db/frontier`); crawlers only see this, so that a test may hold it in memory.
 */
import type { FetchedPage, PageReading } from './page.js';
import type { ExtractedPosting } from './posting.js';
import type { NewIssue } from './run.js';

/** One URL, handed to exactly one crawler for the time of its lease. */
export interface Claim {
  readonly urlId: number;
  readonly url: string;
  /** What we expect there. The start URLs and their next pages are lists. */
  readonly role: 'list' | 'detail';
  readonly fetchBy: 'http' | 'browser';
  /** Pages between a start URL and this one. */
  readonly depth: number;
  /** Rises with every claim of the URL; a result with an older fence is refused. */
  readonly fence: number;
  /** From the last visit, for a conditional request; null when it is unknown. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** SHA-256 (hex) of the last body. */
  readonly bodyHash: string | null;
}

export interface NewUrl {
  readonly url: string;
  readonly role: 'list' | 'detail';
}

/** What became of a claimed URL. Everything in it is saved in one transaction, or nothing is. */
export type Visit =
  | {
      readonly outcome: 'fetched';
      readonly page: FetchedPage;
      readonly reading?: PageReading;
      readonly postings: readonly ExtractedPosting[];
      readonly newUrls: readonly NewUrl[];
      readonly issues: readonly NewIssue[];
    }
  /** 304, or the same body as last time. */
  | { readonly outcome: 'unchanged'; readonly newUrls: readonly NewUrl[] }
  /** The page is empty without script: the URL becomes due again for the browser. */
  | { readonly outcome: 'needs-browser' }
  /** Try again, not before `retryAfterMs`; after the last attempt it is dead, with the issue. */
  | { readonly outcome: 'retry'; readonly retryAfterMs: number; readonly issue: NewIssue }
  /** The host told us to slow down: every URL of the host waits; costs no attempt. */
  | { readonly outcome: 'throttled'; readonly retryAfterMs: number; readonly issue: NewIssue }
  /** Never again in this run: robots, refusal, wall, too large, not found. */
  | { readonly outcome: 'dropped'; readonly issue: NewIssue };

export interface Frontier {
  /**
   * The next URL that may be fetched this moment by this fetcher, with its host's clock already
   * moved on. `wait`: there is work, but not yet (host pace, leases of others, work for the other
   * fetcher). `finished`: nothing of this run is left.
   */
  claim(
    fetchBy: 'http' | 'browser',
  ): Promise<
    | { readonly status: 'claimed'; readonly claim: Claim }
    | { readonly status: 'wait'; readonly waitMs: number; readonly browserWork: boolean }
    | { readonly status: 'finished' }
  >;

  /** Saves a visit. `stale`: the lease was lost to somebody else and nothing was written. */
  save(claim: Claim, visit: Visit): Promise<'saved' | 'stale'>;

  /** The host's least pause between requests, when robots.txt asks for more than the source does. */
  slowDown(host: string, delayMs: number): Promise<void>;
}
