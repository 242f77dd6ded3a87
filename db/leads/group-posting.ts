import type { Database, Transaction } from '../connect.js';
import type { Classification } from '../../domain/finding.js';
import type { Posting } from '../../domain/posting.js';
import type { Seal } from '../../runtime/seal.js';
import { loadClassifications } from '../findings/load-classifications.js';
import { loadPosting, loadPostings } from '../postings/load-posting.js';

/** Grouping is a decision over all leads, so it is made one posting at a time. */
const GROUPING_LOCK = 4_600_002;
/** More candidates than this say that the text or contact is common property. */
const MAX_CANDIDATES = 50;

/** Runs `decide` while nobody else groups; its reads and writes are one transaction. */
export async function whileGrouping<T>(
  database: Database,
  decide: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const result = await database.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${GROUPING_LOCK})`;
    return { value: await decide(transaction) };
  });
  return result.value;
}

export interface GroupingSubject {
  readonly posting: Posting;
  readonly isFlagged: boolean;
  readonly contactKeys: ReadonlySet<string>;
  /** The lead that has the posting already. */
  readonly leadId: number | null;
}

/** What grouping has to know of a posting; undefined when that version is not the current one or not classified. */
export async function loadGroupingSubject(
  transaction: Transaction,
  postingId: number,
  version: number,
): Promise<GroupingSubject | undefined> {
  const posting = await loadPosting(transaction, postingId);
  if (posting === undefined || posting.version !== version) return undefined;
  const [classified] = await transaction<
    { flag: boolean; keys: string[]; leadId: number | null }[]
  >`
    select c.flag,
      array(select contact_key from contacts where posting_id = ${postingId} and version = ${version}) as keys,
      (select lead_id from lead_postings where posting_id = ${postingId}) as lead_id
    from classifications c where c.posting_id = ${postingId} and c.version = ${version}`;
  if (classified === undefined) return undefined;
  return {
    posting,
    isFlagged: classified.flag,
    contactKeys: new Set(classified.keys),
    leadId: classified.leadId,
  };
}

export interface StoredFingerprint {
  readonly textHash: string;
  readonly signature: Uint8Array;
  readonly bands: readonly string[];
}

export async function saveFingerprint(
  transaction: Transaction,
  postingId: number,
  { textHash, signature, bands }: StoredFingerprint,
): Promise<void> {
  await transaction`
    insert into fingerprints (posting_id, text_hash, signature, bands)
    values (${postingId}, ${textHash}, ${Buffer.from(signature)}, ${[...bands]})
    on conflict (posting_id) do update set
      text_hash = excluded.text_hash, signature = excluded.signature, bands = excluded.bands`;
}

/** A lead that a posting may belong to, with what it is recognised by. */
export interface CandidateLead {
  readonly leadId: number;
  readonly postingIds: readonly number[];
  readonly contactKeys: readonly string[];
  readonly prints: readonly {
    readonly textHash: string;
    readonly signature: string;
    readonly length: number;
  }[];
}

/** The leads that share the posting, a text hash, a band or a contact with it. */
export async function findCandidateLeads(
  transaction: Transaction,
  postingId: number,
  contactKeys: ReadonlySet<string>,
  { textHash, bands }: Pick<StoredFingerprint, 'textHash' | 'bands'>,
): Promise<CandidateLead[]> {
  return transaction<CandidateLead[]>`
    with near as (
      select ${postingId}::bigint as posting_id
      union select posting_id from fingerprints where text_hash = ${textHash}
      union select posting_id from fingerprints where bands && ${[...bands]}::text[]
      union select posting_id from contacts where contact_key = any(${[...contactKeys]}::text[])
    ), near_leads as (
      select distinct lp.lead_id from near join lead_postings lp using (posting_id)
      order by lp.lead_id limit ${MAX_CANDIDATES}
    )
    select n.lead_id,
      array(select posting_id from lead_postings where lead_id = n.lead_id) as posting_ids,
      array(select distinct k.contact_key from lead_postings lp
        join postings p on p.id = lp.posting_id
        join contacts k on k.posting_id = p.id and k.version = p.version
        where lp.lead_id = n.lead_id) as contact_keys,
      (select coalesce(json_agg(json_build_object('textHash', f.text_hash,
          'signature', encode(f.signature, 'base64'), 'length', length(p.title) + length(p.body) + length(p.image_text))), '[]')
        from lead_postings lp join fingerprints f using (posting_id) join postings p on p.id = lp.posting_id
        where lp.lead_id = n.lead_id) as prints
    from near_leads n`;
}

/** In how many leads and under how many publishers each contact stands. */
export async function findContactSpread(
  transaction: Transaction,
  contactKeys: ReadonlySet<string>,
): Promise<Map<string, { readonly leadCount: number; readonly publisherCount: number }>> {
  const rows = await transaction<
    { contactKey: string; leadCount: number; publisherCount: number }[]
  >`
    select k.contact_key, count(distinct lp.lead_id)::int as lead_count,
      count(distinct p.publisher)::int as publisher_count
    from contacts k join postings p on p.id = k.posting_id and p.version = k.version
    left join lead_postings lp on lp.posting_id = p.id
    where k.contact_key = any(${[...contactKeys]}::text[]) group by k.contact_key`;
  return new Map(rows.map(({ contactKey, ...spread }) => [contactKey, spread]));
}

/** The ids of a lead's postings. */
export async function findLeadPostingIds(
  transaction: Transaction,
  leadId: number,
): Promise<number[]> {
  const rows = await transaction<{ postingId: number }[]>`
    select posting_id from lead_postings where lead_id = ${leadId}`;
  return rows.map(({ postingId }) => postingId);
}

/** What a lead is summed up from: each posting and what was last said of it. */
export async function findMembers(
  transaction: Transaction,
  postingIds: readonly number[],
  seal: Seal,
): Promise<{ readonly posting: Posting; readonly classification: Classification }[]> {
  const [postings, classifications] = await Promise.all([
    loadPostings(transaction, postingIds),
    loadClassifications(transaction, postingIds, seal),
  ]);
  return postings.flatMap((posting) => {
    const classification = classifications.get(posting.id);
    return classification === undefined ? [] : [{ posting, classification }];
  });
}

/** The version of the posting has come to the end of its way. */
export async function markGrouped(
  transaction: Transaction,
  postingId: number,
  version: number,
): Promise<void> {
  await transaction`
    update postings set state = 'grouped', state_since = now()
    where id = ${postingId} and version = ${version}`;
}
