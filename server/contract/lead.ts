/** A lead, in a row and with its postings. */
import { z } from 'zod';
import {
  ContactKindSchema,
  ExclusionSchema,
  FacetsSchema,
  SpanSchema,
  SubjectTestSchema,
} from '../../domain/finding.js';
import { ElementsSchema, LeadStateSchema, PrioritySchema } from '../../domain/lead.js';
import { DecisionSchema } from './decision.js';
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

export const LeadDetailSchema = LeadRowSchema.extend({
  elements: ElementsSchema,
  /** The newest postings of the lead, at most 50; `postingCount` counts them all. */
  postings: z.array(PostingViewSchema).readonly(),
  /** Oldest first. */
  decisions: z.array(DecisionSchema).readonly(),
});
export type LeadDetail = Readonly<z.output<typeof LeadDetailSchema>>;

export const LeadParamsSchema = z.strictObject({
  id: z.coerce.number().pipe(IdSchema),
});
export const DecisionAnswerSchema = z.object({ lead: LeadRowSchema });
