import type { Database, Transaction } from '../connect.js';
import { json } from '../connect.js';
import type { Claim, NewUrl, Visit } from '../../domain/frontier.js';
import type { FetchedPage, PageReading } from '../../domain/page.js';
import type { NewIssue } from '../../domain/run.js';
import type { Source } from '../../domain/source.js';
import { hostKey, urlKey } from '../../domain/url-key.js';
import { raiseIssues } from '../issues/issues.js';
import { savePostings, type SavedPostings } from '../postings/save-postings.js';
import { retryDeadlock } from '../retry-deadlock.js';
import { noteAnswer, noteFailure, noteThrottle } from './host-state.js';
import { HEAD_START_MINUTES } from './due-order.js';
import { MAX_ATTEMPTS } from './limits.js';
import { leftAloneHours, revisitHours } from './revisit.js';

export interface VisitScope {
  readonly source: Source;
  readonly runId: number;
}

export type SavedVisit =
  | ({ readonly status: 'saved' } & SavedPostings)
  /** The lease had gone to somebody else; nothing was written. */
  | { readonly status: 'stale' };

/** Why a dead URL may be tried again by the very next run. */
const PASSING_REASONS = [
  'fetch-failed',
  'robots-unreachable',
  'browser-missing',
  'wall',
  'host-down',
  'start-unreachable',
];

/**
 * Saves what became of a claimed URL: the page, its postings, the URLs it led to, its issues and
 * the frontier's mark, all in one transaction, and only while the claim's fence is the current one.
 * @param bodyHash of the page's bytes, which the blob store holds already (fetched visits only)
 */
export async function saveVisit(
  database: Database,
  { source, runId }: VisitScope,
  claim: Claim,
  visit: Visit,
  bodyHash: string | null,
): Promise<SavedVisit> {
  return retryDeadlock(() =>
    database.begin((transaction) =>
      writeVisit({ transaction, source, runId, claim }, visit, bodyHash),
    ),
  );
}

async function writeVisit(
  scope: Scope,
  visit: Visit,
  bodyHash: string | null,
): Promise<SavedVisit> {
  const { transaction, source, runId, claim } = scope;
  const [held] = await transaction<Held[]>`
    select f.attempts, f.host, f.lease_until, h.failures + h.throttles > 0 as has_failed
    from frontier f join hosts h on h.host = f.host
    where f.id = ${claim.urlId} and f.fence = ${claim.fence} and f.state = 'leased'
    for no key update of f`;
  if (held === undefined) return { status: 'stale' };
  const hostScope = { transaction, sourceId: source.id, runId, host: held.host };
  if (held.hasFailed && isAnswer(visit)) await noteAnswer(hostScope);
  switch (visit.outcome) {
    case 'fetched': {
      const pageId = await savePage(scope, visit.page, bodyHash ?? '', visit.reading);
      const saved = await savePostings(transaction, {
        source,
        runId,
        pageId,
        pageUrl: claim.url,
        postings: visit.postings,
      });
      await addUrls(scope, visit.newUrls);
      await raiseIssues(transaction, source.id, runId, visit.issues);
      await learnAddress(scope, visit.page);
      await transaction`
          update frontier set state = 'done', lease_until = null, visited_at = now(), crashes = 0,
            revisit_hours = ${revisitHours(transaction, source, saved.postings.length > 0)},
            etag = ${visit.page.headers['etag'] ?? null},
            last_modified = ${visit.page.headers['last-modified'] ?? null},
            body_hash = ${bodyHash}, page_id = ${pageId}
          where id = ${claim.urlId}`;
      return { status: 'saved', ...saved };
    }
    case 'unchanged':
      await addUrls(scope, visit.newUrls);
      await transaction`
          update frontier set state = 'done', lease_until = null, visited_at = now(), crashes = 0,
            revisit_hours = ${revisitHours(transaction, source, false)}
          where id = ${claim.urlId}`;
      await seeAgain(transaction, source, [urlKey(claim.url)], true);
      break;
    case 'needs-browser':
      await transaction`
          update frontier set state = 'due', lease_until = null, fetch_by = 'browser', attempts = 0
          where id = ${claim.urlId}`;
      break;
    case 'retry':
      await retryLater(scope, visit.retryAfterMs, held.attempts, visit.issue);
      if (visit.hasHostFailed) await noteFailure(hostScope, held.leaseUntil, visit.issue.message);
      break;
    case 'throttled':
      await noteThrottle(hostScope, visit);
      await transaction`
          update frontier set state = 'due', lease_until = null, attempts = attempts - 1
          where id = ${claim.urlId}`;
      break;
    case 'dropped':
      await bury(scope, visit.issue);
      break;
  }
  return { status: 'saved', postings: [], imageIds: [] };
}

interface Held {
  readonly attempts: number;
  readonly host: string;
  readonly leaseUntil: Date;
  /** The host, since it last answered as it should. */
  readonly hasFailed: boolean;
}

/** Whether the host did its part, whatever it said. */
function isAnswer(visit: Visit): boolean {
  switch (visit.outcome) {
    case 'fetched':
    case 'unchanged':
    case 'needs-browser':
      return true;
    case 'dropped':
      return !['address-refused', 'browser-missing'].includes(visit.issue.kind);
    case 'retry':
    case 'throttled':
      return false;
  }
}

interface Scope extends VisitScope {
  readonly transaction: Transaction;
  readonly claim: Claim;
}

async function savePage(
  { transaction, source, runId, claim }: Scope,
  page: FetchedPage,
  bodyHash: string,
  reading: PageReading | undefined,
): Promise<number> {
  const [row] = await transaction<{ id: number }[]>`
    insert into pages (source_id, run_id, url, final_url, status, headers, body_hash, body_bytes,
      charset, content_type, fetched_by, fetched_at, took_ms, role, read_as, found, selectors)
    values (${source.id}, ${runId}, ${page.url}, ${page.finalUrl}, ${page.status},
      ${json(transaction, page.headers)}, ${bodyHash}, ${page.bytes.byteLength}, ${page.charset},
      ${page.contentType}, ${page.fetchedBy}, ${page.fetchedAt}, ${Math.round(page.tookMs)},
      ${claim.role}, ${reading?.readAs ?? null}, ${reading?.found ?? null},
      ${reading === undefined ? null : json(transaction, reading.selectors)})
    returning id`;
  return row?.id ?? 0;
}

/** Whose clock the host moves from now on, besides its own. */
async function learnAddress({ transaction }: Scope, page: FetchedPage): Promise<void> {
  const { address, finalUrl } = page;
  if (address === undefined) return;
  const host = hostKey(finalUrl);
  await transaction`insert into addresses (address) values (${address}) on conflict do nothing`;
  await transaction`
    insert into hosts as h (host, address) values (${host}, ${address})
    on conflict (host) do update set address = excluded.address
    where h.address is distinct from excluded.address`;
}

/** A URL is visited at most once a run; a known detail page again only when it is old enough. */
async function addUrls(
  { transaction, source, runId, claim }: Scope,
  newUrls: readonly NewUrl[],
): Promise<void> {
  const byKey = new Map(newUrls.map((newUrl) => [urlKey(newUrl.url), newUrl]));
  // Sorted, so that two pages that add the same URLs at once lock them in the same order.
  const keys = [...byKey.keys()].sort();
  if (keys.length === 0) return;
  const urls = keys.map((key) => byKey.get(key)?.url ?? '');
  const roles = keys.map((key) => byKey.get(key)?.role ?? 'detail');
  const { list, unseen, known } = HEAD_START_MINUTES;
  await transaction`
    insert into hosts (host)
    select distinct unnest(${[...new Set(urls.map(hostKey))].sort()}::text[]) on conflict do nothing`;
  await transaction`
    insert into frontier as f (source_id, run_id, url, url_key, host, role, fetch_by, depth, due_at)
    select ${source.id}, ${runId}, n.url, decode(n.key, 'hex'), n.host, n.role,
      case when ${source.fetch} = 'browser' or ${source.fetch} = 'auto' and exists (
        select 1 from frontier b
        where b.source_id = ${source.id} and b.role = n.role and b.fetch_by = 'browser')
      then 'browser' else 'http' end,
      ${claim.depth + 1},
      now() - case n.role when 'list' then ${list}::int else ${unseen} end * interval '1 minute'
    from unnest(${urls}::text[], ${keys}::text[], ${urls.map(hostKey)}::text[], ${roles}::text[])
      as n (url, key, host, role)
    on conflict (source_id, url_key) do update set
      run_id = ${runId}, state = 'due', attempts = 0, depth = excluded.depth,
      due_at = now() - case f.role when 'list' then ${list}::int else ${known} end * interval '1 minute',
      dead_reason = null, dead_message = null, crashes = 0, host = excluded.host
    where f.run_id <> ${runId} and f.state in ('done', 'dead') and (
      f.role = 'list'
      or f.visited_at is null
      or f.visited_at < now() - ${leftAloneHours(transaction, source)} * interval '1 hour'
      or f.state = 'dead' and f.dead_reason = any(${PASSING_REASONS}))`;
  await seeAgain(transaction, source, keys, false);
}

/**
 * The postings of pages that were not fetched now, but are known to be there. A posting that another
 * transaction holds at this moment is skipped: two lists with the same links must not wait for each other.
 * A list may go on linking to what its own page says is gone: then only that page counts.
 */
async function seeAgain(
  transaction: Transaction,
  source: Source,
  urlKeys: readonly string[],
  isOwnPage: boolean,
): Promise<void> {
  await transaction`
    update postings set last_seen_at = now()
    where id in (
      select p.id from frontier f join postings p on p.page_id = f.page_id
      where f.source_id = ${source.id} and (${isOwnPage} or p.missed_at is null)
        and f.url_key in (select decode(k, 'hex') from unnest(${[...urlKeys]}::text[]) as k)
      for update of p skip locked)`;
}

async function retryLater(
  scope: Scope,
  retryAfterMs: number,
  attempts: number,
  issue: NewIssue,
): Promise<void> {
  if (attempts >= MAX_ATTEMPTS) {
    await bury(scope, issue);
    return;
  }
  await scope.transaction`
    update frontier set state = 'due', lease_until = null,
      due_at = now() + ${retryAfterMs} * interval '1 millisecond'
    where id = ${scope.claim.urlId}`;
}

async function bury({ transaction, source, runId, claim }: Scope, issue: NewIssue): Promise<void> {
  await transaction`
    update frontier set state = 'dead', lease_until = null, visited_at = now(), dead_reason = ${issue.kind},
      dead_message = ${issue.message}
    where id = ${claim.urlId}`;
  await raiseIssues(transaction, source.id, runId, [issue]);
}
