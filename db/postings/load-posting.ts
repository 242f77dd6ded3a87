import type { Database, Transaction } from '../connect.js';
import type { Posting } from '../../domain/posting.js';

/** The postings with their current versions, by id; unknown ids are left out. */
export async function loadPostings(
  database: Database | Transaction,
  postingIds: readonly number[],
): Promise<Posting[]> {
  return database<Posting[]>`
    select id, source_id, key, url, version, title, body, image_text, publisher, published_at, price, location,
      kind, state, first_seen_at, last_seen_at, gone_at
    from postings where id = any(${[...postingIds]}::bigint[]) order by id`;
}

/** The posting with its current version, or undefined when it is unknown. */
export async function loadPosting(
  database: Database | Transaction,
  postingId: number,
): Promise<Posting | undefined> {
  const [posting] = await loadPostings(database, [postingId]);
  return posting;
}
