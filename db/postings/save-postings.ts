import { createHash } from 'node:crypto';
import { json, type Transaction } from '../connect.js';
import { pickPictures } from '../../domain/pick-pictures.js';
import type { ExtractedPosting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import { canonicalUrl } from '../../domain/canonical-url.js';
import { planImages } from '../images/plan-images.js';

const MAX_KEY_LENGTH = 2_500;

export interface SavedPosting {
  readonly postingId: number;
  readonly version: number;
}

export interface SavedPostings {
  /** The new versions, which have to be classified. */
  readonly postings: readonly SavedPosting[];
  /** The ids of their pictures that have to be read. */
  readonly imageIds: readonly number[];
}

/** A page whose postings are saved. */
export interface PostingsPage {
  readonly pageId: number;
  readonly url: string;
  readonly postings: readonly ExtractedPosting[];
}

export interface PostingsScope {
  readonly transaction: Transaction;
  readonly source: Source;
  readonly runId: number;
}

interface Incoming {
  readonly posting: ExtractedPosting;
  /** With the place of its page among the pages. */
  readonly row: ReturnType<typeof toRow> & { readonly place: number; readonly page_id: number };
}

/**
 * Saves the postings of pages, all in one statement: a new one, a new version of a known one whose
 * text changed, or only the moment it was last seen. A posting that stands on several of the pages is
 * saved once for each, in their order.
 * @returns in the order of the pages
 */
export async function savePostings(
  scope: PostingsScope,
  pages: readonly PostingsPage[],
): Promise<readonly SavedPostings[]> {
  const saved = pages.map(() => ({ postings: [] as SavedPosting[], imageIds: [] as number[] }));
  for (const incoming of roundsOf(pages.flatMap(incomingOf))) {
    const written = await writePostings(scope, incoming);
    const due = await planPictures(scope, incoming, written);
    for (const { postingId, version, isChanged, place } of written)
      if (isChanged) saved[place]?.postings.push({ postingId, version });
    // Which page a picture was found on does not matter to those who read it.
    saved[incoming[0]?.row.place ?? 0]?.imageIds.push(...due);
  }
  return saved;
}

/** The last of several with one key wins. */
function incomingOf({ pageId, url, postings }: PostingsPage, place: number): readonly Incoming[] {
  const all = postings.map((posting) => ({
    posting,
    row: { ...toRow(posting, url), place, page_id: pageId },
  }));
  return [...new Map(all.map((one) => [one.row.key, one])).values()];
}

/** No two of a round have the same key; sorted, so that two transactions lock rows in the same order. */
function roundsOf(incoming: readonly Incoming[]): readonly (readonly Incoming[])[] {
  const rounds: Incoming[][] = [];
  const times = new Map<string, number>();
  for (const one of incoming) {
    const round = times.get(one.row.key) ?? 0;
    times.set(one.row.key, round + 1);
    (rounds[round] ??= []).push(one);
  }
  return rounds.map((round) => round.sort((a, b) => (a.row.key < b.row.key ? -1 : 1)));
}

interface Written extends SavedPosting {
  readonly key: string;
  readonly place: number;
  readonly isChanged: boolean;
}

async function writePostings(
  { transaction, source, runId }: PostingsScope,
  incoming: readonly Incoming[],
): Promise<readonly Written[]> {
  const rows = incoming.map(({ row }) => row);
  return transaction<Written[]>`
    with incoming as (
      select * from jsonb_to_recordset(${json(transaction, rows)}) as x (
        place int, page_id bigint, key text, url text, kind text, content_hash text, title text,
        body text, publisher text, published_at timestamptz, price text, location text, images jsonb)
    ), before as (
      select p.key, p.content_hash from postings p
      where p.source_id = ${source.id} and p.key in (select key from incoming)
    ), saved as (
      insert into postings as p (source_id, key, url, kind, content_hash, title, body, publisher,
        published_at, price, location, images, run_id, page_id)
      select ${source.id}, key, url, kind, content_hash, title, body, publisher,
        published_at, price, location, images, ${runId}, page_id
      from incoming order by key
      on conflict (source_id, key) do update set
        last_seen_at = now(), run_id = excluded.run_id, page_id = excluded.page_id,
        version = p.version + (p.content_hash <> excluded.content_hash)::int,
        state = case when p.content_hash = excluded.content_hash then p.state else 'extracted' end,
        state_since = case when p.content_hash = excluded.content_hash then p.state_since else now() end,
        failures = case when p.content_hash = excluded.content_hash then p.failures else 0 end,
        content_hash = excluded.content_hash, title = excluded.title, body = excluded.body,
        publisher = excluded.publisher, published_at = excluded.published_at,
        price = excluded.price, location = excluded.location, images = excluded.images
      returning p.id, p.key, p.version
    ), changed as (
      select s.id, s.version, i.* from saved s join incoming i using (key)
      left join before b using (key)
      where b.content_hash is distinct from i.content_hash
    ), versions as (
      insert into posting_versions (posting_id, version, content_hash, title, body, publisher,
        published_at, price, location, page_id)
      select id, version, content_hash, title, body, publisher, published_at, price, location, page_id
      from changed
    )
    select s.id as posting_id, s.version, s.key, i.place, c.id is not null as is_changed
    from saved s join incoming i using (key) left join changed c using (id) order by s.id`;
}

/** @returns the ids of pictures that are due */
async function planPictures(
  { transaction, source }: PostingsScope,
  incoming: readonly Incoming[],
  written: readonly Written[],
): Promise<readonly number[]> {
  const picturesOf = new Map(incoming.map(({ row, posting }) => [row.key, pickPictures(posting)]));
  const pictured = written
    .map((row) => ({
      ...row,
      pictures: source.images === 'read' ? (picturesOf.get(row.key) ?? []) : [],
    }))
    // What never had a picture to read costs no look.
    .filter(
      ({ pictures, isChanged, version }) => pictures.length > 0 || (isChanged && version > 1),
    );
  return pictured.length === 0 ? [] : planImages(transaction, source.id, pictured);
}

function toRow(posting: ExtractedPosting, pageUrl: string) {
  const clean = {
    title: posting.title,
    body: posting.body,
    publisher: posting.publisher,
    price: posting.price,
    location: posting.location,
  };
  const contentHash = sha256(JSON.stringify(clean));
  return {
    ...clean,
    // Without an address of its own a posting is known by what it says: the page that it stands on
    // changes as a feed moves on.
    key: posting.url === null ? `text:${contentHash}` : postingKey(posting.url),
    url: posting.url ?? pageUrl,
    kind: posting.kind,
    content_hash: contentHash,
    published_at: posting.publishedAt,
    images: posting.images,
  };
}

/** What a posting with an address of its own is known by; PostgreSQL refuses to index more than 2,704 bytes. */
export function postingKey(url: string): string {
  const key = canonicalUrl(url);
  return key.length <= MAX_KEY_LENGTH ? key : `sha256:${sha256(key)}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
