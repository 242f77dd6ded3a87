/** Example: a text with what a careful reader says of it. The classifier is trained and measured on them. */
import { z } from 'zod';
import { ClassifyInputSchema } from './finding.js';

const CodeSchema = z.string().regex(/^(?!NEG)[A-Z]{3}-\d{2}$/, 'must look like COV-03');
const ExclusionCodeSchema = z.string().regex(/^NEG-\d{2}$/, 'must look like NEG-01');

export const ExpectationSchema = z
  .strictObject({
    flag: z.boolean(),
    /** The code that names it best; none when it is not flagged, or when nobody said. */
    primary: CodeSchema.nullish(),
    /** All codes that hold. */
    codes: z.array(CodeSchema).default([]),
    exclusion: ExclusionCodeSchema.nullish(),
  })
  .superRefine(({ flag, primary, codes, exclusion }, context) => {
    if (!flag && (primary != null || codes.length > 0)) {
      context.addIssue({ code: 'custom', message: 'a text that is not flagged has no codes' });
    }
    if (flag && exclusion != null) {
      context.addIssue({ code: 'custom', message: 'a flagged text has no exclusion' });
    }
    if (primary != null && codes.length > 0 && !codes.includes(primary)) {
      context.addIssue({ code: 'custom', message: 'primary must be among codes', path: ['codes'] });
    }
  });

export const ExampleSchema = ClassifyInputSchema.extend({
  /** What kind of text it is, e.g. `flyer`, `news`: mistakes are counted by it. */
  genre: z.string().default('unknown'),
  /** Texts of one idea or wording share it, so that none of them is tested by another. */
  family: z.string().optional(),
  /** The code that a near miss could be mistaken for. */
  near: CodeSchema.optional(),
  expect: ExpectationSchema,
});
export type Example = z.infer<typeof ExampleSchema>;
