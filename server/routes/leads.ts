import { NotFound } from '../../domain/errors.js';
import {
  DecisionAnswerSchema,
  DecisionRequestSchema,
  LeadCountsQuerySchema,
  LeadCountsSchema,
  LeadDetailSchema,
  LeadPageSchema,
  LeadParamsSchema,
  LeadQuerySchema,
} from '../contract/lead.js';
import type { ServerQueries } from '../queries.js';
import { userOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** The queue, one lead, and what a reviewer says of it. */
export function registerLeadRoutes(app: App, queries: ServerQueries): void {
  app.get(
    '/api/leads',
    {
      schema: {
        summary: 'The queue of leads',
        querystring: LeadQuerySchema,
        response: { 200: LeadPageSchema },
      },
    },
    ({ query }) =>
      queries.findLeads({
        states: query.state ?? null,
        code: query.code ?? null,
        sourceId: query.source ?? null,
        text: query.q === undefined || query.q === '' ? null : query.q,
        needsExpert: query.needsExpert === 'true',
        sort: query.sort,
        cursor: query.cursor ?? null,
        limit: query.limit,
      }),
  );

  app.get(
    '/api/leads/counts',
    {
      schema: {
        summary: 'How many leads, by state, code and source',
        querystring: LeadCountsQuerySchema,
        response: { 200: LeadCountsSchema },
      },
    },
    ({ query }) => queries.countLeads(query.state ?? null),
  );

  app.get(
    '/api/leads/:id',
    {
      schema: {
        summary: 'One lead with its postings, findings and decisions',
        params: LeadParamsSchema,
        response: { 200: LeadDetailSchema },
      },
    },
    async ({ params }) => {
      const lead = await queries.findLead(params.id);
      if (lead === null) {
        throw new NotFound(`no lead ${params.id}`, { userMessage: '没有这条线索。' });
      }
      return lead;
    },
  );

  app.post(
    '/api/leads/:id/decisions',
    {
      schema: {
        summary: 'Confirm, dismiss or re-open a lead',
        params: LeadParamsSchema,
        body: DecisionRequestSchema,
        response: { 200: DecisionAnswerSchema },
      },
    },
    async (request) => {
      const user = userOf(request);
      const { seenVersion, decision } = request.body;
      const leadId = request.params.id;
      const lead = await queries.decideLead({ leadId, userId: user.id, seenVersion, decision });
      await queries.recordAudit({
        userId: user.id,
        actor: user.name,
        action: 'decide',
        objectType: 'lead',
        objectId: String(leadId),
        detail: { decision: decision.action, state: lead.state, version: lead.version },
      });
      return { lead };
    },
  );
}
