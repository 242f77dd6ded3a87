import { NotFound } from '../../domain/errors.js';
import { IdParamsSchema } from '../contract/fields.js';
import {
  DeadUrlsSchema,
  LeafQuerySchema,
  RunDetailSchema,
  RunIssuesSchema,
  RunPagesSchema,
  RunPostingsSchema,
  RunsAnswerSchema,
  RunsQuerySchema,
} from '../contract/run.js';
import type { PatrolQueries } from '../patrol-queries.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** Runs, and what each of them brought; read only. */
export function registerRunRoutes(app: App, queries: PatrolQueries): void {
  app.get(
    '/api/runs',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'Runs, newest first',
        querystring: RunsQuerySchema,
        response: { 200: RunsAnswerSchema },
      },
    },
    async ({ query: { source, state, cursor, limit } }) => {
      const runs = await queries.findRuns({
        ...{ sourceId: source ?? null, state: state ?? null, beforeId: cursor ?? null },
        limit: limit + 1,
      });
      const { rows, nextCursor } = leaf(runs, limit);
      return { runs: rows, nextCursor };
    },
  );

  app.get(
    '/api/runs/:id',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'One run: how far it has come, or what came of it',
        params: IdParamsSchema,
        response: { 200: RunDetailSchema },
      },
    },
    async ({ params }) => {
      const run = await queries.findRun(params.id);
      if (run === null)
        throw new NotFound(`no run ${params.id}`, { userMessage: '没有这次采集。' });
      return run;
    },
  );

  app.get(
    '/api/runs/:id/pages',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'Pages that a run fetched, in their order',
        params: IdParamsSchema,
        querystring: LeafQuerySchema,
        response: { 200: RunPagesSchema },
      },
    },
    async ({ params, query }) => {
      const found = await queries.findRunPages(question(params.id, query));
      const { rows, nextCursor } = leaf(found, query.limit);
      return { pages: rows, nextCursor };
    },
  );

  app.get(
    '/api/runs/:id/postings',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'Postings on the pages that a run fetched',
        params: IdParamsSchema,
        querystring: LeafQuerySchema,
        response: { 200: RunPostingsSchema },
      },
    },
    async (request) => {
      const { params, query } = request;
      const asked = question(params.id, query);
      const found = await queries.findRunPostings(viewerOf(request), asked);
      const { rows, nextCursor } = leaf(found, query.limit);
      return { postings: rows, nextCursor };
    },
  );

  app.get(
    '/api/runs/:id/issues',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'Issues that a run raised, oldest first',
        params: IdParamsSchema,
        querystring: LeafQuerySchema,
        response: { 200: RunIssuesSchema },
      },
    },
    async ({ params, query }) => {
      const found = await queries.findRunIssues(question(params.id, query));
      const { rows, nextCursor } = leaf(found, query.limit);
      return { issues: rows, nextCursor };
    },
  );

  app.get(
    '/api/runs/:id/dead-urls',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'URLs that a run gave up on, and that no later run has tried',
        params: IdParamsSchema,
        querystring: LeafQuerySchema,
        response: { 200: DeadUrlsSchema },
      },
    },
    async ({ params, query }) => {
      const found = await queries.findDeadUrls(question(params.id, query));
      const { rows, nextCursor } = leaf(found, query.limit);
      return { urls: rows, nextCursor };
    },
  );
}

/** One more than is shown tells whether there are more. */
function question(
  runId: number,
  { cursor, limit }: { readonly cursor?: number | undefined; readonly limit: number },
) {
  return { runId, afterId: cursor ?? null, limit: limit + 1 };
}

function leaf<Row extends { readonly id: number }>(
  found: readonly Row[],
  limit: number,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { rows, nextCursor: hasMore ? String(last.id) : null };
}
