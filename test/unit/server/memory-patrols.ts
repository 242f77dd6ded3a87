/** `PatrolQueries` in memory, for tests of the server and of the web UI. */
import { Conflict } from '../../../domain/errors.js';
import type { Run } from '../../../domain/run.js';
import type { Suggestion } from '../../../domain/suggestion.js';
import { formatSource } from '../../../runtime/write-source.js';
import type { RunDetail, RunHealth } from '../../../server/contract/run.js';
import type { SourceDetail } from '../../../server/contract/source.js';
import {
  runAsked,
  sourceAdded,
  sourceSwitched,
  suggestionAsked,
} from '../../../server/patrol-entries.js';
import type { AuditEntry } from '../../../server/queries.js';
import type { Leaf, LiveState, PatrolQueries } from '../../../server/patrol-queries.js';

export interface PatrolMemory {
  readonly queries: PatrolQueries;
  readonly audit: AuditEntry[];
  readonly sources: Map<string, SourceDetail>;
  readonly runs: Run[];
  readonly details: Map<number, RunDetail>;
  readonly health: Map<string, readonly RunHealth[]>;
  readonly suggestions: Map<number, Suggestion>;
  readonly asked: Set<string>;
  live: LiveState;
  /** How often somebody looked at what is under way. */
  looks: number;
  /** How many pages each run has. */
  pageCount: number;
}

export function memoryPatrols(sources: readonly SourceDetail[] = []): PatrolMemory {
  const memory: PatrolMemory = {
    audit: [],
    sources: new Map(sources.map((source) => [source.id, source])),
    runs: [],
    details: new Map(),
    health: new Map(),
    suggestions: new Map(),
    asked: new Set(),
    live: { runs: [], asked: [], lastEnded: null },
    looks: 0,
    pageCount: 0,
    queries: {
      async findRuns({ sourceId, state, beforeId, limit }) {
        return memory.runs
          .filter((run) => sourceId === null || run.sourceId === sourceId)
          .filter((run) => state === null || run.state === state)
          .filter((run) => beforeId === null || run.id < beforeId)
          .slice(0, limit);
      },
      findRun: async (runId) => memory.details.get(runId) ?? null,
      findRunPages: async (leaf) =>
        idsOf(leaf, memory.pageCount).map((id) => ({
          ...{
            id,
            url: `https://jobs.example/ad/${id}`,
            finalUrl: `https://jobs.example/ad/${id}`,
          },
          ...{ status: 200, bodyBytes: 20_480, charset: 'gb18030', contentType: 'text/html' },
          ...{ fetchedBy: 'http', fetchedAt: new Date('2026-11-20T22:00:00Z'), tookMs: 120 },
        })),
      findRunPostings: async () => [],
      findRunIssues: async () => [],
      findDeadUrls: async () => [],
      async findLive() {
        memory.looks += 1;
        return memory.live;
      },
      findSources: async () => [...memory.sources.values()],
      findSource: async (sourceId) => memory.sources.get(sourceId) ?? null,
      findHealth: async (sourceId, limit) => (memory.health.get(sourceId) ?? []).slice(-limit),
      isSourceKnown: async (sourceId) => memory.sources.has(sourceId),
      async addSource(viewer, source) {
        if (memory.sources.has(source.id)) throw new Conflict('taken');
        const { id, name, kind, enabled, fetch, expects } = source;
        memory.sources.set(id, {
          ...{ id, name, kind, enabled, fetch, expects, changedBy: viewer.name },
          ...{ url: source.start[0] ?? '', schedule: source.schedule ?? null, nextRunAt: null },
          ...{
            lastRun: null,
            issues: [],
            recent: [],
            verdict: 'silent',
            reasons: [],
            delayMs: source.pace.delayMs,
          },
          ...{ yaml: formatSource(source), origin: 'web', updatedAt: new Date() },
        });
        memory.audit.push(sourceAdded(viewer, source));
      },
      async enableSource(viewer, sourceId, enabled) {
        const source = memory.sources.get(sourceId);
        if (source === undefined || source.enabled === enabled) return false;
        memory.sources.set(sourceId, {
          ...source,
          ...{ enabled, changedBy: viewer.name, origin: 'web' },
        });
        memory.audit.push(sourceSwitched(viewer, sourceId, enabled));
        return true;
      },
      async askRun(viewer, sourceId) {
        if (memory.live.runs.some((run) => run.sourceId === sourceId)) return 'running';
        memory.asked.add(sourceId);
        memory.audit.push(runAsked(viewer, sourceId));
        return 'asked';
      },
      async askSuggestion(viewer, url) {
        const id = memory.suggestions.size + 1;
        memory.suggestions.set(id, {
          ...{ id, url, state: 'waiting', askedAt: new Date(), lookingAt: null, pageCount: 0 },
          ...{ result: null, problem: null, message: null },
        });
        memory.audit.push(suggestionAsked(viewer, id, url));
        return id;
      },
      findSuggestion: async (suggestionId) => memory.suggestions.get(suggestionId) ?? null,
      async cancelSuggestion(suggestionId) {
        const suggestion = memory.suggestions.get(suggestionId);
        if (suggestion === undefined) return;
        memory.suggestions.set(suggestionId, { ...suggestion, state: 'cancelled' });
      },
    },
  };
  return memory;
}

function idsOf({ afterId, limit }: Leaf, count: number): number[] {
  const first = (afterId ?? 0) + 1;
  const length = Math.max(0, Math.min(limit, count - first + 1));
  return Array.from({ length }, (_, index) => first + index);
}
