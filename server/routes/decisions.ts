import { NotFound } from '../../domain/errors.js';
import { DecisionRequestSchema } from '../contract/decision.js';
import { DecisionAnswerSchema, LeadParamsSchema } from '../contract/lead.js';
import type { ServerQueries } from '../queries.js';
import { refuseLead } from '../refuse-lead.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** What a reviewer says of a lead. */
export function registerDecisionRoutes(app: App, queries: ServerQueries): void {
  app.post(
    '/api/leads/:id/decisions',
    {
      config: { right: 'decide' },
      schema: {
        summary: 'Confirm, dismiss or re-open a lead',
        params: LeadParamsSchema,
        body: DecisionRequestSchema,
        response: { 200: DecisionAnswerSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { seenVersion, decision } = request.body;
      const leadId = request.params.id;
      const lead = await queries
        .decideLead(viewer, { leadId, seenVersion, decision })
        .catch(async (error: unknown) => {
          throw error instanceof NotFound ? await refuseLead(queries, viewer, leadId) : error;
        });
      return { lead };
    },
  );
}
