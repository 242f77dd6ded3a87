/** The queue: lists of leads, and how many there are. */
import { z } from 'zod';
import { LeadStateSchema } from '../../domain/lead.js';
import { CountSchema } from './fields.js';
import { LeadRowSchema } from './lead.js';

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
