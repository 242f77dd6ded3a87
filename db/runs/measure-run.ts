import type { Database, Transaction } from '../connect.js';
import type { RunYield } from '../../domain/expects.js';

/** What a run has yielded so far. A posting on an unchanged page counts: it was seen. */
export async function measureRun(
  database: Database | Transaction,
  runId: number,
): Promise<RunYield> {
  const [row] = await database<RunYield[]>`
    with run as (select * from runs where id = ${runId}),
    seen as (
      select p.* from postings p join run r on p.source_id = r.source_id
      where p.last_seen_at >= r.started_at and p.last_seen_at <= coalesce(r.ended_at, now())
    )
    select
      (select count(*) from frontier f join run r on f.source_id = r.source_id
        where f.run_id = r.id and f.state = 'done')::int as pages,
      count(*)::int as postings,
      (percentile_disc(0.5) within group (order by length(body)))::int as median_length,
      json_build_object(
        'title', count(*) filter (where title <> ''),
        'body', count(*) filter (where body <> ''),
        'publisher', count(publisher),
        'publishedAt', count(published_at),
        'price', count(price),
        'location', count(location)) as filled
    from seen`;
  if (row === undefined) throw new Error('an aggregate without a row');
  return row;
}
