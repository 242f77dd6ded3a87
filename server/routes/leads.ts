import {
  LeadCountsQuerySchema,
  LeadCountsSchema,
  LeadPageSchema,
  LeadQuerySchema,
} from '../contract/lead-list.js';
import type { LeadQueries } from '../lead-queries.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** The queue, and how many leads there are. */
export function registerLeadListRoutes(app: App, queries: LeadQueries): void {
  app.get(
    '/api/leads',
    {
      config: { right: 'read-leads' },
      schema: {
        summary: 'The queue of leads',
        querystring: LeadQuerySchema,
        response: { 200: LeadPageSchema },
      },
    },
    (request) => {
      const { query } = request;
      return queries.findLeads(viewerOf(request), {
        states: query.state ?? null,
        code: query.code ?? null,
        sourceId: query.source ?? null,
        text: query.q === undefined || query.q === '' ? null : query.q,
        needsExpert: query.needsExpert === 'true',
        sort: query.sort,
        cursor: query.cursor ?? null,
        limit: query.limit,
      });
    },
  );

  app.get(
    '/api/leads/counts',
    {
      config: { right: 'read-leads' },
      schema: {
        summary: 'How many leads, by state, code and source',
        querystring: LeadCountsQuerySchema,
        response: { 200: LeadCountsSchema },
      },
    },
    (request) => queries.countLeads(viewerOf(request), request.query.state ?? null),
  );
}
