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

/**
 * Saves the postings of one page: a new one, a new version of a known one whose text changed, or
 * only the moment it was last seen.
 */
export async function savePostings(
  transaction: Transaction,
  {
    source,
    runId,
    pageId,
    pageUrl,
    postings,
  }: {
    readonly source: Source;
    readonly runId: number;
    readonly pageId: number;
    readonly pageUrl: string;
    readonly postings: readonly ExtractedPosting[];
  },
): Promise<SavedPostings> {
  const rows = postings.map((posting) => toRow(posting, pageUrl));
  // The last of several with one key wins; sorted, so that two pages lock rows in the same order.
  const distinct = [...new Map(rows.map((row) => [row.key, row])).values()].sort((a, b) =>
    a.key < b.key ? -1 : 1,
  );
  if (distinct.length === 0) return { postings: [], imageIds: [] };
  const saved = await transaction<(SavedPosting & { key: string; isChanged: boolean })[]>`
    with incoming as (
      select * from jsonb_to_recordset(${json(transaction, distinct)}) as x (
        key text, url text, kind text, content_hash text, title text, body text, publisher text,
        published_at timestamptz, price text, location text, images jsonb)
    ), before as (
      select p.key, p.content_hash from postings p
      where p.source_id = ${source.id} and p.key in (select key from incoming)
    ), saved as (
      insert into postings as p (source_id, key, url, kind, content_hash, title, body, publisher,
        published_at, price, location, images, run_id, page_id)
      select ${source.id}, key, url, kind, content_hash, title, body, publisher,
        published_at, price, location, images, ${runId}, ${pageId}
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
      select id, version, content_hash, title, body, publisher, published_at, price, location, ${pageId}
      from changed
    )
    select s.id as posting_id, s.version, s.key, c.id is not null as is_changed
    from saved s left join changed c using (id) order by s.id`;
  const changed = saved.filter(({ isChanged }) => isChanged);
  const picturesOf = new Map(
    postings.map((posting, index) => [rows[index]?.key, pickPictures(posting)]),
  );
  const pictured = saved
    .map((row) => ({
      ...row,
      pictures: source.images === 'read' ? (picturesOf.get(row.key) ?? []) : [],
    }))
    // What never had a picture to read costs no look.
    .filter(
      ({ pictures, isChanged, version }) => pictures.length > 0 || (isChanged && version > 1),
    );
  const imageIds = pictured.length === 0 ? [] : await planImages(transaction, source.id, pictured);
  return { postings: changed.map(({ postingId, version }) => ({ postingId, version })), imageIds };
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
