/** What a run was like, in numbers that are kept, and what the last runs say of their source. */
import type { IssueKind, Run } from './run.js';
import type { PostingField } from './source.js';

/** How often a selector of the source was tried (pages) and how often it matched. */
export interface SelectorUse {
  readonly tried: number;
  readonly matched: number;
}

/** Measured at a run's end. Counts are of this run alone. */
export interface RunMeasures {
  readonly seconds: number;
  /** Of bodies fetched, decoded. */
  readonly bytes: number;
  /** Fetched, or found unchanged. */
  readonly pages: number;
  readonly unchanged: number;
  /** Pages that were asked for as lists, and how many of them were read as one. */
  readonly lists: number;
  readonly listsReadAsList: number;
  /** Pages that were asked for as lists and could not be had. */
  readonly listsFailed: number;
  /** RSS, Atom and sitemaps among them: what falls off their end is not gone. */
  readonly feeds: number;
  /** Postings, or links to postings, on the average list page; null without one. */
  readonly foundPerList: number | null;
  /** Seen, new or known, on unchanged pages too. */
  readonly postingsSeen: number;
  readonly postingsNew: number;
  readonly postingsChanged: number;
  /** Confirmed as gone in this run. */
  readonly postingsGone: number;
  /** Taken from pages that were read in this run; the next three are about these. */
  readonly postingsRead: number;
  /** Characters of the middle one of the bodies. */
  readonly medianLength: number | null;
  /** How many of them have the field. */
  readonly filled: Readonly<Record<PostingField, number>>;
  readonly selectors: Readonly<Record<string, SelectorUse>>;
  readonly issues: Readonly<Partial<Record<IssueKind, number>>>;
  /** URLs that the run had to visit: the sum of the five that follow. */
  readonly urlsDue: number;
  readonly urlsFetched: number;
  /** Answered with "not there". */
  readonly urlsMissing: number;
  /** Walls, refusals, robots.txt. */
  readonly urlsBlocked: number;
  /** Given up for another reason. */
  readonly urlsFailed: number;
  /** Not visited when the run ended. */
  readonly urlsOpen: number;
}

/** One ended run as its source's history shows it. */
export interface RunHealth extends RunMeasures {
  readonly runId: number;
  readonly sourceId: string;
  readonly state: Exclude<Run['state'], 'running'>;
  readonly trigger: Run['trigger'];
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Runs with different ones are not comparable. */
  readonly definitionHash: string;
  /** Every list was read to its end: what was not seen was not there. */
  readonly isComplete: boolean;
}

export const HEALTH_VERDICTS = ['healthy', 'degraded', 'blocked', 'silent'] as const;
/** `blocked`: the site keeps us out. `silent`: nothing comes. `degraded`: less comes than should. */
export type HealthVerdict = (typeof HEALTH_VERDICTS)[number];

export const HEALTH_REASONS = [
  'never-run',
  'overdue',
  'no-pages',
  'no-postings',
  'walls',
  'refused',
  'robots',
  'layout-changed',
  'expects',
  'not-fetched',
  'not-visited',
] as const;
export type HealthReasonKind = (typeof HEALTH_REASONS)[number];

/** Why a verdict is what it is. `of` is 0 where there is nothing to compare with. */
export interface HealthReason {
  readonly kind: HealthReasonKind;
  readonly count: number;
  readonly of: number;
}

export interface SourceHealth {
  readonly verdict: HealthVerdict;
  /** Empty when healthy. */
  readonly reasons: readonly HealthReason[];
  /** Newest first. */
  readonly runs: readonly RunHealth[];
}

/** A run that starts so long after its time is late, not merely waiting for its turn. */
const OVERDUE_MS = 60 * 60 * 1000;
/** From this share of URLs on that are kept from us a source is blocked. */
const BLOCKED_SHARE = 0.3;
/** Below these shares a few lost pages are the web as it is. */
const SOME_BLOCKED_SHARE = 0.05;
const FAILED_SHARE = 0.1;

/**
 * The verdict on a source by its last run, and whether that is recent enough.
 * @param runs newest first; runs that only looked again at missed postings are passed over
 * @param dueAt when the source was last due by its schedule; null without one
 */
export function judgeSource(
  runs: readonly RunHealth[],
  { now, dueAt }: { readonly now: Date; readonly dueAt: Date | null },
): SourceHealth {
  const patrols = runs.filter(({ trigger }) => trigger !== 'recheck');
  const [last] = patrols;
  if (last === undefined) {
    return { verdict: 'silent', reasons: [{ kind: 'never-run', count: 0, of: 0 }], runs };
  }
  const { verdict, reasons } = judgeRun(last, patrols[1]);
  const lateMs = dueAt === null || dueAt <= last.startedAt ? 0 : now.getTime() - dueAt.getTime();
  if (lateMs <= OVERDUE_MS || verdict === 'blocked') return { verdict, reasons, runs };
  const overdue: HealthReason = { kind: 'overdue', count: Math.round(lateMs / 3_600_000), of: 0 };
  return { verdict: 'silent', reasons: [overdue, ...reasons], runs };
}

/** The verdict on one run. @param before the run before it, when there is one */
export function judgeRun(
  run: RunHealth,
  before?: RunHealth,
): { readonly verdict: HealthVerdict; readonly reasons: readonly HealthReason[] } {
  const reasons = [...blockedReasons(run), ...silentReasons(run, before), ...degradedReasons(run)];
  if (isBlocked(run)) return { verdict: 'blocked', reasons };
  if (silentReasons(run, before).length > 0) return { verdict: 'silent', reasons };
  return { verdict: reasons.length > 0 ? 'degraded' : 'healthy', reasons };
}

/** Share of the URLs due that were looked at; null when none was due. */
export function coverageOf(run: RunMeasures): number | null {
  return run.urlsDue === 0 ? null : (run.urlsFetched + run.urlsMissing) / run.urlsDue;
}

/** Issues after which a run may have missed something, whatever it read. */
const PARTIAL_ISSUES: readonly IssueKind[] = [
  'limit-reached',
  'links-cut',
  'trap',
  'layout-changed',
  'wall',
  'host-blocked',
];

/**
 * Whether every list was read to its end and as usual, so that what was not seen was not there.
 * A feed shows its newest entries only: what is not on it may well be there.
 */
export function isCompleteRun(run: RunMeasures): boolean {
  return (
    run.lists > 0 &&
    run.feeds === 0 &&
    run.urlsOpen + run.urlsBlocked === 0 &&
    run.listsFailed === 0 &&
    PARTIAL_ISSUES.every((kind) => count(run, kind) === 0)
  );
}

/** So many pages that all say that they are gone are one block page, unless they are few of many. */
const MOST_REMOVED = 10;

/** Whether pages that say that their posting is gone are to be believed in this run. */
export function believesPages(run: RunMeasures): boolean {
  if (count(run, 'layout-changed') + count(run, 'host-blocked') > 0) return false;
  const removed = count(run, 'removed');
  return removed < MOST_REMOVED || removed < run.urlsDue / 2;
}

function isBlocked(run: RunHealth): boolean {
  if (count(run, 'host-blocked') > 0) return true;
  if (run.urlsBlocked === 0) return false;
  return run.pages === 0 || run.urlsBlocked >= run.urlsDue * BLOCKED_SHARE;
}

function blockedReasons(run: RunHealth): HealthReason[] {
  if (!isBlocked(run) && run.urlsBlocked < run.urlsDue * SOME_BLOCKED_SHARE) return [];
  const reasons: HealthReason[] = [];
  const add = (kind: HealthReasonKind, found: number) => {
    if (found > 0) reasons.push({ kind, count: found, of: run.urlsDue });
  };
  const robots = count(run, 'robots-disallowed') + count(run, 'robots-unreachable');
  const refused = count(run, 'refused') + count(run, 'address-refused');
  add('robots', robots);
  add('refused', refused);
  // URLs that were left out because of walls have no issue of their own.
  add('walls', run.urlsBlocked - robots - refused);
  return reasons;
}

function silentReasons(run: RunHealth, before: RunHealth | undefined): HealthReason[] {
  if (run.pages === 0) return [{ kind: 'no-pages', count: 0, of: run.urlsDue }];
  if (run.postingsSeen > 0) return [];
  const usual = before?.postingsSeen ?? 0;
  if (usual === 0 && count(run, 'expects-postings') === 0) return [];
  return [{ kind: 'no-postings', count: 0, of: usual }];
}

function degradedReasons(run: RunHealth): HealthReason[] {
  const reasons: HealthReason[] = [];
  const changes = count(run, 'layout-changed');
  if (changes > 0) reasons.push({ kind: 'layout-changed', count: changes, of: 0 });
  const short =
    count(run, 'expects-postings') + count(run, 'expects-fields') + count(run, 'expects-length');
  if (short > 0) reasons.push({ kind: 'expects', count: short, of: 0 });
  if (run.urlsFailed > 0 && run.urlsFailed >= run.urlsDue * FAILED_SHARE)
    reasons.push({ kind: 'not-fetched', count: run.urlsFailed, of: run.urlsDue });
  // Stopping at the source's own limit is what was asked for.
  if (run.urlsOpen > 0 && count(run, 'limit-reached') === 0)
    reasons.push({ kind: 'not-visited', count: run.urlsOpen, of: run.urlsDue });
  return reasons;
}

function count(run: RunMeasures, kind: IssueKind): number {
  return run.issues[kind] ?? 0;
}
