import { NotFound } from '../../domain/errors.js';
import { LeadDetailSchema, LeadParamsSchema } from '../contract/lead.js';
import type { LeadQueries } from '../lead-queries.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** One lead with all that is known of it. */
export function registerLeadRoutes(app: App, queries: LeadQueries): void {
  app.get(
    '/api/leads/:id',
    {
      config: { right: 'read-leads' },
      schema: {
        summary: 'One lead with its postings, findings and decisions',
        params: LeadParamsSchema,
        response: { 200: LeadDetailSchema },
      },
    },
    async (request) => {
      const { params } = request;
      const lead = await queries.findLead(viewerOf(request), params.id);
      if (lead === null) {
        throw new NotFound(`no lead ${params.id}`, { userMessage: '没有这条线索。' });
      }
      return lead;
    },
  );
}
