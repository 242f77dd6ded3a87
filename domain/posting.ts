/** A posting: one ad, listing or recruitment post taken from a page. */
import { z } from 'zod';

/** An instant with its offset, e.g. `2023-04-08T00:00:00+08:00`. */
const InstantSchema = z.iso.datetime({ offset: true });

export const PostingImageSchema = z.strictObject({
  url: z.string(),
  alt: z.string(),
});

/** What extraction takes from a page for one posting. Text is as people read it, one block a line. */
export const ExtractedPostingSchema = z.strictObject({
  title: z.string(),
  /** The posting's own address, absolute; null when the page gives it none. */
  url: z.string().nullable(),
  body: z.string(),
  publisher: z.string().nullable(),
  publishedAt: InstantSchema.nullable(),
  /** The price exactly as written, e.g. `150元/小时`. */
  price: z.string().nullable(),
  location: z.string().nullable(),
  images: z.array(PostingImageSchema),
  /** `post` and `reply` on platforms, `ad` elsewhere. */
  kind: z.enum(['ad', 'post', 'reply']),
});
export type ExtractedPosting = z.infer<typeof ExtractedPostingSchema>;

export const LinkSchema = z.strictObject({
  url: z.string(),
  text: z.string(),
  /** Where the link leads: a posting's own page, the list's next page, or anything else. */
  role: z.enum(['detail', 'next', 'other']),
});
export type Link = z.infer<typeof LinkSchema>;

/** What `mingcha extract` answers for one page: a contract (design §11). */
export const ExtractionSchema = z.strictObject({
  kind: z.enum(['list', 'detail']),
  title: z.string(),
  body: z.string(),
  publisher: z.string().nullable(),
  publishedAt: InstantSchema.nullable(),
  price: z.string().nullable(),
  location: z.string().nullable(),
  images: z.array(PostingImageSchema),
  links: z.array(LinkSchema),
  postings: z.array(ExtractedPostingSchema),
});
export type Extraction = z.infer<typeof ExtractionSchema>;

/** All that a posting says, its pictures included. */
export function postingText({
  title,
  body,
  imageText,
}: Pick<Posting, 'title' | 'body' | 'imageText'>): string {
  return [title, body, ...(imageText === '' ? [] : [imageText])].join('\n');
}

/** Where a stored posting version stands on its way; sweeps re-enqueue what is not `grouped`. */
export const PostingStateSchema = z.enum(['extracted', 'classified', 'grouped']);
export type PostingState = z.infer<typeof PostingStateSchema>;

/** A posting as stored: its identity and its current version. */
export interface Posting {
  readonly id: number;
  readonly sourceId: string;
  /** What identifies the posting within its source: its own address, or what it says. */
  readonly key: string;
  readonly url: string;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  /** What stands in its pictures, read by a machine (`composeImageText`); '' when nothing was read. */
  readonly imageText: string;
  readonly publisher: string | null;
  readonly publishedAt: Date | null;
  readonly price: string | null;
  readonly location: string | null;
  readonly kind: ExtractedPosting['kind'];
  readonly state: PostingState;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly goneAt: Date | null;
}
