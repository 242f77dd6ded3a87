import type { Database } from '../connect.js';

/** How many postings seen in a run have pictures that are to be read. */
export async function countPicturedPostings(database: Database, runId: number): Promise<number> {
  const [row] = await database<{ count: number }[]>`
    select count(*)::int as count from postings p
    where p.run_id = ${runId} and exists (select 1 from posting_images where posting_id = p.id)`;
  return row?.count ?? 0;
}
