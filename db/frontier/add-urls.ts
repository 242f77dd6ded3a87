import type { Transaction } from '../connect.js';
import type { Source } from '../../domain/source.js';
import { hostKey } from '../../domain/url-key.js';
import { HEAD_START_MINUTES } from './due-order.js';
import { leftAloneHours } from './revisit.js';

/** Why a dead URL may be tried again by the very next run. */
const PASSING_REASONS = [
  'fetch-failed',
  'robots-unreachable',
  'browser-missing',
  'wall',
  'host-blocked',
  'host-down',
  'start-unreachable',
];

export interface FoundUrl {
  readonly url: string;
  readonly role: 'list' | 'detail';
  readonly depth: number;
}

/**
 * A URL is visited at most once a run; a known detail page again only when it is old enough.
 * @param found by `urlKey`
 */
export async function addUrls(
  transaction: Transaction,
  { source, runId }: { readonly source: Source; readonly runId: number },
  found: ReadonlyMap<string, FoundUrl>,
): Promise<void> {
  // Sorted, so that two processes that add the same URLs at once lock them in the same order.
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return;
  const hosts = rows.map(([, { url }]) => hostKey(url));
  const { list, unseen, known } = HEAD_START_MINUTES;
  await transaction`
    insert into hosts (host)
    select unnest(${[...new Set(hosts)].sort()}::text[]) on conflict do nothing`;
  await transaction`
    insert into frontier as f (source_id, run_id, url, url_key, host, role, fetch_by, depth, due_at)
    select ${source.id}, ${runId}, n.url, decode(n.key, 'hex'), n.host, n.role,
      case when ${source.fetch} = 'browser' or ${source.fetch} = 'auto' and exists (
        select 1 from frontier b
        where b.source_id = ${source.id} and b.role = n.role and b.fetch_by = 'browser')
      then 'browser' else 'http' end,
      n.depth,
      now() - case n.role when 'list' then ${list}::int else ${unseen} end * interval '1 minute'
    from unnest(${rows.map(([, { url }]) => url)}::text[], ${rows.map(([key]) => key)}::text[],
      ${hosts}::text[], ${rows.map(([, { role }]) => role)}::text[],
      ${rows.map(([, { depth }]) => depth)}::int[]) as n (url, key, host, role, depth)
    on conflict (source_id, url_key) do update set
      run_id = ${runId}, state = 'due', attempts = 0, depth = excluded.depth,
      due_at = now() - case f.role when 'list' then ${list}::int else ${known} end * interval '1 minute',
      dead_reason = null, dead_message = null, crashes = 0, host = excluded.host
    where f.run_id <> ${runId} and f.state in ('done', 'dead') and (
      f.role = 'list'
      or f.visited_at is null
      or f.visited_at < now() - ${leftAloneHours(transaction, source)} * interval '1 hour'
      or f.state = 'dead' and f.dead_reason = any(${PASSING_REASONS}))`;
}

/**
 * The postings of pages that were not fetched now, but are known to be there. A posting that another
 * transaction holds at this moment is skipped: two lists with the same links must not wait for each other.
 * A list may go on linking to what its own page says is gone: then only that page counts.
 */
export async function seeAgain(
  transaction: Transaction,
  source: Source,
  urlKeys: readonly string[],
  isOwnPage: boolean,
): Promise<void> {
  if (urlKeys.length === 0) return;
  await transaction`
    update postings set last_seen_at = now()
    where id in (
      select p.id from frontier f join postings p on p.page_id = f.page_id
      where f.source_id = ${source.id} and (${isOwnPage} or p.missed_at is null)
        and f.url_key in (select decode(k, 'hex') from unnest(${[...urlKeys]}::text[]) as k)
      for update of p skip locked)`;
}
