/** Runs, what they brought, and what is under way. */
import { z } from 'zod';
import { IssueKindSchema, RunStateSchema, RunTriggerSchema } from '../../domain/run.js';
import {
  AfterIdSchema,
  CountSchema,
  IdSchema,
  InstantSchema,
  LimitSchema,
  NextCursorSchema,
} from './fields.js';

export const RunSchema = z.object({
  id: IdSchema,
  sourceId: z.string(),
  state: RunStateSchema,
  trigger: RunTriggerSchema,
  startedAt: InstantSchema,
  endedAt: InstantSchema.nullable(),
  pageCount: CountSchema,
  postingCount: CountSchema,
  issueCount: CountSchema,
});
export const RunsQuerySchema = z.strictObject({
  source: z.string().min(1).max(100).optional(),
  state: RunStateSchema.optional(),
  cursor: AfterIdSchema.optional(),
  limit: LimitSchema.default(20),
});
export const RunsAnswerSchema = z.object({
  runs: z.array(RunSchema).readonly(),
  nextCursor: NextCursorSchema,
});

const RunProgressSchema = z.object({
  runId: IdSchema,
  sourceId: z.string(),
  sourceName: z.string(),
  state: RunStateSchema,
  trigger: RunSchema.shape.trigger,
  startedAt: InstantSchema,
  /** Machine and process that is at it, or was. */
  heldBy: z.string(),
  /** It runs, but its crawler has not been heard of for a while. */
  isSilent: z.boolean(),
  /** URLs visited, and known URLs that are still to be visited. */
  visited: CountSchema,
  open: CountSchema,
  pages: CountSchema,
  /** Seen, new or known. */
  postings: CountSchema,
  /** Seen, and not yet judged. */
  unfinished: CountSchema,
  leads: CountSchema,
  issues: CountSchema,
  seconds: z.number(),
  /** It waits for so long: quiet hours, or hosts that are to be left alone. */
  pausedUntil: InstantSchema.nullable(),
});
export const LiveRunSchema = RunProgressSchema.extend({
  pagesPerMinute: z.number().nullable(),
  /** For the URLs known now. */
  secondsLeft: z.int().nullable(),
});
/** What is under way, over all processes: one event of the live feed. */
export const LiveSchema = z.object({
  runs: z.array(LiveRunSchema).readonly(),
  /** Asked for, and not started yet. */
  asked: z
    .array(z.object({ sourceId: z.string(), sourceName: z.string(), askedAt: InstantSchema }))
    .readonly(),
  queues: z
    .array(z.object({ name: z.string(), waiting: CountSchema, active: CountSchema }))
    .readonly(),
  lastEnded: z.object({ runId: IdSchema, endedAt: InstantSchema }).nullable(),
});
export type Live = Readonly<z.output<typeof LiveSchema>>;
/** A stream, described as what travels. */
export const EventsSchema = z.any().meta({
  type: 'string',
  description: 'text/event-stream; each event `live` is the whole of what is under way, as JSON',
});

const IssueKindCountSchema = z.object({ kind: IssueKindSchema, count: CountSchema });
export const RunDetailSchema = RunProgressSchema.extend({
  endedAt: InstantSchema.nullable(),
  /** The most frequent first. */
  issueKinds: z.array(IssueKindCountSchema).readonly(),
});
export type RunDetail = Readonly<z.output<typeof RunDetailSchema>>;

export const LeafQuerySchema = z.strictObject({
  cursor: AfterIdSchema.optional(),
  limit: LimitSchema.default(100),
});
export const RunPagesSchema = z.object({
  pages: z
    .array(
      z.object({
        id: IdSchema,
        url: z.string(),
        finalUrl: z.string(),
        status: z.int(),
        bodyBytes: CountSchema,
        charset: z.string(),
        contentType: z.string(),
        fetchedBy: z.string(),
        fetchedAt: InstantSchema,
        tookMs: CountSchema,
      }),
    )
    .readonly(),
  nextCursor: NextCursorSchema,
});
export const RunPostingsSchema = z.object({
  postings: z
    .array(
      z.object({
        id: IdSchema,
        version: IdSchema,
        title: z.string(),
        /** The beginning of it. */
        text: z.string(),
        textLength: CountSchema,
        url: z.string(),
        publishedAt: InstantSchema.nullable(),
        firstSeenAt: InstantSchema,
        leadId: IdSchema.nullable(),
        isJudged: z.boolean(),
      }),
    )
    .readonly(),
  nextCursor: NextCursorSchema,
});
export const DeadUrlsSchema = z.object({
  urls: z
    .array(
      z.object({
        id: IdSchema,
        url: z.string(),
        role: z.enum(['list', 'detail']),
        attempts: CountSchema,
        /** An issue kind. */
        reason: z.string().nullable(),
        visitedAt: InstantSchema.nullable(),
      }),
    )
    .readonly(),
  nextCursor: NextCursorSchema,
});
export const IssueSchema = z.object({
  id: IdSchema,
  kind: IssueKindSchema,
  message: z.string(),
  url: z.string().nullable(),
  raisedAt: InstantSchema,
});
export const RunIssuesSchema = z.object({
  issues: z.array(IssueSchema).readonly(),
  nextCursor: NextCursorSchema,
});

export const RunHealthSchema = z.object({
  runId: IdSchema,
  state: RunStateSchema,
  startedAt: InstantSchema,
  seconds: z.number(),
  pages: CountSchema,
  /** Seen, new or known. */
  postings: CountSchema,
  newPostings: CountSchema,
  issues: CountSchema,
  /** URLs that were due: the sum of the five that follow. */
  due: CountSchema,
  fetched: CountSchema,
  /** Answered with "not there". */
  missing: CountSchema,
  /** Walls, refusals, robots.txt. */
  blocked: CountSchema,
  failed: CountSchema,
  /** Not visited when the run ended. */
  open: CountSchema,
  issueKinds: z.array(IssueKindCountSchema).readonly(),
});
export type RunHealth = Readonly<z.output<typeof RunHealthSchema>>;
