import type { Database } from '../connect.js';
import type { RunState } from '../../domain/run.js';
import { MAX_FAILURES } from '../postings/unfinished-postings.js';

/** How far a run has come, whichever process is at it. */
export interface RunProgress {
  readonly runId: number;
  readonly sourceId: string;
  readonly state: RunState;
  /** URLs visited, whatever came of it. */
  readonly visited: number;
  /** URLs that still have to be visited, as far as is known now. */
  readonly open: number;
  readonly pages: number;
  /** Postings seen, new or known. */
  readonly postings: number;
  /** Postings seen that still have to become a finding or a lead, or have pictures to be read soon. */
  readonly unfinished: number;
  /** Leads that the postings seen belong to. */
  readonly leads: number;
  readonly issues: number;
  readonly seconds: number;
  /** Quiet hours, or every host is to be left alone: nothing is fetched before; null while it goes on. */
  readonly pausedUntil: Date | null;
}

export async function findRunProgress(
  database: Database,
  runIds: readonly number[],
): Promise<RunProgress[]> {
  return database<RunProgress[]>`
    select r.id as run_id, r.source_id, r.state, urls.visited, urls.open, seen.*,
      (select count(*) from pages p where p.run_id = r.id)::int as pages,
      (select count(*) from issues i where i.run_id = r.id)::int as issues,
      extract(epoch from coalesce(r.ended_at, now()) - r.started_at)::float as seconds,
      case when r.state = 'running' and r.paused_until > now() then r.paused_until end as paused_until
    from runs r
    cross join lateral (
      select (count(*) filter (where f.state in ('done', 'dead')))::int as visited,
        (count(*) filter (where f.state in ('due', 'leased')))::int as open
      from frontier f where f.source_id = r.source_id and f.run_id = r.id) urls
    cross join lateral (
      select count(*)::int as postings,
        (count(*) filter (where p.state <> 'grouped' and p.failures < ${MAX_FAILURES} or ${hasPictureDue(database)}))::int as unfinished,
        count(distinct lp.lead_id)::int as leads
      from postings p left join lead_postings lp on lp.posting_id = p.id
      where p.source_id = r.source_id and p.last_seen_at >= r.started_at
        and p.last_seen_at <= coalesce(r.ended_at, now())) seen
    where r.id = any(${[...runIds]}::bigint[])
    order by r.id`;
}

/** A picture whose next attempt is further off than a minute keeps nobody waiting. */
function hasPictureDue(database: Database) {
  return database`exists (
    select 1 from posting_images pi join images i on i.id = pi.image_id
    where pi.posting_id = p.id and i.state = 'due'
      and (i.due_at < now() + interval '1 minute' or i.lease_until > now()))`;
}
