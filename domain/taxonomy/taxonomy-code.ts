/** The shape of the taxonomy: what a code is and what it rests on. The tables stand beside, one family a file. */
import { z } from 'zod';

/**
 * How sure we are of a basis. `A`: the article's own wording was read (snapshot of April 2025).
 * `B`: quoted by a third party. `S`: named by one of the four founding documents. `C`: from memory.
 */
export const ConfidenceSchema = z.enum(['A', 'B', 'S', 'C']);
export type Confidence = z.infer<typeof ConfidenceSchema>;

/** A version of a law or policy document. Days are calendar days in China, `YYYY-MM-DD`. */
export const LawSchema = z.strictObject({
  /** Official Chinese title. */
  name: z.string().min(1),
  /** First day in force; null = not known for certain, to be checked before going live. */
  effectiveFrom: z.iso.date().nullable(),
  /** Last day in force; null = no end known to us. */
  effectiveTo: z.iso.date().nullable(),
  /** Chinese; what must be known or checked about this version. */
  note: z.string(),
});
export type Law = z.infer<typeof LawSchema>;

/** What a code rests on: one article of one version of one law. */
export const LegalBasisSchema = z.strictObject({
  law: z.string().min(1),
  /** Article numbers, or for policy documents the words relied on. */
  article: z.string().min(1),
  effectiveFrom: z.iso.date().nullable(),
  effectiveTo: z.iso.date().nullable(),
  confidence: ConfidenceSchema,
  note: z.string(),
});
export type LegalBasis = z.infer<typeof LegalBasisSchema>;

export const CodeKindSchema = z.enum(['behaviour', 'risk', 'exclusion', 'extension']);
export type CodeKind = z.infer<typeof CodeKindSchema>;

export const CodeFamilySchema = z.enum([
  'LIC',
  'COV',
  'ONL',
  'TIM',
  'ADV',
  'PRC',
  'CTR',
  'TCH',
  'INF',
  'RSK',
  'NEG',
  'X',
]);
export type CodeFamily = z.infer<typeof CodeFamilySchema>;

/** One code. Ids are never used again and never change their meaning; a code out of use gets `deprecatedAt`. */
export const TaxonomyCodeSchema = z.strictObject({
  id: z.string().regex(/^(?:LIC|COV|ONL|TIM|ADV|PRC|CTR|TCH|INF|RSK|NEG|X)-\d{2}$/),
  kind: CodeKindSchema,
  family: CodeFamilySchema,
  nameZh: z.string().min(1),
  nameEn: z.string().min(1),
  /** Chinese, in the words of the founding documents where 「」 stands. */
  definition: z.string().min(1),
  /** Where the documents say so: `S4:L51` = document S4 of `SEED_DOCUMENTS`, line 51 of its text. */
  clauses: z.array(z.string().regex(/^S[1-4]:L\d+$/)),
  legalBases: z.array(LegalBasisSchema),
  /** False for codes that a jurisdiction must switch on before they may be used. */
  enabled: z.boolean(),
  deprecatedAt: z.iso.date().nullable(),
});
export type TaxonomyCode = z.infer<typeof TaxonomyCodeSchema>;

/** A code as the tables write it; the rest follows from its family (see `taxonomy.ts`). */
export interface CodeEntry<LawKey extends string = string> {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly definition: string;
  readonly clauses: readonly string[];
  readonly bases: readonly {
    readonly law: LawKey;
    readonly article: string;
    readonly confidence: Confidence;
    readonly note?: string;
  }[];
}
