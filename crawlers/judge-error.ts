/** An error of a fetch → the visit that the frontier saves. */
import {
  FetchFailed,
  FetchForbidden,
  FetchThrottled,
  FetchTooLarge,
  NotFound,
  Unavailable,
} from '../domain/errors.js';
import type { IssueKind } from '../domain/run.js';
import type { Claim, Visit } from '../domain/frontier.js';

/** robots.txt could not be had: nothing of the host may be fetched for now. */
export class RobotsUnreachable extends FetchFailed {
  readonly retryAfterMs: number;
  /** The host could not be talked to at all. */
  readonly isDown: boolean;

  constructor(reason: string, retryAfterMs: number, isDown: boolean) {
    super(`robots.txt cannot be had: ${reason}`);
    this.retryAfterMs = retryAfterMs;
    this.isDown = isDown;
  }
}

export interface RetryPauses {
  /** Before a page is tried again that failed. */
  readonly retryMs: number;
  /** Before a host is asked again that said "slow down" without saying for how long. */
  readonly throttleMs: number;
}

/** A host cannot ask us to wait for longer than this; the next run will ask again anyway. */
const MAX_THROTTLE_MS = 60 * 60 * 1000;

const FORBIDDEN_ISSUES: Readonly<Record<FetchForbidden['reason'], IssueKind>> = {
  robots: 'robots-disallowed',
  refused: 'refused',
  address: 'address-refused',
  wall: 'wall',
};

/** Unknown errors are tried again like failed fetches: one page must not end a run. */
export function judgeError(error: unknown, claim: Claim, pauses: RetryPauses): Visit {
  // Playwright adds its call log below the first line.
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  const issue = (kind: IssueKind) => ({ kind, message, url: claim.url });
  if (error instanceof FetchThrottled) {
    const retryAfterMs = Math.min(error.retryAfterMs ?? pauses.throttleMs, MAX_THROTTLE_MS);
    const isAsked = error.retryAfterMs !== undefined;
    return { outcome: 'throttled', retryAfterMs, isAsked, issue: issue('fetch-failed') };
  }
  if (error instanceof FetchForbidden) {
    return { outcome: 'dropped', issue: issue(FORBIDDEN_ISSUES[error.reason]) };
  }
  if (error instanceof FetchTooLarge) return { outcome: 'dropped', issue: issue('too-large') };
  if (error instanceof NotFound) return { outcome: 'dropped', issue: issue('not-found') };
  if (error instanceof Unavailable) return { outcome: 'dropped', issue: issue('browser-missing') };
  const isStart = claim.role === 'list' && claim.depth === 0;
  if (error instanceof RobotsUnreachable) {
    const kind = error.isDown && isStart ? 'start-unreachable' : 'robots-unreachable';
    const { retryAfterMs } = error;
    return { outcome: 'retry', retryAfterMs, hasHostFailed: true, issue: issue(kind) };
  }
  return {
    outcome: 'retry',
    retryAfterMs: pauses.retryMs,
    hasHostFailed: error instanceof FetchFailed,
    issue: issue(isStart ? 'start-unreachable' : 'fetch-failed'),
  };
}
