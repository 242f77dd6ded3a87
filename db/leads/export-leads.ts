import type { Database } from '../connect.js';
import type { Classification } from '../../domain/finding.js';
import type { Decision, Lead } from '../../domain/lead.js';
import type { Posting } from '../../domain/posting.js';
import type { Viewer } from '../../domain/rights.js';
import type { SourceKind } from '../../domain/source.js';
import type { Seal } from '../../runtime/seal.js';
import { loadClassifications } from '../findings/load-classifications.js';
import { loadPostings } from '../postings/load-posting.js';
import { matches, type LeadFilter } from './find-leads.js';

/** A lead with the posting that it is shown by, for an export. */
export interface ExportedLead {
  readonly lead: Lead;
  readonly sources: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: SourceKind;
  }[];
  readonly posting: Posting;
  readonly classification: Classification;
  readonly decision: Decision | null;
}

const BATCH = 500;

/**
 * The leads that match, the most urgent first, in batches: any number of them in bounded memory.
 * Which leads, and in which order, is settled at the start: none is skipped or given twice while others work.
 */
export async function* exportLeads(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  filter: LeadFilter,
  seal: Seal,
): AsyncGenerator<ExportedLead> {
  const ids = await database<{ id: number; postingId: number }[]>`
    select l.id, (
      select p.id from lead_postings lp join postings p on p.id = lp.posting_id
      join classifications c on c.posting_id = p.id
      where lp.lead_id = l.id order by c.flag desc, c.score desc, p.id limit 1) as posting_id
    from leads l where ${matches(database, viewer, filter)}
    order by l.priority_total desc, l.id desc`;
  for (let from = 0; from < ids.length; from += BATCH) {
    yield* loadBatch(database, ids.slice(from, from + BATCH), seal);
  }
}

async function* loadBatch(
  database: Database,
  batch: readonly { readonly id: number; readonly postingId: number }[],
  seal: Seal,
): AsyncGenerator<ExportedLead> {
  const leadIds = batch.map(({ id }) => id);
  const postingIds = batch.map(({ postingId }) => postingId);
  const [leads, sources, decisions, postings, classifications] = await Promise.all([
    database<Lead[]>`
      select id, state, primary_code, codes, score, priority, elements, title, publisher, location, source_ids,
        posting_count, first_seen_at, last_seen_at, version
      from leads where id = any(${leadIds}::bigint[])`,
    database<ExportedLead['sources'][number][]>`select id, name, kind from sources`,
    database<Decision[]>`
      select distinct on (d.lead_id) d.id, d.lead_id, d.user_id, u.display_name as user_name, d.action,
        d.code, d.reason, d.note, d.from_state, d.to_state, d.decided_at
      from decisions d join users u on u.id = d.user_id
      where d.lead_id = any(${leadIds}::bigint[]) order by d.lead_id, d.id desc`,
    loadPostings(database, postingIds),
    loadClassifications(database, postingIds, seal),
  ]);
  const leadById = new Map(leads.map((lead) => [lead.id, lead]));
  const postingById = new Map(postings.map((posting) => [posting.id, posting]));
  const decisionByLead = new Map(decisions.map((decision) => [decision.leadId, decision]));
  for (const { id, postingId } of batch) {
    const lead = leadById.get(id);
    const posting = postingById.get(postingId);
    const classification = classifications.get(postingId);
    if (lead === undefined || posting === undefined || classification === undefined) continue;
    yield {
      lead,
      posting,
      classification,
      sources: sources.filter((source) => lead.sourceIds.includes(source.id)),
      decision: decisionByLead.get(id) ?? null,
    };
  }
}
