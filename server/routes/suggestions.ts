import { z } from 'zod';
import { NotFound } from '../../domain/errors.js';
import type { Suggestion } from '../../domain/suggestion.js';
import { IdParamsSchema } from '../contract/fields.js';
import { SuggestionRequestSchema, SuggestionSchema } from '../contract/suggestion.js';
import type { ServerJobs } from '../jobs.js';
import type { ServerQueries } from '../queries.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** Looks at sites that somebody wants to add. A crawler fetches; the server itself never does. */
export function registerSuggestionRoutes(
  app: App,
  { queries, jobs }: { readonly queries: ServerQueries; readonly jobs: ServerJobs },
): void {
  app.post(
    '/api/suggestions',
    {
      // Each costs a site a handful of requests.
      config: { right: 'change-sources', rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: {
        summary: 'Have a crawler look at a site, to suggest a source',
        body: SuggestionRequestSchema,
        response: { 202: SuggestionSchema },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { href } = new URL(request.body.url);
      const id = await queries.askSuggestion(viewer, href);
      jobs.suggest(id).catch((err: unknown) => request.log.warn({ err }, 'look not enqueued'));
      return reply.code(202).send(await getSuggestion(queries, id));
    },
  );

  app.get(
    '/api/suggestions/:id',
    {
      config: { right: 'change-sources' },
      schema: {
        summary: 'How far a look at a site has come, and what it suggests',
        params: IdParamsSchema,
        response: { 200: SuggestionSchema },
      },
    },
    ({ params }) => getSuggestion(queries, params.id),
  );

  app.delete(
    '/api/suggestions/:id',
    {
      config: { right: 'change-sources' },
      schema: {
        summary: 'Cancel a look at a site',
        params: IdParamsSchema,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await queries.cancelSuggestion(request.params.id);
      return reply.code(204).send();
    },
  );
}

async function getSuggestion(queries: ServerQueries, id: number): Promise<Suggestion> {
  const suggestion = await queries.findSuggestion(id);
  if (suggestion !== null) return suggestion;
  throw new NotFound(`no suggestion ${id}`, { userMessage: '这次查看已过期，请重新输入网址。' });
}
