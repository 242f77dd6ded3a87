/** The queue, a lead with its postings, and decisions. */
import { z } from 'zod';
import {
  ContactKindSchema,
  ExclusionSchema,
  FacetsSchema,
  SpanSchema,
  SubjectTestSchema,
} from '../../domain/finding.js';
import {
  DecisionInputSchema,
  ElementsSchema,
  LeadStateSchema,
  PrioritySchema,
} from '../../domain/lead.js';
import { CountSchema, IdSchema, InstantSchema } from './fields.js';

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
