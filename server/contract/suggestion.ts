/** A site that somebody pasted, and the source inferred from it. */
import { z } from 'zod';
import {
  SuggestedSourceSchema,
  SuggestionProblemSchema,
  SuggestionStateSchema,
} from '../../domain/suggestion.js';
import { CountSchema, IdSchema, InstantSchema } from './fields.js';

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
