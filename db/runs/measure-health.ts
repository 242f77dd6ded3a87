import type { Database, Transaction } from '../connect.js';
import type { RunMeasures } from '../../domain/health.js';

/** Reasons of dead URLs by which the site, not the page, keeps us out. */
const BLOCKED_REASONS = [
  'wall',
  'host-blocked',
  'refused',
  'address-refused',
  'robots-disallowed',
  'robots-unreachable',
];
/** Reasons of dead URLs that are an answer: what was asked for is not there. */
export const MISSING_REASONS = ['not-found', 'removed'];

/**
 * The numbers of a run as they stand; taken at its end they are the run's health. What is gone is
 * found out after that (`markGone`) and 0 here.
 */
export async function measureHealth(
  database: Database | Transaction,
  runId: number,
): Promise<RunMeasures> {
  const [row] = await database<RunMeasures[]>`
    with run as (select * from runs where id = ${runId}),
    urls as (
      select count(*)::int as urls_due,
        (count(*) filter (where f.state = 'done'))::int as urls_fetched,
        (count(*) filter (where f.state = 'dead' and f.dead_reason = any(${MISSING_REASONS})))::int
          as urls_missing,
        (count(*) filter (where f.state = 'dead' and f.dead_reason = any(${BLOCKED_REASONS})))::int
          as urls_blocked,
        (count(*) filter (where f.state = 'dead'))::int as urls_dead,
        (count(*) filter (where f.state = 'dead' and f.role = 'list'))::int as lists_failed,
        (count(*) filter (where f.state in ('due', 'leased')))::int as urls_open
      from frontier f join run r on f.source_id = r.source_id and f.run_id = r.id
    ), lists as (
      -- An unchanged list is still known by the page that it was read as.
      select count(*)::int as lists,
        (count(*) filter (where p.read_as in ('list', 'feed')))::int as lists_read_as_list,
        (count(*) filter (where p.read_as = 'feed'))::int as feeds,
        avg(p.found)::float as found_per_list
      from frontier f join run r on f.source_id = r.source_id and f.run_id = r.id
      join pages p on p.id = f.page_id
      where f.role = 'list' and f.state = 'done' and p.read_as is not null
    ), bodies as (
      select count(distinct p.url)::int as fetched, coalesce(sum(p.body_bytes), 0)::bigint as bytes
      from pages p where p.run_id = ${runId}
    ), selected as (
      select coalesce(jsonb_object_agg(name, jsonb_build_object('tried', tried, 'matched', matched)), '{}')
        as selectors
      from (
        select s.key as name, count(*)::int as tried,
          (count(*) filter (where s.value = 'true'))::int as matched
        from pages p cross join lateral jsonb_each(p.selectors) s
        where p.run_id = ${runId} group by s.key) by_name
    ), seen as (
      select count(*)::int as postings_seen,
        (count(*) filter (where p.first_seen_at >= r.started_at))::int as postings_new
      from run r left join postings p on p.source_id = r.source_id and p.last_seen_at >= r.started_at
    ), read as (
      select count(*)::int as postings_read,
        (count(*) filter (where p.version > 1 and exists (
          select 1 from posting_versions v, run r
          where v.posting_id = p.id and v.version = p.version and v.seen_at >= r.started_at)))::int
          as postings_changed,
        (percentile_disc(0.5) within group (order by length(p.body)))::int as median_length,
        json_build_object(
          'title', count(*) filter (where p.title <> ''),
          'body', count(*) filter (where p.body <> ''),
          'publisher', count(p.publisher),
          'publishedAt', count(p.published_at),
          'price', count(p.price),
          'location', count(p.location)) as filled
      from postings p where p.run_id = ${runId}
    ), raised as (
      select coalesce(jsonb_object_agg(kind, count), '{}') as issues
      from (
        select kind, count(*)::int as count from issues where run_id = ${runId} group by kind) by_kind
    )
    select extract(epoch from coalesce(r.ended_at, now()) - r.started_at)::float as seconds,
      bytes, urls_fetched as pages, greatest(urls_fetched - fetched, 0) as unchanged,
      lists, lists_read_as_list, lists_failed, feeds, found_per_list,
      postings_seen, postings_new, postings_changed, 0 as postings_gone,
      postings_read, median_length, filled, selectors, issues,
      urls_due, urls_fetched, urls_missing, urls_blocked,
      urls_dead - urls_missing - urls_blocked as urls_failed, urls_open
    from run r, urls, lists, bodies, selected, seen, read, raised`;
  if (row === undefined) throw new Error('a run that is not there cannot be measured');
  return row;
}
