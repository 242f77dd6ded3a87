/** The server's questions about sources, runs and suggestions, answered by PostgreSQL. */
import { withAudit } from '../db/audit/with-audit.js';
import type { Database } from '../db/connect.js';
import { findLastEnded, findLiveRuns, findRunState } from '../db/runs/live-runs.js';
import { findRuns, getRun } from '../db/runs/find-runs.js';
import {
  countIssueKinds,
  findDeadUrls,
  findRunIssues,
  findRunPages,
  findRunPostings,
} from '../db/runs/run-contents.js';
import { findRunHealth } from '../db/runs/run-health.js';
import { askRun, findAskedRuns } from '../db/sources/ask-run.js';
import { enableSource } from '../db/sources/enable-sources.js';
import { findSourceRecord, findSources } from '../db/sources/find-sources.js';
import { findSourceHealth, findSourcesHealth } from '../db/sources/find-source-health.js';
import { addSource } from '../db/sources/save-source.js';
import { findLastRuns, findOpenIssues } from '../db/sources/source-health.js';
import { askSuggestion, cancelSuggestion } from '../db/suggestions/ask-suggestion.js';
import { findSuggestion } from '../db/suggestions/find-suggestion.js';
import type { RunHealth as KeptHealth, SourceHealth } from '../domain/health.js';
import { IssueKindSchema, type Run } from '../domain/run.js';
import { nextRunAt } from '../domain/schedule.js';
import type { Source } from '../domain/source.js';
import type { Clock } from '../runtime/clock.js';
import { formatSource } from '../runtime/write-source.js';
import type { RunDetail, RunHealth } from './contract/run.js';
import type { SourceDetail, SourceRow } from './contract/source.js';
import { runAsked, sourceAdded, sourceSwitched, suggestionAsked } from './patrol-entries.js';
import type { LiveState, PatrolQueries } from './patrol-queries.js';

/** Runs in the small chart of a source. */
const RECENT_RUNS = 12;

interface Asker {
  readonly database: Database;
  readonly clock: Clock;
  readonly timeZone: string;
}

export function databasePatrols(database: Database, clock: Clock, timeZone: string): PatrolQueries {
  const asker = { database, clock, timeZone };
  return {
    findRuns: (filter) => findRuns(database, filter),
    findRun: (runId) => findRun(database, runId),
    findRunPages: (leaf) => findRunPages(database, leaf),
    findRunPostings: (viewer, leaf) => findRunPostings(database, viewer, leaf),
    findRunIssues: (leaf) => findRunIssues(database, leaf),
    findDeadUrls: (leaf) => findDeadUrls(database, leaf),
    findLive: () => findLive(database),
    findSources: () => listSources(asker),
    findSource: (sourceId) => findSource(asker, sourceId),
    findHealth: async (sourceId, limit) =>
      toPatrols(await findRunHealth(database, sourceId, limit)),
    isSourceKnown: async (sourceId) => (await findSourceRecord(database, sourceId)) !== null,
    addSource: (viewer, source) =>
      withAudit(
        database,
        (transaction) => addSource(transaction, source, viewer.name),
        () => sourceAdded(viewer, source),
      ),
    enableSource: (viewer, sourceId, isEnabled) =>
      withAudit(
        database,
        (transaction) => enableSource(transaction, sourceId, isEnabled, viewer.name),
        (isChanged) => (isChanged ? sourceSwitched(viewer, sourceId, isEnabled) : null),
      ),
    askRun: (viewer, sourceId) =>
      withAudit(
        database,
        (transaction) => askRun(transaction, sourceId),
        (status) => (status === 'asked' ? runAsked(viewer, sourceId) : null),
      ),
    askSuggestion: (viewer, url) =>
      withAudit(
        database,
        (transaction) => askSuggestion(transaction, { url, userId: viewer.userId }),
        (id) => suggestionAsked(viewer, id, url),
      ),
    findSuggestion: (suggestionId) => findSuggestion(database, suggestionId),
    cancelSuggestion: (suggestionId) => cancelSuggestion(database, suggestionId),
  };
}

async function findRun(database: Database, runId: number): Promise<RunDetail | null> {
  const state = await findRunState(database, runId);
  if (state === null) return null;
  const [{ endedAt }, issueKinds] = await Promise.all([
    getRun(database, runId),
    countIssueKinds(database, runId),
  ]);
  return { ...state, endedAt, issueKinds };
}

async function findLive(database: Database): Promise<LiveState> {
  const [runs, asked, lastEnded] = await Promise.all([
    findLiveRuns(database),
    findAskedRuns(database),
    findLastEnded(database),
  ]);
  return {
    runs,
    asked: asked.map(({ source, askedAt }) => ({
      ...{ sourceId: source.id, sourceName: source.name, askedAt },
    })),
    lastEnded,
  };
}

async function listSources(asker: Asker): Promise<SourceRow[]> {
  const { database } = asker;
  const [sources, lastRuns] = await Promise.all([findSources(database), findLastRuns(database)]);
  const health = await findSourcesHealth(database, sources, healthQuestion(asker));
  const rows = sources.flatMap((source) => {
    const ofSource = health.get(source.id);
    return ofSource === undefined
      ? []
      : [toRow(asker, source, lastRuns.get(source.id) ?? null, ofSource)];
  });
  return (await Promise.all(rows)).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}

function healthQuestion({ clock, timeZone }: Asker) {
  return { now: clock.now(), timeZone, limit: RECENT_RUNS };
}

async function toRow(
  { database, clock, timeZone }: Asker,
  source: Source,
  lastRun: Run | null,
  { verdict, reasons, runs }: SourceHealth,
): Promise<SourceRow> {
  const { id, name, kind, enabled } = source;
  return {
    ...{ id, name, kind, enabled, lastRun, verdict, reasons, recent: toPatrols(runs) },
    url: source.start[0] ?? '',
    schedule: source.schedule ?? null,
    nextRunAt: nextRunAt(source, clock.now(), timeZone),
    issues: await findOpenIssues(database, id, lastRun),
  };
}

/** Oldest first; runs that only looked again at missed postings say nothing about the source. */
function toPatrols(runs: readonly KeptHealth[]): RunHealth[] {
  return runs
    .filter(({ trigger }) => trigger !== 'recheck')
    .map((run) => {
      const kinds = IssueKindSchema.options
        .map((kind) => ({ kind, count: run.issues[kind] ?? 0 }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count);
      return {
        ...{ runId: run.runId, state: run.state, startedAt: run.startedAt, seconds: run.seconds },
        ...{ pages: run.pages, postings: run.postingsSeen, newPostings: run.postingsNew },
        ...{ due: run.urlsDue, fetched: run.urlsFetched, missing: run.urlsMissing },
        ...{ blocked: run.urlsBlocked, failed: run.urlsFailed, open: run.urlsOpen },
        issues: kinds.reduce((sum, { count }) => sum + count, 0),
        issueKinds: kinds,
      };
    })
    .reverse();
}

async function findSource(asker: Asker, sourceId: string): Promise<SourceDetail | null> {
  const record = await findSourceRecord(asker.database, sourceId);
  if (record === null) return null;
  const { source, origin, changedBy, updatedAt } = record;
  const [[lastRun], health] = await Promise.all([
    findRuns(asker.database, { sourceId, limit: 1 }),
    findSourceHealth(asker.database, source, healthQuestion(asker)),
  ]);
  return {
    ...(await toRow(asker, source, lastRun ?? null, health)),
    ...{ origin, changedBy, updatedAt },
    fetch: source.fetch,
    delayMs: source.pace.delayMs,
    expects: source.expects,
    yaml: formatSource(source),
  };
}
