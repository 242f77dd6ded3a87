/** The shape of the YAML under `classifiers/`: terms, masks, rules, exclusions, weights. */
import { z } from 'zod';

const TagSchema = z.string().regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'must look like subject.math');
const CodeSchema = z.string().regex(/^[A-Z]{3}-\d{2}$/, 'must look like COV-03');
const IdSchema = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be kebab-case');
/** Written as a map, kept as pairs: they are gone through for every posting. */
const WeightsSchema = z.record(TagSchema, z.number()).transform((map) => Object.entries(map));
export type Weights = readonly (readonly [tag: string, weight: number])[];

/** Terms are written in one text, with spaces or line ends between them: quick to read and to edit. */
const TermsSchema = z.string().transform((text) => text.split(/\s+/).filter((term) => term !== ''));

/** A plain text is a group without variants. */
export const TermGroupSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { list: value } : value),
  z.strictObject({
    /** Also written in pinyin, split, or with characters of the same sound. */
    variants: z.boolean().default(false),
    list: TermsSchema,
  }),
);

/** How far apart what a rule needs may stand; a number counts folded characters in one field. */
export const WithinSchema = z.union([
  z.enum(['clause', 'sentence', 'field', 'text']),
  z.int().min(1).max(500),
]);

export const RuleSchema = z.strictObject({
  id: IdSchema,
  code: CodeSchema,
  score: z.number().gt(0).max(1),
  /** All of these; a list inside means any one of it. */
  needs: z
    .array(z.union([TagSchema, z.array(TagSchema).min(1)]))
    .min(1)
    .max(6),
  within: WithinSchema.default('sentence'),
  /** What is needed must come in the order given. */
  ordered: z.boolean().default(false),
  /** Instead of standing together: signs that add up, each counted once. */
  weights: WeightsSchema.optional(),
  /** What the weights must add up to. */
  atLeast: z.number().gt(0).optional(),
  /** None of these in the same sentence as the first need. */
  without: z.array(TagSchema).default([]),
  /** None of these anywhere. */
  unless: z.array(TagSchema).default([]),
  /** Only for postings of at most so many folded characters. */
  maxLength: z.int().min(1).optional(),
  /** Only for postings of these kinds. */
  kinds: z.array(z.string()).optional(),
  catch: z.array(z.string()).min(1),
  spare: z.array(z.string()).min(1),
});
export type Rule = z.infer<typeof RuleSchema>;

export const ExclusionRuleSchema = z.strictObject({
  id: IdSchema,
  code: z.string().regex(/^NEG-(0[1-9]|10)$/),
  /** Chinese, for the reviewer. */
  reason: z.string().min(1),
  weights: WeightsSchema,
  threshold: z.number().gt(0),
  /** How much of the evidence for an advertisement is held against it. */
  against: z.number().min(0).default(1),
  /** It stays out of question when one of these is there. */
  unless: z.array(TagSchema).default([]),
  /** At least one of these must be there. */
  needs: z.array(TagSchema).default([]),
  kinds: z.array(z.string()).optional(),
  catch: z.array(z.string()).min(1),
  spare: z.array(z.string()).min(1),
});
export type ExclusionRule = z.infer<typeof ExclusionRuleSchema>;

/**
 * The order in which findings name a posting, the most telling first: a code for all its rules, or one rule by its
 * id. What is not listed comes last. Among equals the higher score names it.
 */
export const PrimarySchema = z.strictObject({
  /** By kind of posting: what comes before everything else there. */
  first: z.record(z.string(), z.array(z.union([CodeSchema, IdSchema]))).default({}),
  order: z.array(z.union([CodeSchema, IdSchema])).min(1),
});
export interface PrimaryOrder {
  readonly first: Readonly<Record<string, readonly string[]>>;
  readonly order: readonly string[];
}

export const RuleFileSchema = z.strictObject({
  terms: z.record(TagSchema, TermGroupSchema).optional(),
  /** By tag: longer words in which such a term means something else and does not count. */
  masks: z.record(TagSchema, TermsSchema).optional(),
  rules: z.array(RuleSchema).optional(),
  exclusions: z.array(ExclusionRuleSchema).optional(),
  /** What speaks for an advertisement, by tag. */
  evidence: WeightsSchema.optional(),
  /** The longer a text, the more evidence for an advertisement it must show to be flagged. */
  enough: z
    .array(z.strictObject({ length: z.int().min(0), evidence: z.number().min(0) }))
    .optional(),
  /** What names a posting, the most telling first. */
  primary: PrimarySchema.optional(),
});
export type RuleFile = z.infer<typeof RuleFileSchema>;
