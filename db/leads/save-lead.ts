import { json, storable, type Transaction } from '../connect.js';
import type { Lead } from '../../domain/lead.js';

/** A lead without what the database keeps. */
export type LeadSummary = Omit<Lead, 'id' | 'state' | 'version'>;

/** Makes a lead of its first posting. @returns its id */
export async function createLead(transaction: Transaction, summary: LeadSummary): Promise<number> {
  const [lead] = await transaction<{ id: number }[]>`
    insert into leads ${transaction(columnsOf(transaction, summary))} returning id`;
  if (lead === undefined) throw new Error('an insert without a row');
  return lead.id;
}

/** Writes a lead's summary anew; its version moves on only when something changed. */
export async function updateLead(
  transaction: Transaction,
  leadId: number,
  summary: LeadSummary,
): Promise<void> {
  await transaction`
    update leads set ${transaction(columnsOf(transaction, summary))}, updated_at = now(),
      version = version + (codes <> ${[...summary.codes]}::text[] or posting_count <> ${summary.postingCount})::int
    where id = ${leadId}`;
}

/** Puts a posting under a lead; one that stands somewhere already stays there. */
export async function joinLead(
  transaction: Transaction,
  leadId: number,
  postingId: number,
  reason: string,
): Promise<void> {
  await transaction`
    insert into lead_postings (posting_id, lead_id, reason) values (${postingId}, ${leadId}, ${reason})
    on conflict (posting_id) do nothing`;
}

function columnsOf(transaction: Transaction, summary: LeadSummary) {
  return {
    primary_code: summary.primaryCode,
    codes: [...summary.codes],
    score: summary.score,
    priority_total: summary.priority.total,
    priority: json(transaction, summary.priority),
    elements: json(transaction, summary.elements),
    // Half a surrogate pair may be left where it was cut.
    title: storable(summary.title),
    publisher: summary.publisher,
    location: summary.location,
    source_ids: [...summary.sourceIds],
    posting_count: summary.postingCount,
    first_seen_at: summary.firstSeenAt,
    last_seen_at: summary.lastSeenAt,
  };
}
