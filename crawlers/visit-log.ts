/** Saves visits and keeps count of a crawl: pages, postings, issues. */
import type { NewIssue } from '../domain/run.js';
import { hostKey } from '../domain/url-key.js';
import type { CrawlLimits, CrawlOptions, CrawlSummary } from './crawl-source.js';
import type { Claim, Visit } from '../domain/frontier.js';
import { judgeError } from './judge-error.js';
import { createHostWatch, WALLS_IN_ROW } from './watch-host.js';

export interface VisitLog {
  readonly save: (claim: Claim, visit: Visit) => Promise<void>;
  readonly fail: (claim: Claim, error: unknown) => Promise<void>;
  summary(aborted: boolean): CrawlSummary;
}

/** A host that says "slow down" this often in a row no longer gets it for free: a run must end. */
const MAX_THROTTLES = 5;

/** Issues of a page that say something of the site: one a run is enough. */
const isRepeated = ({ kind }: NewIssue) =>
  kind === 'trap' || kind === 'links-cut' || kind === 'limit-reached';

export interface VisitLogOptions extends CrawlOptions {
  readonly limits: CrawlLimits;
  /** Whether the run has had all the pages that its source allows. */
  readonly isLimitReached: () => boolean;
}

export function createVisitLog(options: VisitLogOptions): VisitLog {
  const { source, frontier, limits, log } = options;
  const throttles = new Map<string, number>();
  /** The last reason why a URL could not be fetched; gone when it could be later. */
  const pending = new Map<number, NewIssue>();
  const issues: NewIssue[] = [];
  const tally = { pages: 0, postings: 0 };
  const watch = createHostWatch();
  /** Said once a run, however many pages say it: message → its first issue and how many pages. */
  const repeated = new Map<string, { readonly issue: NewIssue; pages: number }>();

  async function save(claim: Claim, judged: Visit): Promise<void> {
    const visit = gatherRepeated(watch.see(claim, limitThrottles(claim, judged)));
    const answer = await frontier.save(claim, visit);
    if (answer === 'stale') {
      log?.warn({ sourceId: source.id, urlId: claim.urlId }, 'a visit came too late');
      return;
    }
    count(claim, visit);
    const closing = watch.hostToClose(claim, visit);
    if (closing !== undefined)
      await frontier.closeHost(closing, `${WALLS_IN_ROW} pages in a row were walls`);
    log?.debug({ sourceId: source.id, url: claim.url, outcome: visit.outcome }, 'visited a page');
  }

  function gatherRepeated(visit: Visit): Visit {
    if (visit.outcome !== 'fetched' || !visit.issues.some(isRepeated)) return visit;
    for (const issue of visit.issues.filter(isRepeated)) {
      const known = repeated.get(issue.message);
      if (known === undefined) repeated.set(issue.message, { issue, pages: 1 });
      else known.pages += 1;
    }
    return { ...visit, issues: visit.issues.filter((issue) => !isRepeated(issue)) };
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

  return {
    save,
    fail: (claim, error) => save(claim, judgeError(error, claim, limits)),
    summary(aborted) {
      const runIssues: NewIssue[] = [...repeated.values()].map(({ issue, pages }) => ({
        ...issue,
        message: pages === 1 ? issue.message : `${issue.message} (on ${pages} pages)`,
      }));
      if (options.isLimitReached()) {
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
