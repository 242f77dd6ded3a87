/** A source: one site or feed that we patrol. Written by people as YAML, so the schema is strict. */
import { z } from 'zod';
import { isAlwaysQuiet, quietProblem } from './quiet-hours.js';
import { UnitIdSchema } from './unit.js';

export const SOURCE_ID_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const SourceKindSchema = z.enum(['recruitment', 'tutoring', 'platform', 'news', 'tip']);
export type SourceKind = z.infer<typeof SourceKindSchema>;

/** How pages of a source are fetched. `auto` tries HTTP and moves to the browser when a page is empty without script. */
export const FetchModeSchema = z.enum(['auto', 'http', 'browser', 'json']);
export type FetchMode = z.infer<typeof FetchModeSchema>;

/**
 * Where a field of a posting stands: a CSS selector, `selector@attribute`, or in JSON sources a
 * dotted path. Every field may be left out: extraction then finds it by itself.
 */
const FieldSelectorsSchema = z.strictObject({
  title: z.string().min(1).optional(),
  body: z.string().min(1).optional(),
  publisher: z.string().min(1).optional(),
  publishedAt: z.string().min(1).optional(),
  price: z.string().min(1).optional(),
  location: z.string().min(1).optional(),
  images: z.string().min(1).optional(),
});
export type FieldSelectors = z.infer<typeof FieldSelectorsSchema>;

export const PostingFieldSchema = z.enum([
  'title',
  'body',
  'publisher',
  'publishedAt',
  'price',
  'location',
]);
export type PostingField = z.infer<typeof PostingFieldSchema>;

/**
 * Part of the address of a JSON answer that a browser page loads: postings are then read from there,
 * and `item`, `link` and `fields` are dotted paths as in a JSON source.
 */
const AnswerAddressSchema = z.string().min(1).optional();

const ListSelectorsSchema = z.strictObject({
  xhr: AnswerAddressSchema,
  /** One posting of the list (CSS, or the dotted path of the array in a JSON source). */
  item: z.string().min(1).optional(),
  /** `next item`: a posting is `item` with those of its siblings that usually stand with it, up to the next one (`dt dd dd`, two rows). */
  until: z.literal('next item').optional(),
  /** The link to the posting's own page; in a JSON source a template such as `/post/{id}`. */
  link: z.string().min(1).optional(),
  /** The link to the next page of the list; in a JSON source a template such as `/api?page={page}`. */
  next: z.string().min(1).optional(),
  fields: FieldSelectorsSchema.default({}),
});

export const SourceSchema = z.strictObject({
  id: z.string().regex(SOURCE_ID_PATTERN, 'lower-case letters, digits and single hyphens only'),
  name: z.string().min(1),
  kind: SourceKindSchema,
  /** First pages to visit. */
  start: z.array(z.url({ protocol: /^https?$/ })).min(1),
  /** Further hosts whose pages may be followed; the hosts of `start` always may. */
  hosts: z.array(z.string().min(1)).default([]),
  fetch: FetchModeSchema.default('auto'),
  /** `detail`: visit each posting's own page. `none`: the list already shows the whole posting. */
  follow: z.enum(['detail', 'none']).default('detail'),
  /** Whether the text and QR codes in pictures are read where a posting itself says little. */
  images: z.enum(['read', 'ignore']).default('read'),
  /** The unit whose leads it brings, by id. Left out: several, or not known. */
  unit: UnitIdSchema.optional(),
  /** Cron, in the configured time zone (Asia/Shanghai). Left out: only on demand. */
  schedule: z.string().min(1).optional(),
  /** Times of day at which the site is left alone, in the configured time zone: `08:00-20:00`, also over midnight. */
  quiet: z
    .array(
      z.string().superRefine((hours, context) => {
        const message = quietProblem(hours);
        if (message !== null) context.addIssue({ code: 'custom', message });
      }),
    )
    .refine((all) => !isAlwaysQuiet(all), 'no time of the day is left to patrol')
    .default([]),
  /** Name of an outgoing proxy of the setting EGRESS_PROXY; `direct`: none. Left out: the default, if there is one. */
  proxy: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens only')
    .optional(),
  /** A charset that wins over what the site says. */
  charset: z.string().min(1).optional(),
  pace: z
    .strictObject({
      /** Least pause between two requests to one host, in milliseconds. */
      delayMs: z.int().min(0).max(600_000).default(2_000),
      /**
       * Least pause between two requests to one IP address, whichever hosts they are for. Left out:
       * 250, or `delayMs` where that is less; many sites share the address of a hoster or a CDN.
       */
      addressDelayMs: z.int().min(0).max(600_000).optional(),
    })
    .prefault({}),
  limits: z
    .strictObject({
      pages: z.int().min(1).max(1_000_000).default(2_000),
      depth: z.int().min(0).max(1_000).default(50),
      /** In the browser: how often a list is asked for more by scrolling or by its button; 0: never. */
      scrolls: z.int().min(0).max(200).default(10),
    })
    .prefault({}),
  /** A known detail page is visited again after so many hours. */
  revisitHours: z.number().min(0).default(72),
  /** A posting that was missed is looked at again after so many hours, before it counts as gone. */
  recheckHours: z.number().min(0).max(720).default(6),
  list: ListSelectorsSchema.prefault({}),
  detail: z
    .strictObject({ xhr: AnswerAddressSchema, fields: FieldSelectorsSchema.default({}) })
    .prefault({}),
  /** What a healthy run yields; less is an issue of the source, never a silent zero. */
  expects: z
    .strictObject({
      postings: z.int().min(0).default(1),
      fields: z.array(PostingFieldSchema).default([]),
      /** Usual least length of a posting's body, in characters. */
      length: z.int().min(0).default(0),
    })
    .prefault({}),
  /** The jurisdiction that the source's postings belong to when they do not say. */
  region: z.string().min(1).optional(),
  enabled: z.boolean().default(true),
});

/** A source as the rest of the system sees it: every default filled in. */
export type Source = z.infer<typeof SourceSchema>;
/** A source as a person writes it. */
export type SourceInput = z.input<typeof SourceSchema>;
