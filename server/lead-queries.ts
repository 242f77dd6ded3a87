/** What the server asks of the database about leads. Nobody is answered about a lead he may not see. */
import type { DecisionInput, LeadState } from '../domain/lead.js';
import type { Viewer } from '../domain/rights.js';
import type { LeadDetail, LeadRow } from './contract/lead.js';
import type { LeadCounts, LeadPage, LeadSort } from './contract/lead-list.js';

export interface LeadFilter {
  /** null: leads in any state. */
  readonly states: readonly LeadState[] | null;
  readonly code: string | null;
  readonly sourceId: string | null;
  /** Words in title, text or publisher; null or not empty. */
  readonly text: string | null;
  /** true: only leads in which an expert should look at a posting. */
  readonly needsExpert: boolean;
  readonly sort: LeadSort;
  /** The `nextCursor` of an earlier answer to the same filter and sort. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface LeadQueries {
  /** @throws {InvalidInput} when the cursor is none of ours */
  findLeads(viewer: Viewer, filter: LeadFilter): Promise<LeadPage>;
  /** null when unknown to the viewer. */
  findLead(viewer: Viewer, leadId: number): Promise<LeadDetail | null>;
  /** Whether there is such a lead for anybody: only to write down who was refused it. */
  isLeadKnown(leadId: number): Promise<boolean>;
  /** `states` narrows the counts by code and by source; null: leads in any state. */
  countLeads(viewer: Viewer, states: readonly LeadState[] | null): Promise<LeadCounts>;
  /**
   * Applies `decideLead` of the domain and appends the decision and its audit entry, in one transaction.
   * @throws {NotFound} also when unknown to the viewer @throws {NotAllowed} @throws {Conflict} @throws {InvalidInput}
   */
  decideLead(
    viewer: Viewer,
    request: {
      readonly leadId: number;
      readonly seenVersion: number;
      readonly decision: DecisionInput;
    },
  ): Promise<LeadRow>;
}
