import type { PendingQuery, Row } from 'postgres';
import type { Database } from '../connect.js';
import type { Claim, ClaimAnswer, FetchBy } from '../../domain/frontier.js';
import type { Source } from '../../domain/source.js';
import { retryDeadlock } from '../retry-deadlock.js';
import { addressDelayMs, FAILURES_TO_BLOCK, LEASE_MS, PAUSE_MARGIN } from './limits.js';
import { reapLeases } from './reap-leases.js';

/** While other processes hold the rest of the run, look again after so long. */
const RECHECK_MS = 500;
const LEAST_WAIT_MS = 5;
/** More are not worth the rows that they lock. */
const MOST_AT_ONCE = 64;

export interface ClaimScope {
  readonly source: Source;
  readonly runId: number;
  readonly fetchBy: FetchBy;
}

/**
 * Takes URLs whose hosts may be asked now and moves the clocks of hosts and addresses on, in one
 * statement; rows that others hold are skipped, so any number of processes may ask at once. What it
 * costs depends on how many hosts the source has, not on how many URLs.
 *
 * A URL that took two crawlers down is tried last, and alone, so that it takes nobody along.
 * @param most how many; of a host with a pause never more than one
 */
export async function claimUrls(
  database: Database,
  scope: ClaimScope,
  most: number,
): Promise<ClaimAnswer> {
  const count = Math.min(most, MOST_AT_ONCE);
  const claim = async (isSuspect: boolean): Promise<readonly Claim[]> =>
    retryDeadlock(() => claimDue(database, scope, { most: isSuspect ? 1 : count, isSuspect }));
  let claims = await claim(false);
  if (claims.length === 0 && (await reapLeases(database, scope.source.id)) > 0) {
    claims = await claim(false);
  }
  if (claims.length > 0) return { status: 'claimed', claims };
  const left = await whatIsLeft(database, scope);
  if (left.answer.status !== 'wait' || !left.onlySuspects) return left.answer;
  claims = await claim(true);
  return claims.length > 0 ? { status: 'claimed', claims } : left.answer;
}

interface Choice {
  readonly most: number;
  /** False: URLs in good standing. True: one that took its crawlers down. */
  readonly isSuspect: boolean;
}

async function claimDue(
  database: Database,
  scope: ClaimScope,
  { most, isSuspect }: Choice,
): Promise<readonly Claim[]> {
  const { source, runId, fetchBy } = scope;
  const pauseMs = source.pace.delayMs;
  const addressPauseMs = addressDelayMs(source.pace) * PAUSE_MARGIN;
  // Written out, in few sizes: with limits that it does not know, PostgreSQL plans for a tenth of the
  // table and then plans anew each time, which costs more than the claim itself.
  const atMost = (count: number) => database.unsafe(String(2 ** Math.ceil(Math.log2(count))));
  const isDue = database`
    f.source_id = ${source.id} and f.fetch_by = ${fetchBy} and f.state = 'due'
    and ${isSuspect ? database`f.crashes >= 2` : database`f.crashes < 2`}`;
  return database<Claim[]>`
    with recursive ${lanes(database, isDue)},
    open as (
      select h.host, h.address, h.failures >= ${FAILURES_TO_BLOCK} as is_probe,
        greatest(${pauseMs}, h.crawl_delay_ms) * ${PAUSE_MARGIN}::float8 as pause_ms
      from lane l join hosts h on h.host = l.host
      where h.next_at <= now() and h.blocked_until <= now()
        and coalesce((select a.next_at <= now() from addresses a where a.address = h.address), true)
        and (select true from frontier f
          where ${isDue} and f.host = h.host and f.due_at <= now() limit 1)
        and exists (select from runs r where r.id = ${runId} and r.state = 'running')
        and not exists (
          select from frontier s
          where s.source_id = ${source.id} and s.state = 'leased' and s.crashes >= 2)
      order by h.next_at limit ${atMost(most)}
      for no key update of h skip locked
    ), free as (
      select a.address from addresses a
      where a.address in (select o.address from open o) and a.next_at <= now()
      order by a.address for no key update skip locked
    ), turn as (
      select o.*, row_number() over (partition by coalesce(o.address, o.host)) as place
      from open o where o.address is null or o.address in (select address from free)
    ), locked as (
      select u.id, t.host, t.pause_ms > 0 or t.is_probe as is_single,
        row_number() over (partition by t.host) as nth
      from turn t cross join lateral (
        select f.id from frontier f
        where ${isDue} and f.host = t.host and f.due_at <= now()
        order by f.due_at, f.id limit ${atMost(pauseMs > 0 ? 1 : most)}
        for no key update skip locked) u
      where t.place = 1 or ${addressPauseMs}::float8 = 0
    ), picked as (
      select l.id, l.host from locked l where l.nth = 1 or not l.is_single limit ${most}
    ), host_clocks as (
      update hosts h set
        next_at = clock_timestamp() + t.pause_ms * interval '1 millisecond',
        -- One request shows whether a host that was down is back; the others wait for what it says.
        blocked_until = case when t.is_probe
          then now() + ${LEASE_MS} * interval '1 millisecond' else h.blocked_until end
      from turn t
      where h.host = t.host and t.host in (select p.host from picked p)
        and (t.pause_ms > 0 or t.is_probe)
    ), address_clocks as (
      update addresses a set
        next_at = clock_timestamp() + ${addressPauseMs} * interval '1 millisecond'
      where a.address in (
        select t.address from turn t where t.host in (select p.host from picked p))
        and ${addressPauseMs}::float8 > 0
    )
    update frontier f set
      state = 'leased', lease_until = now() + ${LEASE_MS} * interval '1 millisecond',
      fence = f.fence + 1, attempts = f.attempts + 1
    from picked p where f.id = p.id
    returning f.id as url_id, f.url, f.role, f.fetch_by, f.depth, f.fence, f.etag,
      f.last_modified, f.body_hash`;
}

/** The hosts that have something due: one step in the index for each, whatever lies between them. */
function lanes(database: Database, isDue: PendingQuery<Row[]>) {
  return database`lane (host) as (
    (select f.host from frontier f where ${isDue} order by f.host limit 1)
    union all
    select (select f.host from frontier f where ${isDue} and f.host > l.host order by f.host limit 1)
    from lane l where l.host is not null)`;
}

interface Left {
  readonly answer: Exclude<ClaimAnswer, { readonly status: 'claimed' }>;
  /** Nothing is due or leased but URLs that took their crawlers down. */
  readonly onlySuspects: boolean;
}

async function whatIsLeft(database: Database, scope: ClaimScope): Promise<Left> {
  const { source, runId, fetchBy } = scope;
  const isDue = database`
    f.source_id = ${source.id} and f.fetch_by = ${fetchBy} and f.state = 'due' and f.crashes < 2`;
  const ofSource = database`f.source_id = ${source.id}`;
  const [left] = await database<
    {
      isRunning: boolean;
      hasDue: boolean;
      hasLeased: boolean;
      hasSuspects: boolean;
      browserWork: boolean;
      waitMs: number | null;
      isBlocked: boolean | null;
    }[]
  >`
    with recursive ${lanes(database, isDue)},
    clock as (
      select h.blocked_until, greatest(h.next_at, h.blocked_until, a.next_at,
        (select f.due_at from frontier f where ${isDue} and f.host = h.host
          order by f.due_at limit 1)) as ready_at
      from lane l join hosts h on h.host = l.host left join addresses a on a.address = h.address
    )
    select
      exists (select from runs r where r.id = ${runId} and r.state = 'running') as is_running,
      exists (select from frontier f where ${ofSource} and f.state = 'due' and f.crashes < 2) as has_due,
      exists (select from frontier f where ${ofSource} and f.state = 'leased') as has_leased,
      exists (select from frontier f
        where ${ofSource} and f.state in ('due', 'leased') and f.crashes >= 2) as has_suspects,
      exists (select from frontier f
        where ${ofSource} and f.state = 'due' and f.crashes < 2 and f.fetch_by = 'browser')
      or exists (select from frontier f
        where ${ofSource} and f.state = 'leased' and f.fetch_by = 'browser')
      or exists (select from frontier f where ${ofSource} and f.state in ('due', 'leased')
        and f.crashes >= 2 and f.fetch_by = 'browser') as browser_work,
      (extract(epoch from (select min(ready_at) from clock) - now()) * 1000)::float as wait_ms,
      (select bool_and(blocked_until > now()) from clock) as is_blocked`;
  if (left?.isRunning !== true || !(left.hasDue || left.hasLeased || left.hasSuspects)) {
    return { answer: { status: 'finished' }, onlySuspects: false };
  }
  // A finished page may add URLs at any moment, so nobody sleeps longer than RECHECK_MS.
  const waitMs = Math.min(Math.max(left.waitMs ?? RECHECK_MS, LEAST_WAIT_MS), RECHECK_MS);
  const reason = left.isBlocked === true ? 'blocked' : 'pace';
  return {
    answer: {
      ...{ status: 'wait', waitMs, reason, browserWork: left.browserWork },
      until: left.waitMs === null ? null : new Date(Date.now() + left.waitMs),
    },
    onlySuspects: left.hasSuspects && !left.hasDue && !left.hasLeased,
  };
}
