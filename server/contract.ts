/**
 * What the HTTP API takes and answers: one definition, from which come the checks, the OpenAPI
 * document, and the types of the web UI (`Json<…>`: instants as strings) and of the server
 * (`z.output`: instants as Date).
 */
import { z } from 'zod';
import {
  ContactKindSchema,
  ExclusionSchema,
  FacetsSchema,
  SpanSchema,
  SubjectTestSchema,
} from '../domain/finding.js';
import {
  DecisionInputSchema,
  ElementsSchema,
  LeadStateSchema,
  PrioritySchema,
} from '../domain/lead.js';
import { HEALTH_REASONS, HEALTH_VERDICTS } from '../domain/health.js';
import { IssueKindSchema, RunStateSchema, RunTriggerSchema } from '../domain/run.js';
import { FetchModeSchema, PostingFieldSchema, SourceKindSchema } from '../domain/source.js';
import {
  SuggestedSourceSchema,
  SuggestionProblemSchema,
  SuggestionStateSchema,
} from '../domain/suggestion.js';

/** A shape as it travels: the types that the web UI works with. */
export type Json<Schema extends z.ZodType> = z.input<Schema>;

const InstantSchema = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
const IdSchema = z.int().positive();
const CountSchema = z.int().min(0);

// session -----------------------------------------------------------------------------------------

export const UserSchema = z.object({
  id: IdSchema,
  name: z.string(),
  displayName: z.string(),
  role: z.enum(['admin', 'reviewer']),
});
export type User = Readonly<z.output<typeof UserSchema>>;

export const LoginSchema = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1_000),
});
export const SessionAnswerSchema = z.object({ user: UserSchema, expiresAt: InstantSchema });

// lead --------------------------------------------------------------------------------------------

export const LeadRowSchema = z.object({
  id: IdSchema,
  state: LeadStateSchema,
  primaryCode: z.string(),
  codes: z.array(z.string()).readonly(),
  score: z.number(),
  priority: PrioritySchema,
  title: z.string(),
  publisher: z.string().nullable(),
  location: z.string().nullable(),
  sources: z.array(z.object({ id: z.string(), name: z.string() })).readonly(),
  postingCount: CountSchema,
  firstSeenAt: InstantSchema,
  lastSeenAt: InstantSchema,
  version: IdSchema,
});
/** A lead as the queue shows it. */
export type LeadRow = Readonly<z.output<typeof LeadRowSchema>>;

export const FindingViewSchema = z.object({
  code: z.string(),
  score: z.number(),
  rule: z.string(),
  spans: z.array(SpanSchema).readonly(),
});

export const PostingViewSchema = z.object({
  id: IdSchema,
  version: IdSchema,
  title: z.string(),
  body: z.string(),
  /** What a machine read in its pictures, QR codes included; '' when there is nothing. */
  imageText: z.string(),
  url: z.string(),
  publisher: z.string().nullable(),
  publishedAt: InstantSchema.nullable(),
  price: z.string().nullable(),
  location: z.string().nullable(),
  sourceId: z.string(),
  sourceName: z.string(),
  firstSeenAt: InstantSchema,
  lastSeenAt: InstantSchema,
  /** When it was first missing from its page; null while it stands there. */
  goneAt: InstantSchema.nullable(),
  /** Why it belongs to this lead, Chinese. */
  reason: z.string(),
  /** What names the lead first, or else the posting; then by score. */
  findings: z.array(FindingViewSchema).readonly(),
  exclusion: ExclusionSchema.nullable(),
  facets: FacetsSchema,
  subject: SubjectTestSchema,
  contacts: z.array(z.object({ kind: ContactKindSchema, masked: z.string() })).readonly(),
});
export type PostingView = Readonly<z.output<typeof PostingViewSchema>>;

export const DecisionSchema = z.object({
  id: IdSchema,
  leadId: IdSchema,
  userId: IdSchema,
  userName: z.string(),
  action: z.enum(['confirm', 'dismiss', 'reopen']),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string(),
  fromState: LeadStateSchema,
  toState: LeadStateSchema,
  decidedAt: InstantSchema,
});

export const LeadDetailSchema = LeadRowSchema.extend({
  elements: ElementsSchema,
  /** The newest postings of the lead, at most 50; `postingCount` counts them all. */
  postings: z.array(PostingViewSchema).readonly(),
  /** Oldest first. */
  decisions: z.array(DecisionSchema).readonly(),
});
export type LeadDetail = Readonly<z.output<typeof LeadDetailSchema>>;

export const LeadSortSchema = z.enum(['priority', 'newest', 'oldest', 'postings']);
export type LeadSort = z.output<typeof LeadSortSchema>;

/** A list in a query string: `state=new,pending`. */
const StateListSchema = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(LeadStateSchema).min(1).max(LeadStateSchema.options.length));

export const LeadQuerySchema = z.strictObject({
  state: StateListSchema.optional().meta({ description: 'States, separated by commas' }),
  code: z.string().min(1).max(20).optional().meta({ description: 'A code the lead carries' }),
  source: z.string().min(1).max(100).optional().meta({ description: 'A source id' }),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Words in title, text or publisher' }),
  needsExpert: z
    .literal('true')
    .optional()
    .meta({ description: 'Only leads in which an expert should look at a posting' }),
  sort: LeadSortSchema.default('priority'),
  cursor: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .meta({ description: 'nextCursor of the page before' }),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
});
export const LeadPageSchema = z.object({
  leads: z.array(LeadRowSchema).readonly(),
  nextCursor: z.string().nullable(),
  /** How many leads match the filter in all. */
  total: CountSchema,
});
export type LeadPage = Readonly<z.output<typeof LeadPageSchema>>;

export const LeadCountsQuerySchema = z.strictObject({ state: StateListSchema.optional() });
export const LeadCountsSchema = z.object({
  /** Over all leads. */
  states: z.record(LeadStateSchema, CountSchema),
  /** Over the leads in the states asked for; a lead with two codes counts under both. */
  codes: z.array(z.object({ code: z.string(), count: CountSchema })).readonly(),
  sources: z.array(z.object({ id: z.string(), name: z.string(), count: CountSchema })).readonly(),
});
export type LeadCounts = Readonly<z.output<typeof LeadCountsSchema>>;

export const LeadParamsSchema = z.strictObject({
  id: z.coerce.number().pipe(IdSchema),
});
export const DecisionRequestSchema = z.strictObject({
  /** The version of the lead that the reviewer saw. */
  seenVersion: IdSchema,
  decision: DecisionInputSchema,
});
export const DecisionAnswerSchema = z.object({ lead: LeadRowSchema });

// source and run ------------------------------------------------------------------------------------

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
/** What to go on after; as `nextCursor` said. */
const AfterIdSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'a nextCursor of ours')
  .transform(Number);
const NextCursorSchema = z.string().nullable();
const LimitSchema = z.coerce.number().pipe(z.int().min(1).max(200));
export const IdParamsSchema = z.strictObject({ id: z.coerce.number().pipe(IdSchema) });

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
const IssueSchema = z.object({
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

export const SourceRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: SourceKindSchema,
  enabled: z.boolean(),
  /** The first start URL. */
  url: z.string(),
  /** Cron, in the configured time zone; null: only on demand. */
  schedule: z.string().nullable(),
  nextRunAt: InstantSchema.nullable(),
  lastRun: RunSchema.nullable(),
  /** The issues of the last run and those that no run found, newest first, at most 50. */
  issues: z.array(IssueSchema).readonly(),
  /** What its last runs say of it, and why. */
  verdict: z.enum(HEALTH_VERDICTS),
  reasons: z
    .array(z.object({ kind: z.enum(HEALTH_REASONS), count: CountSchema, of: CountSchema }))
    .readonly(),
  /** The last runs that have ended, oldest first. */
  recent: z.array(RunHealthSchema).readonly(),
});
export type SourceRow = Readonly<z.output<typeof SourceRowSchema>>;
export const SourcesAnswerSchema = z.object({ sources: z.array(SourceRowSchema).readonly() });

export const SourceParamsSchema = z.strictObject({ id: z.string().min(1).max(100) });
export const SourceDetailSchema = SourceRowSchema.extend({
  fetch: FetchModeSchema,
  delayMs: CountSchema,
  expects: z.object({
    postings: CountSchema,
    fields: z.array(PostingFieldSchema).readonly(),
    length: CountSchema,
  }),
  /** The definition as YAML. */
  yaml: z.string(),
  /** The last change: by a file that was applied, or by somebody on the web. */
  origin: z.enum(['file', 'web']),
  changedBy: z.string().nullable(),
  updatedAt: InstantSchema,
});
export type SourceDetail = Readonly<z.output<typeof SourceDetailSchema>>;
export const HealthQuerySchema = z.strictObject({ limit: LimitSchema.default(30) });
export const HealthAnswerSchema = z.object({
  /** Oldest first. */
  runs: z.array(RunHealthSchema).readonly(),
});
export const SourceChangeSchema = z.strictObject({ enabled: z.boolean() });
export const RunAskedSchema = z.object({
  /** `running`: one is under way already, and nothing was asked. */
  status: z.enum(['asked', 'running']),
});

const YamlSchema = z.string().min(1).max(100_000);
export const SourceCheckSchema = z.strictObject({
  yaml: YamlSchema,
  language: z.enum(['zh', 'en']).default('zh'),
});
export const SourceCheckedSchema = z.object({
  problems: z.array(z.object({ line: IdSchema, key: z.string(), message: z.string() })).readonly(),
});
export const NewSourceSchema = z.strictObject({
  yaml: YamlSchema,
  /** Whether to run it at once. */
  start: z.boolean().default(false),
});

export const SuggestionRequestSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2_000),
});
export const SuggestionSchema = z.object({
  id: IdSchema,
  url: z.string(),
  state: SuggestionStateSchema,
  askedAt: InstantSchema,
  lookingAt: z.string().nullable(),
  pageCount: CountSchema,
  result: SuggestedSourceSchema.nullable(),
  problem: SuggestionProblemSchema.nullable(),
  /** What happened exactly: a sentence for the screen where there is one, otherwise English. */
  message: z.string().nullable(),
});

// problems and health ---------------------------------------------------------------------------------

/** RFC 9457. `detail` is Chinese and may be shown; `requestId` finds the log line. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  /** For 400: what is wrong, one place each. */
  errors: z.array(z.string()).optional(),
  /** For 429: seconds to wait. */
  retryAfter: z.int().optional(),
});
export type Problem = z.output<typeof ProblemSchema>;

export const HealthSchema = z.object({ status: z.enum(['ok', 'unavailable']) });
