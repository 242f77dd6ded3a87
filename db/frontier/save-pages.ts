import { json, type Transaction } from '../connect.js';
import type { Claim, Visit } from '../../domain/frontier.js';
import type { Source } from '../../domain/source.js';
import { hostKey, urlKey } from '../../domain/url-key.js';
import { raiseIssues } from '../issues/issues.js';
import { savePostings, type SavedPostings } from '../postings/save-postings.js';
import { addUrls, seeAgain, type FoundUrl } from './add-urls.js';
import { revisitHours } from './revisit.js';

/** A visit that found its page: fetched, or unchanged. */
export interface Settled {
  readonly claim: Claim;
  readonly visit: Extract<Visit, { readonly outcome: 'fetched' | 'unchanged' }>;
  /** Of a fetched page. */
  readonly bodyHash: string | null;
  /** The address that its host is known at so far. */
  readonly address: string | null;
}

type Fetched = Settled & { readonly visit: Extract<Visit, { readonly outcome: 'fetched' }> };

export interface PageScope {
  readonly transaction: Transaction;
  readonly source: Source;
  readonly runId: number;
}

/**
 * Pages, postings, new URLs, issues and marks of several visits, each kind in one statement where that
 * can be.
 * @returns what was saved of postings, by the claim's URL id
 */
export async function savePages(
  scope: PageScope,
  settled: readonly Settled[],
): Promise<ReadonlyMap<number, SavedPostings>> {
  const { transaction, source, runId } = scope;
  const fetched = settled.filter((one): one is Fetched => one.visit.outcome === 'fetched');
  const pageIds = await insertPages(scope, fetched);
  const saved = await savePostings(
    scope,
    fetched.map(({ claim, visit }, index) => ({
      ...{ pageId: pageIds[index] ?? 0, url: claim.url, postings: visit.postings },
    })),
  );
  const postings = new Map(
    saved.map((one, index): [number, SavedPostings] => [fetched[index]?.claim.urlId ?? 0, one]),
  );
  for (const { visit } of fetched) await raiseIssues(transaction, source.id, runId, visit.issues);
  const found = foundUrls(settled);
  await addUrls(transaction, scope, found);
  const unchanged = settled.filter(({ visit }) => visit.outcome === 'unchanged');
  await seeAgain(transaction, source, [...found.keys()], false);
  const ownKeys = unchanged.map(({ claim }) => urlKey(claim.url));
  await seeAgain(transaction, source, ownKeys, true);
  await learnAddresses(transaction, fetched);
  const places = new Map(fetched.map(({ claim }, at) => [claim.urlId, at]));
  const marks = settled.map(({ claim }) => {
    const at = places.get(claim.urlId) ?? -1;
    const one = fetched[at];
    return {
      id: claim.urlId,
      is_fetched: one !== undefined,
      has_changed: (postings.get(claim.urlId)?.postings.length ?? 0) > 0,
      etag: one?.visit.page.headers['etag'] ?? null,
      last_modified: one?.visit.page.headers['last-modified'] ?? null,
      body_hash: one?.bodyHash ?? null,
      page_id: pageIds[at] ?? null,
    };
  });
  await transaction`
    update frontier f set state = 'done', lease_until = null, visited_at = now(), crashes = 0,
      revisit_hours = ${revisitHours(transaction, source, transaction`x.has_changed`)},
      etag = case when x.is_fetched then x.etag else f.etag end,
      last_modified = case when x.is_fetched then x.last_modified else f.last_modified end,
      body_hash = case when x.is_fetched then x.body_hash else f.body_hash end,
      page_id = case when x.is_fetched then x.page_id else f.page_id end
    from jsonb_to_recordset(${json(transaction, marks)}) as x (id bigint, is_fetched boolean,
      has_changed boolean, etag text, last_modified text, body_hash text, page_id bigint)
    where f.id = x.id`;
  return postings;
}

/** @returns the ids of the pages, in their order */
async function insertPages(
  { transaction, source, runId }: PageScope,
  fetched: readonly Fetched[],
): Promise<readonly number[]> {
  if (fetched.length === 0) return [];
  const rows = fetched.map(({ claim, visit: { page, reading }, bodyHash }, place) => ({
    ...{ place, url: page.url, final_url: page.finalUrl, status: page.status, role: claim.role },
    ...{ headers: page.headers, body_hash: bodyHash ?? '', body_bytes: page.bytes.byteLength },
    ...{ charset: page.charset, content_type: page.contentType, fetched_by: page.fetchedBy },
    ...{ fetched_at: page.fetchedAt, took_ms: Math.round(page.tookMs) },
    ...{ read_as: reading?.readAs ?? null, found: reading?.found ?? null },
    selectors: reading?.selectors ?? null,
  }));
  const ids = await transaction<{ id: number }[]>`
    with given as (
      select nextval(pg_get_serial_sequence('pages', 'id')) as id, x.*
      from jsonb_to_recordset(${json(transaction, rows)}) as x (place int, url text,
        final_url text, status int, role text, headers jsonb, body_hash text, body_bytes int,
        charset text, content_type text, fetched_by text, fetched_at timestamptz, took_ms int,
        read_as text, found int, selectors jsonb)
    ), saved as (
      insert into pages (id, source_id, run_id, url, final_url, status, headers, body_hash,
        body_bytes, charset, content_type, fetched_by, fetched_at, took_ms, role, read_as, found,
        selectors)
      overriding system value
      select id, ${source.id}, ${runId}, url, final_url, status, headers, body_hash, body_bytes,
        charset, content_type, fetched_by, fetched_at, took_ms, role, read_as, found, selectors
      from given
    )
    select id from given order by place`;
  return ids.map(({ id }) => id);
}

/** By key; of two visits that found the same URL the one nearer to a start counts. */
function foundUrls(settled: readonly Settled[]): Map<string, FoundUrl> {
  const found = new Map<string, FoundUrl>();
  for (const { claim, visit } of settled) {
    for (const { url, role } of visit.newUrls) {
      const key = urlKey(url);
      const depth = claim.depth + 1;
      const known = found.get(key);
      if (known === undefined || known.depth >= depth) found.set(key, { url, role, depth });
    }
  }
  return found;
}

/** Whose clocks the hosts move from now on, besides their own. */
async function learnAddresses(
  transaction: Transaction,
  fetched: readonly Fetched[],
): Promise<void> {
  const learned = new Map<string, string>();
  for (const { claim, visit, address: known } of fetched) {
    const { address, finalUrl } = visit.page;
    const host = hostKey(finalUrl);
    const isKnown = address === known && host === hostKey(claim.url);
    if (address !== undefined && !isKnown) learned.set(host, address);
  }
  for (const [host, address] of [...learned].sort()) {
    await transaction`insert into addresses (address) values (${address}) on conflict do nothing`;
    await transaction`
      insert into hosts as h (host, address) values (${host}, ${address})
      on conflict (host) do update set address = excluded.address
      where h.address is distinct from excluded.address`;
  }
}
