/** What a run brought, page by page of a list; each goes on after the id it is given. */
import type { Database } from '../connect.js';
import type { Viewer } from '../../domain/rights.js';
import type { Issue, IssueKind } from '../../domain/run.js';
import { visibleTo } from '../leads/visible-to.js';

export interface Leaf {
  readonly runId: number;
  /** The id of the last one seen; null for the first. */
  readonly afterId: number | null;
  readonly limit: number;
}

export interface RunPage {
  readonly id: number;
  readonly url: string;
  readonly finalUrl: string;
  readonly status: number;
  readonly bodyBytes: number;
  readonly charset: string;
  readonly contentType: string;
  readonly fetchedBy: string;
  readonly fetchedAt: Date;
  readonly tookMs: number;
}

/** Pages that were fetched (an unchanged one leaves none), in the order of their fetch. */
export async function findRunPages(
  database: Database,
  { runId, afterId, limit }: Leaf,
): Promise<RunPage[]> {
  return database<RunPage[]>`
    select id, url, final_url, status, body_bytes, charset, content_type, fetched_by, fetched_at,
      took_ms
    from pages where run_id = ${runId} and id > ${afterId ?? 0}
    order by id limit ${limit}`;
}

export interface RunPosting {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  /** The beginning. */
  readonly text: string;
  readonly textLength: number;
  readonly url: string;
  readonly publishedAt: Date | null;
  readonly firstSeenAt: Date;
  /** The lead it belongs to; null when it belongs to none (yet), or to one that the viewer may not see. */
  readonly leadId: number | null;
  readonly isJudged: boolean;
}

const TEXT_LENGTH = 600;

/** Postings on the pages that the run fetched, unless a later run fetched them again. */
export async function findRunPostings(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  { runId, afterId, limit }: Leaf,
): Promise<RunPosting[]> {
  return database<RunPosting[]>`
    select p.id, p.version, p.title, left(p.body, ${TEXT_LENGTH}) as text,
      length(p.body) as text_length, p.url, p.published_at, p.first_seen_at, l.id as lead_id,
      p.state = 'grouped' as is_judged
    from postings p left join lead_postings lp on lp.posting_id = p.id
      left join leads l on l.id = lp.lead_id and ${visibleTo(database, viewer)}
    where p.run_id = ${runId} and p.id > ${afterId ?? 0}
    order by p.id limit ${limit}`;
}

export interface DeadUrl {
  readonly id: number;
  readonly url: string;
  readonly role: 'list' | 'detail';
  readonly attempts: number;
  /** An issue kind. */
  readonly reason: string | null;
  readonly visitedAt: Date | null;
}

/** URLs given up on in this run, and not tried again since. */
export async function findDeadUrls(
  database: Database,
  { runId, afterId, limit }: Leaf,
): Promise<DeadUrl[]> {
  return database<DeadUrl[]>`
    select id, url, role, attempts, dead_reason as reason, visited_at
    from frontier where run_id = ${runId} and state = 'dead' and id > ${afterId ?? 0}
    order by id limit ${limit}`;
}

/** Oldest first. */
export async function findRunIssues(
  database: Database,
  { runId, afterId, limit }: Leaf,
): Promise<Issue[]> {
  return database<Issue[]>`
    select * from issues where run_id = ${runId} and id > ${afterId ?? 0}
    order by id limit ${limit}`;
}

/** How many issues of each kind; the most frequent first. */
export async function countIssueKinds(
  database: Database,
  runId: number,
): Promise<{ readonly kind: IssueKind; readonly count: number }[]> {
  return database<{ kind: IssueKind; count: number }[]>`
    select kind, count(*)::int as count from issues where run_id = ${runId}
    group by kind order by count(*) desc, kind`;
}
