import type { Database } from '../connect.js';
import type { ContactKind, Exclusion, Facets, Span, SubjectTest } from '../../domain/finding.js';
import type { Decision, Elements } from '../../domain/lead.js';
import type { Viewer } from '../../domain/rights.js';
import { listedColumns, type ListedLead } from './find-leads.js';
import { visibleTo } from './visible-to.js';

/** A posting with what the machine said of its current version. */
export interface LeadPosting {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly body: string;
  readonly imageText: string;
  readonly url: string;
  readonly publisher: string | null;
  readonly publishedAt: Date | null;
  readonly price: string | null;
  readonly location: string | null;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  readonly goneAt: Date | null;
  readonly reason: string;
  /** What names the lead first, or else the posting; then by score. */
  readonly findings: readonly {
    readonly code: string;
    readonly score: number;
    readonly rule: string;
    readonly spans: readonly Span[];
  }[];
  readonly exclusion: Exclusion | null;
  readonly facets: Facets;
  readonly subject: SubjectTest;
  readonly contacts: readonly { readonly kind: ContactKind; readonly masked: string }[];
}

export interface LeadDetail extends ListedLead {
  readonly elements: Elements;
  /** The newest, at most `MAX_POSTINGS`. */
  readonly postings: readonly LeadPosting[];
  /** Oldest first. */
  readonly decisions: readonly Decision[];
}

const MAX_POSTINGS = 50;

/** One lead with everything a reviewer looks at; null when it is unknown, or the viewer may not see it. */
export async function findLead(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  leadId: number,
): Promise<LeadDetail | null> {
  const [lead] = await database<(ListedLead & Pick<LeadDetail, 'elements'>)[]>`
    select ${listedColumns(database)}, l.elements from leads l
    where l.id = ${leadId} and ${visibleTo(database, viewer)}`;
  if (lead === undefined) return null;
  const [postings, decisions] = await Promise.all([
    findLeadPostings(database, leadId),
    database<Decision[]>`
      select d.id, d.lead_id, d.user_id, u.display_name as user_name, d.action, d.code, d.reason,
        d.note, d.from_state, d.to_state, d.decided_at
      from decisions d join users u on u.id = d.user_id
      where d.lead_id = ${leadId} order by d.id`,
  ]);
  return { ...lead, postings, decisions };
}

/** Whether there is such a lead, for whomever. */
export async function isLeadKnown(database: Database, leadId: number): Promise<boolean> {
  const found = await database`select 1 from leads where id = ${leadId}`;
  return found.length > 0;
}

async function findLeadPostings(database: Database, leadId: number): Promise<LeadPosting[]> {
  return database<LeadPosting[]>`
    select p.id, p.version, p.title, p.body, p.image_text, p.url, p.publisher, p.published_at, p.price, p.location,
      p.source_id, s.name as source_name, p.first_seen_at, p.last_seen_at, p.gone_at, lp.reason,
      c.exclusion,
      -- What was classified before this facet was known has none.
      '{"period": []}'::jsonb || c.facets as facets, c.subject,
      (select coalesce(json_agg(json_build_object(
          'code', f.code, 'score', f.score, 'rule', f.rule, 'spans', f.spans)
          -- What names the lead comes first, or else what names the posting.
          order by f.code = l.primary_code desc, f.code is not distinct from c.primary_code desc, f.score desc, f.id), '[]')
        from findings f where f.posting_id = p.id and f.version = p.version) as findings,
      (select coalesce(json_agg(json_build_object('kind', k.kind, 'masked', k.masked)
          order by k.kind, k.masked), '[]')
        from contacts k where k.posting_id = p.id and k.version = p.version) as contacts
    from lead_postings lp
    join leads l on l.id = lp.lead_id
    join postings p on p.id = lp.posting_id
    join sources s on s.id = p.source_id
    -- A version that was just seen may not be classified yet: what was said before stands until then.
    join lateral (
      select primary_code, exclusion, facets, subject from classifications
      where posting_id = p.id order by version desc limit 1) c on true
    where lp.lead_id = ${leadId}
    order by p.last_seen_at desc, p.id desc limit ${MAX_POSTINGS}`;
}
