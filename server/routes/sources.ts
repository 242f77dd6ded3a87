import { RunsAnswerSchema, RunsQuerySchema, SourcesAnswerSchema } from '../contract.js';
import type { ServerQueries } from '../queries.js';
import type { App } from '../zod-schemas.js';

/** The sources that are patrolled, and their runs; read only. */
export function registerSourceRoutes(app: App, queries: ServerQueries): void {
  app.get(
    '/api/sources',
    {
      schema: {
        summary: 'Sources with their last and next run and their issues',
        response: { 200: SourcesAnswerSchema },
      },
    },
    async () => ({ sources: await queries.findSources() }),
  );

  app.get(
    '/api/runs',
    {
      schema: {
        summary: 'Runs, newest first',
        querystring: RunsQuerySchema,
        response: { 200: RunsAnswerSchema },
      },
    },
    async ({ query }) => ({
      runs: await queries.findRuns({ sourceId: query.source ?? null, limit: query.limit }),
    }),
  );
}
