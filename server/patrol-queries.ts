/** What the server asks of the database about sources, runs and suggestions. */
import type { Viewer } from '../domain/rights.js';
import type { Run, RunState } from '../domain/run.js';
import type { Source } from '../domain/source.js';
import type { Suggestion } from '../domain/suggestion.js';
import type { z } from 'zod';
import type {
  DeadUrlsSchema,
  Live,
  RunDetail,
  RunHealth,
  RunIssuesSchema,
  RunPagesSchema,
  RunPostingsSchema,
} from './contract/run.js';
import type { SourceDetail, SourceRow } from './contract/source.js';

/** Part of a list that belongs to a run. */
export interface Leaf {
  readonly runId: number;
  /** The id of the last one seen; null for the first. */
  readonly afterId: number | null;
  readonly limit: number;
}

/** What is under way, without what only the feed knows: how fast. */
export interface LiveState extends Pick<Live, 'asked' | 'lastEnded'> {
  readonly runs: readonly Omit<Live['runs'][number], 'pagesPerMinute' | 'secondsLeft'>[];
}

/** What changes something appends its audit entry in the same transaction. */
export interface PatrolQueries {
  /** Newest first. */
  findRuns(filter: {
    readonly sourceId: string | null;
    readonly state: RunState | null;
    readonly beforeId: number | null;
    readonly limit: number;
  }): Promise<readonly Run[]>;
  /** null when unknown. */
  findRun(runId: number): Promise<RunDetail | null>;
  findRunPages(leaf: Leaf): Promise<z.output<typeof RunPagesSchema>['pages']>;
  /** With the leads that the viewer may see. */
  findRunPostings(
    viewer: Viewer,
    leaf: Leaf,
  ): Promise<z.output<typeof RunPostingsSchema>['postings']>;
  findRunIssues(leaf: Leaf): Promise<z.output<typeof RunIssuesSchema>['issues']>;
  findDeadUrls(leaf: Leaf): Promise<z.output<typeof DeadUrlsSchema>['urls']>;
  findLive(): Promise<LiveState>;

  /** By name. */
  findSources(): Promise<readonly SourceRow[]>;
  /** null when unknown. */
  findSource(sourceId: string): Promise<SourceDetail | null>;
  /** The last `limit` runs that have started, oldest first. */
  findHealth(sourceId: string, limit: number): Promise<readonly RunHealth[]>;
  isSourceKnown(sourceId: string): Promise<boolean>;
  /** @throws {Conflict} when its id is taken */
  addSource(viewer: Viewer, source: Source): Promise<void>;
  /** @returns whether that was a change */
  enableSource(viewer: Viewer, sourceId: string, isEnabled: boolean): Promise<boolean>;
  /** Asking twice is asking once; `running`: nothing was asked, for one is under way. */
  askRun(viewer: Viewer, sourceId: string): Promise<'asked' | 'running'>;

  /** @returns its id */
  askSuggestion(viewer: Viewer, url: string): Promise<number>;
  /** null when unknown. */
  findSuggestion(suggestionId: number): Promise<Suggestion | null>;
  cancelSuggestion(suggestionId: number): Promise<void>;
}
