import type { Transaction } from '../connect.js';
import type { Source } from '../../domain/source.js';
import { urlKey } from '../../domain/url-key.js';
import { MISSING_REASONS } from '../runs/measure-health.js';
import { postingKey } from './save-postings.js';

type Query = ReturnType<Transaction>;

export interface GoneScope {
  readonly source: Source;
  readonly runId: number;
  /** Every list was read to its end, as usual. */
  readonly isComplete: boolean;
  /** Whether pages that only say that they are gone are believed; "404" always is. */
  readonly believesPages: boolean;
}

/** An attempt that told nothing (wall, error) is not repeated sooner than this. */
const LEAST_PAUSE_HOURS = 1;
/** Pages of postings that fell off the lists, looked at after one run. */
const MOST_UNLISTED = 500;

/**
 * What a run says of postings that are no longer there. Once is missed; a second time, in another
 * run and not before the source's `recheckHours`, is gone, dated back to the first. A posting is
 * missed when its own page answers "not there", or, when it stands on a list only, when a complete
 * run did not see it. Walls, errors and incomplete runs tell nothing.
 * @returns how many were confirmed as gone
 */
export async function markGone(transaction: Transaction, scope: GoneScope): Promise<number> {
  await markBack(transaction, scope);
  const onPages = await missOnPages(transaction, scope);
  const onLists = scope.isComplete ? await missOnLists(transaction, scope) : 0;
  return onPages + onLists;
}

/** Seen again after it was missed: what was said of it stays in its events. */
async function markBack(transaction: Transaction, { source, runId }: GoneScope): Promise<void> {
  await transaction`
    with back as (
      update postings set missed_at = null, missed_reason = null, missed_run_id = null,
        gone_at = null, gone_reason = null, gone_confirmed_at = null
      where source_id = ${source.id} and missed_at is not null
        and last_seen_at > coalesce(gone_confirmed_at, missed_at)
      returning id, last_seen_at)
    insert into posting_events (posting_id, kind, run_id, happened_at, last_seen_at)
    select id, 'back', ${runId}, last_seen_at, last_seen_at from back`;
}

/** The postings of pages that are not there: those last taken from it, and the one it is the address of. */
async function missOnPages(transaction: Transaction, scope: GoneScope): Promise<number> {
  const { source, runId } = scope;
  const reasons = scope.believesPages ? MISSING_REASONS : ['not-found'];
  const missing = await transaction<{ id: number; url: string }[]>`
    select id, url from frontier
    where source_id = ${source.id} and run_id = ${runId} and role = 'detail' and state = 'dead'
      and dead_reason = any(${reasons})`;
  if (missing.length === 0) return 0;
  const ids = missing.map(({ id }) => id);
  const keys = missing.map(({ url }) => postingKey(url));
  return noteMissed(
    transaction,
    scope,
    transaction`
      select p.id, min(f.dead_reason) as reason, max(f.visited_at) as happened_at
      from unnest(${ids}::bigint[], ${keys}::text[]) as m (id, key)
      join frontier f on f.id = m.id
      join postings p on p.source_id = ${source.id} and (p.page_id = f.page_id or p.key = m.key)
      where p.gone_at is null and p.last_seen_at < f.visited_at
      group by p.id`,
  );
}

/** The postings that were taken from lists and are on none of them any more. */
async function missOnLists(transaction: Transaction, scope: GoneScope): Promise<number> {
  return noteMissed(
    transaction,
    scope,
    transaction`
      select p.id, 'not-on-list' as reason, r.started_at as happened_at
      from runs r join postings p on p.source_id = r.source_id
      where r.id = ${scope.runId} and p.gone_at is null and p.last_seen_at < r.started_at
        and exists (select 1 from pages g where g.id = p.page_id and g.role = 'list')`,
  );
}

/** @param missed asks for id, reason and happened_at of the postings that were not there */
async function noteMissed(
  transaction: Transaction,
  { source, runId }: GoneScope,
  missed: Query,
): Promise<number> {
  const gone = await transaction`
    with m as (${missed}), gone as (
      update postings p set gone_at = p.missed_at, gone_reason = m.reason,
        gone_confirmed_at = m.happened_at
      from m
      where p.id = m.id and p.missed_run_id <> ${runId}
        and m.happened_at >= p.missed_at + ${source.recheckHours} * interval '1 hour'
      returning p.id, m.reason, m.happened_at, p.last_seen_at)
    insert into posting_events (posting_id, kind, reason, run_id, happened_at, last_seen_at)
    select id, 'gone', reason, ${runId}, happened_at, last_seen_at from gone returning id`;
  await transaction`
    with m as (${missed}), missed as (
      update postings p set missed_at = m.happened_at, missed_reason = m.reason,
        missed_run_id = ${runId}
      from m where p.id = m.id and p.missed_at is null
      returning p.id, m.reason, m.happened_at, p.last_seen_at)
    insert into posting_events (posting_id, kind, reason, run_id, happened_at, last_seen_at)
    select id, 'missed', reason, ${runId}, happened_at, last_seen_at from missed`;
  return gone.length;
}

/**
 * Says which URLs have to be looked at once more, and when: those of postings that were missed once,
 * and the pages of postings that a complete run has found on no list any more.
 */
export async function scheduleRechecks(
  transaction: Transaction,
  { source, runId, isComplete }: GoneScope,
): Promise<void> {
  const waitHours = source.recheckHours;
  const pauseHours = Math.max(waitHours, LEAST_PAUSE_HOURS);
  const missed = await transaction<{ id: number; url: string }[]>`
    select p.id, g.url from postings p join pages g on g.id = p.page_id and g.role = 'detail'
    where p.source_id = ${source.id} and p.missed_at is not null and p.gone_at is null`;
  await transaction`
    update frontier f set recheck_at = m.recheck_at
    from (
      select f.id, min(greatest(p.missed_at + ${waitHours} * interval '1 hour',
        case when p.missed_run_id <> ${runId}
          then f.visited_at + ${pauseHours} * interval '1 hour' end)) as recheck_at
      from unnest(${missed.map(({ id }) => id)}::bigint[],
        ${missed.map(({ url }) => urlKey(url))}::text[]) as m (id, key)
      join postings p on p.id = m.id
      join frontier f on f.source_id = ${source.id} and f.url_key = decode(m.key, 'hex')
      group by f.id) m
    where f.id = m.id and f.recheck_at is null and f.state in ('done', 'dead')`;
  // What stands on lists only is looked for on all of them.
  await transaction`
    update frontier f set recheck_at = case when m.is_first
      then m.missed_at + ${waitHours} * interval '1 hour'
      else now() + ${pauseHours} * interval '1 hour' end
    from (
      select min(p.missed_at) as missed_at, bool_or(p.missed_run_id = ${runId}) as is_first
      from postings p join pages g on g.id = p.page_id and g.role = 'list'
      where p.source_id = ${source.id} and p.missed_at is not null and p.gone_at is null) m
    where m.missed_at is not null and f.source_id = ${source.id} and f.role = 'list'
      and f.depth = 0 and f.recheck_at is null and f.state in ('done', 'dead')`;
  if (isComplete) await recheckUnlisted(transaction, source, runId);
}

/**
 * A list moves on, so falling off it says nothing by itself: the posting's own page is asked, at once
 * when it stood on a list in the run before, later as often as known pages are revisited.
 */
async function recheckUnlisted(
  transaction: Transaction,
  source: Source,
  runId: number,
): Promise<void> {
  await transaction`
    update frontier set recheck_at = now()
    where id in (
      select f.id
      from runs r
      join postings p on p.source_id = r.source_id and p.last_seen_at < r.started_at
      join frontier f on f.source_id = p.source_id and f.page_id = p.page_id
      left join lateral (
        select b.started_at, b.ended_at from runs b
        where b.source_id = r.source_id and b.id < r.id and b.trigger <> 'recheck'
        order by b.id desc limit 1) before on true
      where r.id = ${runId} and p.missed_at is null and f.role = 'detail' and f.state = 'done'
        and f.recheck_at is null and f.visited_at < r.started_at
        and (p.last_seen_at between before.started_at and before.ended_at
          or f.visited_at < now() - ${source.revisitHours} * interval '1 hour')
      order by f.visited_at limit ${MOST_UNLISTED})`;
}
