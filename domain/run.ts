/** A run: one crawl of one source, with its progress and its issues. */
import { z } from 'zod';

export const RunStateSchema = z.enum(['running', 'done', 'failed', 'abandoned']);
export type RunState = z.infer<typeof RunStateSchema>;

/** Why a run started; `recheck` only looks again at postings that were missed. */
export const RunTriggerSchema = z.enum(['schedule', 'command', 'recheck']);

export interface Run {
  readonly id: number;
  readonly sourceId: string;
  readonly state: RunState;
  readonly trigger: z.infer<typeof RunTriggerSchema>;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly pageCount: number;
  readonly postingCount: number;
  readonly issueCount: number;
}

/** Something a person must look at. `kind` is stable; `message` says what and where, without contents. */
export const IssueKindSchema = z.enum([
  'start-unreachable',
  'fetch-failed',
  'robots-disallowed',
  'robots-unreachable',
  'host-down',
  'refused',
  'address-refused',
  'wall',
  'host-blocked',
  'too-large',
  'empty-page',
  'bad-charset',
  'not-found',
  'removed',
  'script-needed',
  'browser-missing',
  'limit-reached',
  'links-cut',
  'trap',
  'layout-changed',
  'expects-postings',
  'expects-fields',
  'expects-length',
  'extract-failed',
  'classify-failed',
  'images-unread',
  'storage-failed',
]);
export type IssueKind = z.infer<typeof IssueKindSchema>;

export interface NewIssue {
  readonly kind: IssueKind;
  readonly message: string;
  readonly url: string | null;
}

export interface Issue extends NewIssue {
  readonly id: number;
  readonly sourceId: string;
  readonly runId: number | null;
  readonly raisedAt: Date;
}

/** What `mingcha crawl --json` prints for one source: a contract (design §11). */
export const CrawlResultSchema = z.strictObject({
  source: z.string(),
  run: z.int(),
  pages: z.int(),
  postings: z.int(),
  leads: z.int(),
  issues: z.array(
    z.strictObject({ kind: IssueKindSchema, message: z.string(), url: z.string().nullable() }),
  ),
  seconds: z.number(),
});
export type CrawlResult = z.infer<typeof CrawlResultSchema>;
