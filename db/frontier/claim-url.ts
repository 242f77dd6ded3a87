import type { Database, Transaction } from '../connect.js';
import type { Claim } from '../../domain/frontier.js';
import type { Source } from '../../domain/source.js';
import { raiseIssues } from '../issues/issues.js';

/** How long a crawler may hold a URL; its fetch and its saving must be done by then. */
export const LEASE_MS = 120_000;
/** A URL that was claimed so often without a result is dead (it may be killing its crawlers). */
export const MAX_ATTEMPTS = 5;
/** While other processes hold the rest of the run, look again after so long. */
const RECHECK_MS = 500;

export type ClaimAnswer =
  | { readonly status: 'claimed'; readonly claim: Claim }
  | { readonly status: 'wait'; readonly waitMs: number; readonly browserWork: boolean }
  | { readonly status: 'finished' };

export interface ClaimScope {
  readonly source: Source;
  readonly runId: number;
  readonly fetchBy: 'http' | 'browser';
}

/**
 * Takes one URL whose host may be asked now, and moves the host's clock on, in one short
 * transaction; rows that others hold are skipped, so any number of processes may ask at once.
 * Lists come before details: they show what there is.
 */
export async function claimUrl(database: Database, scope: ClaimScope): Promise<ClaimAnswer> {
  const claim = await database.begin((transaction) => claimOne(transaction, scope));
  if (claim !== undefined) return { status: 'claimed', claim };
  await buryPoison(database, scope);
  return whatIsLeft(database, scope);
}

async function claimOne(
  transaction: Transaction,
  { source, runId, fetchBy }: ClaimScope,
): Promise<Claim | undefined> {
  const [host] = await transaction<{ host: string }[]>`
    select h.host from hosts h
    where h.next_at <= now() and h.blocked_until <= now() and exists (
      select 1 from frontier f
      where f.source_id = ${source.id} and f.run_id = ${runId} and f.fetch_by = ${fetchBy}
        and f.host = h.host and f.attempts < ${MAX_ATTEMPTS}
        and (f.state = 'due' and f.due_at <= now() or f.state = 'leased' and f.lease_until < now()))
    order by h.next_at limit 1
    for no key update skip locked`;
  if (host === undefined) return undefined;
  const [claim] = await transaction<Claim[]>`
    update frontier set
      state = 'leased', lease_until = now() + ${LEASE_MS} * interval '1 millisecond',
      fence = fence + 1, attempts = attempts + 1
    where id = (
      select f.id from frontier f
      where f.source_id = ${source.id} and f.run_id = ${runId} and f.fetch_by = ${fetchBy}
        and f.host = ${host.host} and f.attempts < ${MAX_ATTEMPTS}
        and (f.state = 'due' and f.due_at <= now() or f.state = 'leased' and f.lease_until < now())
      order by f.role = 'list' desc, f.depth, f.id limit 1
      for update skip locked)
    returning id as url_id, url, role, fetch_by, depth, fence, etag, last_modified, body_hash`;
  if (claim === undefined) return undefined;
  await transaction`
    update hosts set next_at = clock_timestamp()
      + greatest(${source.pace.delayMs}, crawl_delay_ms) * interval '1 millisecond'
    where host = ${host.host}`;
  return claim;
}

async function buryPoison(database: Database, { source, runId }: ClaimScope): Promise<void> {
  await database.begin(async (transaction) => {
    const dead = await transaction<{ url: string }[]>`
      update frontier set state = 'dead', dead_reason = 'fetch-failed', visited_at = now()
      where source_id = ${source.id} and run_id = ${runId} and state = 'leased'
        and lease_until < now() and attempts >= ${MAX_ATTEMPTS}
      returning url`;
    await raiseIssues(
      transaction,
      source.id,
      runId,
      dead.map(({ url }) => ({
        kind: 'fetch-failed' as const,
        message: `given up: ${MAX_ATTEMPTS} crawlers took this page and none came back`,
        url,
      })),
    );
  });
}

async function whatIsLeft(
  database: Database,
  { source, runId, fetchBy }: ClaimScope,
): Promise<ClaimAnswer> {
  const [left] = await database<{ open: number; browser: number; waitMs: number | null }[]>`
    select count(*)::int as open,
      (count(*) filter (where f.fetch_by = 'browser'))::int as browser,
      (extract(epoch from min(greatest(
        h.next_at, h.blocked_until,
        case when f.state = 'leased' then f.lease_until else f.due_at end))
        filter (where f.fetch_by = ${fetchBy}) - now()) * 1000)::float as wait_ms
    from frontier f join hosts h using (host)
    where f.source_id = ${source.id} and f.run_id = ${runId} and f.state in ('due', 'leased')`;
  if (left === undefined || left.open === 0) return { status: 'finished' };
  // A finished page may add URLs at any moment, so nobody sleeps longer than RECHECK_MS.
  const waitMs = Math.min(Math.max(left.waitMs ?? RECHECK_MS, 5), RECHECK_MS);
  return { status: 'wait', waitMs, browserWork: left.browser > 0 };
}
