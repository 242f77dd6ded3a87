import type { Database } from '../connect.js';

/** A posting with the machine's verdict and the lead it went to, for scoring a run. */
export interface JudgedPosting {
  readonly sourceId: string;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly flagged: boolean;
  readonly primary: string | null;
  readonly leadId: number | null;
}

/** Every classified posting of the sources whose id starts with `prefix`. */
export async function findJudgedPostings(
  database: Database,
  prefix: string,
): Promise<JudgedPosting[]> {
  return database<JudgedPosting[]>`
    select p.source_id, p.url, p.title, p.body, c.flag as flagged, c.primary_code as primary, lp.lead_id
    from postings p
    join classifications c on c.posting_id = p.id and c.version = p.version
    left join lead_postings lp on lp.posting_id = p.id
    where starts_with(p.source_id, ${prefix}) order by p.id`;
}
