import { LeadDetailSchema, LeadParamsSchema } from '../contract/lead.js';
import type { ServerQueries } from '../queries.js';
import { refuseLead } from '../refuse-lead.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** One lead with all that is known of it. */
export function registerLeadRoutes(app: App, queries: ServerQueries): void {
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
      const viewer = viewerOf(request);
      const { id } = request.params;
      const lead = await queries.findLead(viewer, id);
      if (lead === null) throw await refuseLead(queries, viewer, id);
      return lead;
    },
  );
}
