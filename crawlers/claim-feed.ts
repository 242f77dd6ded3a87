/** Claims from the frontier, handed over one by one: a URL is claimed right before its fetch. */
import type { Claim, FetchBy, Frontier } from '../domain/frontier.js';

export interface ClaimFeed {
  /** Whether there is a claim to take; asks the frontier when none is held and the wait is over. */
  isReady(): Promise<boolean>;
  take(): Claim | undefined;
  /** Nothing is held and nothing more will come. */
  isFinished(): boolean;
  /** Whether the crawl has begun to ask. */
  readonly isUnderWay: () => boolean;
  /** Something was saved: what was "not yet" may be due now. */
  readonly wake: () => void;
  /** Gives back what is held: the crawl has ended, or the frontier has learned something about a host. */
  readonly giveBack: () => Promise<void>;
}

export interface ClaimFeedOptions {
  readonly frontier: Frontier;
  readonly fetchBy: FetchBy;
  /**
   * How many claims to ask for; 1 when left out. More only while no host wants a pause: a claim that
   * is held moves a clock before its fetch.
   */
  readonly most?: () => number;
  /** True once no further URL may be claimed (abort, page limit). */
  readonly isStopped: () => boolean;
  /** Called when there is work for the other fetcher. */
  readonly onBrowserWork: () => void;
  /** Called when the wait that the frontier asked for is over. */
  readonly onDue: () => void;
}

/** Even a long wait is interrupted: other processes may add URLs at any moment. */
const LONGEST_WAIT_MS = 1_000;

export function createClaimFeed(options: ClaimFeedOptions): ClaimFeed {
  const { frontier, fetchBy, most = () => 1 } = options;
  let held: Claim[] = [];
  let finished = false;
  let underWay = false;
  let waitUntil = 0;

  async function claimNext(): Promise<void> {
    if (finished || options.isStopped() || performance.now() < waitUntil) return;
    const answer = await frontier.claim(fetchBy, most());
    if (answer.status === 'claimed') {
      held = [...answer.claims];
      return;
    }
    finished = answer.status === 'finished';
    if (answer.status !== 'wait') return;
    if (answer.browserWork) options.onBrowserWork();
    const waitMs = Math.min(Math.max(answer.waitMs, 1), LONGEST_WAIT_MS);
    waitUntil = performance.now() + waitMs;
    setTimeout(options.onDue, waitMs + 1).unref();
  }

  async function giveBack(): Promise<void> {
    const claims = held;
    held = [];
    if (claims.length > 0) await frontier.giveBack(claims);
  }

  return {
    // Crawlee asks whether a task is ready and then starts it at once; the claim is made here and
    // taken there, so that Crawlee never spins on a host that is not due.
    async isReady() {
      underWay = true;
      const isTooMany = held.length > 1 && most() === 1;
      if (isTooMany || options.isStopped()) await giveBack();
      if (held.length === 0) await claimNext();
      return held.length > 0;
    },
    take: () => held.shift(),
    isFinished: () => held.length === 0 && (finished || options.isStopped()),
    isUnderWay: () => underWay,
    wake() {
      waitUntil = 0;
    },
    giveBack,
  };
}
