/** The made-up postings of the sample sites, as they are written in `<site>/postings.yml`, with the answer a fair reviewer would give. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const SAMPLE_SITE_IDS = ['recruitment', 'tutoring', 'platform', 'news'] as const;
export type SampleSiteId = (typeof SAMPLE_SITE_IDS)[number];

const CodeSchema = z
  .string()
  .regex(/^(?:LIC|COV|ONL|TIM|ADV|PRC|CTR|TCH|INF|RSK)-\d{2}$/, 'a behaviour or risk code');

/** What a fair reviewer says about a posting. */
export const ExpectSchema = z
  .strictObject({
    flag: z.boolean(),
    primary: CodeSchema.nullable(),
    /** Further codes that are right as well; the primary need not be repeated. */
    codes: z.array(CodeSchema).default([]),
    exclusion: z
      .string()
      .regex(/^NEG-\d{2}$/)
      .optional(),
    /** `look-alike`: not to be flagged, though its words are those of an ad. */
    difficulty: z.enum(['plain', 'evasive', 'innocent', 'look-alike']),
    note: z.string().optional(),
  })
  .refine((expect) => expect.flag === (expect.primary !== null), 'flag and primary go together')
  .refine(
    (expect) => expect.flag === (expect.difficulty === 'plain' || expect.difficulty === 'evasive'),
    'flagged postings are plain or evasive, the others innocent or look-alike',
  );
export type Expect = z.infer<typeof ExpectSchema>;

export const SamplePostingSchema = z.strictObject({
  id: z.string().regex(/^[rtpn]-\d{4}$/),
  title: z.string().default(''),
  body: z.string().min(1),
  publisher: z.string().min(1),
  /** Chinese local time, `2026-11-03 21:14`. */
  publishedAt: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
  price: z.string().optional(),
  location: z.string().optional(),
  /** Only on the platform: the post that this one answers. */
  replyTo: z.string().optional(),
  /** Only on the platform: a picture under `images/`. */
  image: z.string().optional(),
  /** What stands in the picture, one line each; `render-images.ts` draws it. */
  imageText: z.array(z.string()).optional(),
  /** What the QR code in the picture says. */
  imageQr: z.string().optional(),
  imageStyle: z
    .enum(['poster', 'note', 'chat', 'blackboard', 'gradient', 'tilted'])
    .optional(),
  /** Stands where robots.txt forbids to go: must never be fetched. */
  forbidden: z.boolean().default(false),
  /** Postings with one slug come from one advertiser and should become one lead. */
  advertiser: z.string().optional(),
  /** `ocr`: the answer can only be known from the picture. */
  needs: z.enum(['ocr']).optional(),
  expect: ExpectSchema,
});
export type SamplePosting = z.infer<typeof SamplePostingSchema>;

/**
 * Reads the postings of one sample site, in the order of the file.
 * @param folder the folder `test/sites` of a checkout
 * @throws when the file does not follow the schema
 */
export function loadSamplePostings(site: SampleSiteId, folder: string): readonly SamplePosting[] {
  const text = readFileSync(path.join(folder, site, 'postings.yml'), 'utf8');
  return z.array(SamplePostingSchema).parse(parse(text));
}
