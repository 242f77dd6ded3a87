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
  | {
      readonly outcome: 'retry';
      readonly retryAfterMs: number;
      /** The host is to blame (no connection, timeout, 5xx): too many in a row and all of it is left alone for a while. */
      readonly hasHostFailed: boolean;
      readonly issue: NewIssue;
    }
  /** The host told us to slow down: every URL of the host waits; costs no attempt. */
  | {
      readonly outcome: 'throttled';
      readonly retryAfterMs: number;
      /** The host named the time (Retry-After); else ours, and it doubles with every such answer in a row. */
      readonly isAsked: boolean;
      readonly issue: NewIssue;
    }
  /** Never again in this run: robots, refusal, wall, too large, not found. */
  | { readonly outcome: 'dropped'; readonly issue: NewIssue };

export type FetchBy = Claim['fetchBy'];

/**
 * Why a claim has to wait. `pace`: hosts, addresses or other crawlers are not ready yet. `blocked`:
 * every host that is left told us to wait or is down. `quiet`: the source's quiet hours.
 */
export type WaitReason = 'pace' | 'blocked' | 'quiet';

export type ClaimAnswer =
  /** One claim or more, each of which may be fetched at once. */
  | { readonly status: 'claimed'; readonly claims: readonly Claim[] }
  | {
      readonly status: 'wait';
      /** Ask again after so long; work may come earlier, so nobody is told to wait for long. */
      readonly waitMs: number;
      readonly reason: WaitReason;
      /** When there will be something to do, as far as is known; it may come earlier. */
      readonly until: Date | null;
      /** There is work for the browser. */
      readonly browserWork: boolean;
    }
  | { readonly status: 'finished' };

/** A request that went out without a claim of its own: robots.txt, a redirect, a part of a browser page. */
export interface SentRequest {
  readonly url: string;
  /** Who answered (`addressKey` in `crawlers/politeness`); left out when it is not known. */
  readonly address?: string | undefined;
}

/** A host that must not be asked now. */
export interface HostBlock {
  readonly retryAfterMs: number;
  /** It told us to slow down, or it has failed too often in a row. */
  readonly reason: 'throttled' | 'down';
}

export interface Frontier {
  /**
   * URLs that may be fetched this moment by this fetcher, with the clocks of their hosts and addresses
   * already moved on: ask right before the fetch. `finished`: nothing of this run is left.
   * @param most how many can be fetched at once (1 unless said); more than one of a host only where
   *   the source asks for no pause
   */
  claim(fetchBy: FetchBy, most?: number): Promise<ClaimAnswer>;

  /** Takes back claims that nobody has begun to fetch: due again at once, no attempt counted. */
  giveBack(claims: readonly Claim[]): Promise<void>;

  /** Saves a visit. `stale`: the lease was lost to somebody else and nothing was written. */
  save(claim: Claim, visit: Visit): Promise<'saved' | 'stale'>;

  /**
   * Leaves what is due of a host out of this run, with one issue.
   * @param host as `hostKey` names it
   * @returns how many URLs were left out
   */
  closeHost(host: string, message: string): Promise<number>;

  /** The host's least pause between requests, when robots.txt asks for more than the source does. */
  slowDown(host: string, delayMs: number): Promise<void>;

  /**
   * Moves the clocks of these requests' hosts and addresses on, as if each had been claimed now, so
   * that the next claim keeps its distance. One statement however many there are: hand over those of
   * a page together, or every few hundred milliseconds while it goes on asking. Bad URLs are ignored.
   */
  noteRequests(requests: readonly SentRequest[]): Promise<void>;

  /**
   * Whether the host of a URL must be left alone now; for requests without a claim. Only blocks count,
   * not the pace. Cheap: an answer is kept for a second, that a host is unknown as well.
   */
  findBlock(url: string): Promise<HostBlock | null>;
}
