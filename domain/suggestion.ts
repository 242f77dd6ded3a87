/** A suggestion: what a look at a site nobody has described yet came to. Asked for on the web, done by a worker. */
import { z } from 'zod';
import { FetchModeSchema } from './source.js';

export const SuggestionStateSchema = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export type SuggestionState = z.infer<typeof SuggestionStateSchema>;

/** Why nothing could be suggested. Those that a run raises too have the same name as there. */
export const SuggestionProblemSchema = z.enum([
  'robots-disallowed',
  'robots-unreachable',
  'refused',
  'address-refused',
  'wall',
  'too-large',
  'not-found',
  'fetch-failed',
  'browser-missing',
  'no-list',
  'too-slow',
  'internal',
]);
export type SuggestionProblem = z.infer<typeof SuggestionProblemSchema>;

/** A posting as it would be taken, its text only as far as one needs to know it again. */
export const SuggestedPostingSchema = z.object({
  title: z.string(),
  text: z.string(),
  textLength: z.int(),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  publisher: z.string().nullable(),
  imageCount: z.int(),
});
export type SuggestedPosting = z.infer<typeof SuggestedPostingSchema>;

export const SuggestedSourceSchema = z.object({
  /** The definition, with a line of explanation for each key. */
  yaml: z.string(),
  fetch: FetchModeSchema,
  /** The first of the postings. */
  sample: z.array(SuggestedPostingSchema).readonly(),
  /** Of how many of all postings something is known. */
  counts: z.object({
    postings: z.int(),
    title: z.int(),
    text: z.int(),
    url: z.int(),
    publishedAt: z.int(),
  }),
  /** In Chinese. */
  warnings: z.array(z.string()).readonly(),
});
export type SuggestedSource = z.infer<typeof SuggestedSourceSchema>;

export interface Suggestion {
  readonly id: number;
  readonly url: string;
  readonly state: SuggestionState;
  readonly askedAt: Date;
  /** The page that is being looked at; null before the first. */
  readonly lookingAt: string | null;
  /** Pages asked for so far. */
  readonly pageCount: number;
  readonly result: SuggestedSource | null;
  readonly problem: SuggestionProblem | null;
  /** What exactly happened, as the error says it. */
  readonly message: string | null;
}
