import type { Database } from '../connect.js';
import type { PostingState } from '../../domain/posting.js';

/** A version that failed so often waits for a person instead of a sweep. */
export const MAX_FAILURES = 5;

export interface UnfinishedPosting {
  readonly postingId: number;
  readonly version: number;
  readonly state: Exclude<PostingState, 'grouped'>;
}

/**
 * Postings that stand half-way for longer than `olderThanMs`: their job was lost or is late.
 * Oldest first, so that a backlog drains in order.
 */
export async function findUnfinishedPostings(
  database: Database,
  { olderThanMs, limit }: { readonly olderThanMs: number; readonly limit: number },
): Promise<UnfinishedPosting[]> {
  return database<UnfinishedPosting[]>`
    select id as posting_id, version, state from postings
    where state <> 'grouped' and failures < ${MAX_FAILURES}
      and state_since <= now() - ${olderThanMs} * interval '1 millisecond'
    order by state_since limit ${limit}`;
}

/** How many postings of these runs (or of all) still have to become a finding or a lead. */
export async function countUnfinishedPostings(
  database: Database,
  runIds: readonly number[] | null,
): Promise<number> {
  const [row] = await database<{ count: number }[]>`
    select count(*)::int as count from postings
    where state <> 'grouped' and failures < ${MAX_FAILURES}
      and (${runIds === null} or run_id = any(${runIds ?? []}::bigint[]))`;
  return row?.count ?? 0;
}

/**
 * Counts a failure of a posting's current version.
 * @returns true when it was the last one: from now on the posting waits for a person
 */
export async function countPostingFailure(
  database: Database,
  postingId: number,
  version: number,
): Promise<boolean> {
  const [row] = await database<{ failures: number }[]>`
    update postings set failures = failures + 1
    where id = ${postingId} and version = ${version} returning failures`;
  return row?.failures === MAX_FAILURES;
}
