import { json, storable, type Transaction } from '../connect.js';
import type { DepartmentId } from '../../domain/departments.js';
import type { Lead } from '../../domain/lead.js';

/** A lead without what the database keeps. */
export interface LeadSummary extends Omit<Lead, 'id' | 'state' | 'version'> {
  /** The first one leads. */
  readonly departments: readonly DepartmentId[];
}

/** Makes a lead of its first posting; its unit is that of the source, where the source has one. @returns its id */
export async function createLead(transaction: Transaction, summary: LeadSummary): Promise<number> {
  const [lead] = await transaction<{ id: number }[]>`
    insert into leads ${transaction({
      ...columnsOf(transaction, summary),
      departments: [...summary.departments],
    })} returning id`;
  if (lead === undefined) throw new Error('an insert without a row');
  await transaction`
    update leads l set unit_id = s.unit_id, unit_by = 'source', unit_reason = '来源：' || s.name
    from sources s where l.id = ${lead.id} and s.id = l.source_ids[1] and s.unit_id is not null`;
  return lead.id;
}

/** Writes a lead's summary anew, but for its unit, and its departments where a person chose them; its version moves on only when something changed. */
export async function updateLead(
  transaction: Transaction,
  leadId: number,
  summary: LeadSummary,
): Promise<void> {
  await transaction`
    update leads set ${transaction(columnsOf(transaction, summary))}, updated_at = now(),
      departments = case departments_by when 'person' then departments
        else ${[...summary.departments]}::text[] end,
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
