/** The server's questions about leads, answered by PostgreSQL. */
import type { Database } from '../db/connect.js';
import { countLeads } from '../db/leads/count-leads.js';
import { decideLead } from '../db/leads/decide-lead.js';
import { findLead, isLeadKnown } from '../db/leads/find-lead.js';
import { findLeads } from '../db/leads/find-leads.js';
import type { LeadQueries } from './lead-queries.js';

export function databaseLeads(database: Database): LeadQueries {
  return {
    findLeads: (viewer, filter) => findLeads(database, viewer, filter),
    findLead: (viewer, leadId) => findLead(database, viewer, leadId),
    isLeadKnown: (leadId) => isLeadKnown(database, leadId),
    countLeads: (viewer, states) => countLeads(database, viewer, states),
    decideLead: (viewer, request) => decideLead(database, viewer, request),
  };
}
