/** Saves visits and keeps count of a crawl: pages, postings, issues. */
import type { NewIssue } from '../domain/run.js';
import { hostKey } from '../domain/url-key.js';
import type { CrawlLimits, CrawlOptions, CrawlSummary } from './crawl-source.js';
import type { Claim, Visit } from '../domain/frontier.js';
import { judgeError } from './judge-error.js';

export interface VisitLog {
  readonly save: (claim: Claim, visit: Visit) => Promise<void>;
  readonly fail: (claim: Claim, error: unknown) => Promise<void>;
  isPageLimitReached(): boolean;
  summary(aborted: boolean): CrawlSummary;
}

/** A host that says "slow down" this often in a row no longer gets it for free: a run must end. */
const MAX_THROTTLES = 5;

export function createVisitLog(options: CrawlOptions & { readonly limits: CrawlLimits }): VisitLog {
  const { source, frontier, limits, log } = options;
  const throttles = new Map<string, number>();
  /** The last reason why a URL could not be fetched; gone when it could be later. */
  const pending = new Map<number, NewIssue>();
  const issues: NewIssue[] = [];
  const tally = { pages: 0, postings: 0 };

  async function save(claim: Claim, judged: Visit): Promise<void> {
    const visit = limitThrottles(claim, judged);
    const answer = await frontier.save(claim, visit);
    if (answer === 'stale') {
      log?.warn({ sourceId: source.id, urlId: claim.urlId }, 'a visit came too late');
      return;
    }
    count(claim, visit);
    log?.debug({ sourceId: source.id, url: claim.url, outcome: visit.outcome }, 'visited a page');
  }

  function limitThrottles(claim: Claim, visit: Visit): Visit {
    const host = hostKey(claim.url);
    if (visit.outcome !== 'throttled') {
      throttles.delete(host);
      return visit;
    }
    const count = (throttles.get(host) ?? 0) + 1;
    throttles.set(host, count);
    if (count <= MAX_THROTTLES) return visit;
    const { retryAfterMs, issue } = visit;
    return { outcome: 'retry', retryAfterMs, hasHostFailed: true, issue };
  }

  function count(claim: Claim, visit: Visit): void {
    pending.delete(claim.urlId);
    switch (visit.outcome) {
      case 'fetched':
        tally.pages += 1;
        tally.postings += visit.postings.length;
        issues.push(...visit.issues);
        return;
      case 'unchanged':
        tally.pages += 1;
        return;
      case 'dropped':
        issues.push(visit.issue);
        return;
      case 'retry':
      case 'throttled':
        pending.set(claim.urlId, visit.issue);
        return;
      case 'needs-browser':
        return;
    }
  }

  const isPageLimitReached = () => tally.pages >= source.limits.pages;

  return {
    save,
    fail: (claim, error) => save(claim, judgeError(error, claim, limits)),
    isPageLimitReached,
    summary(aborted) {
      const runIssues: NewIssue[] = [];
      if (isPageLimitReached()) {
        const message = `stopped at the limit of ${source.limits.pages} pages`;
        runIssues.push({ kind: 'limit-reached', message, url: null });
      }
      return {
        pages: tally.pages,
        postings: tally.postings,
        issues: [...issues, ...pending.values(), ...runIssues],
        runIssues,
        aborted,
      };
    },
  };
}
