import type { FastifyBaseLogger } from 'fastify';
import { Conflict, InvalidInput, NotFound } from '../../domain/errors.js';
import type { Viewer } from '../../domain/rights.js';
import { checkSource } from '../../runtime/read-sources.js';
import {
  HealthAnswerSchema,
  HealthQuerySchema,
  NewSourceSchema,
  RunAskedSchema,
  SourceChangeSchema,
  SourceCheckedSchema,
  SourceCheckSchema,
  SourceDetailSchema,
  SourceParamsSchema,
  SourcesAnswerSchema,
  type SourceDetail,
} from '../contract/source.js';
import type { ServerJobs } from '../jobs.js';
import type { ServerQueries } from '../queries.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

interface Parts {
  readonly queries: ServerQueries;
  readonly jobs: ServerJobs;
}

/** The sources that are patrolled: some may look, some add, switch and run them. */
export function registerSourceRoutes(app: App, parts: Parts): void {
  registerReading(app, parts.queries);
  registerSwitches(app, parts);
  registerAdding(app, parts);
}

function registerReading(app: App, queries: ServerQueries): void {
  app.get(
    '/api/sources',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'Sources with their last and next run and their issues',
        response: { 200: SourcesAnswerSchema },
      },
    },
    async () => ({ sources: await queries.findSources() }),
  );

  app.get(
    '/api/sources/:id',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'One source with its definition',
        params: SourceParamsSchema,
        response: { 200: SourceDetailSchema },
      },
    },
    ({ params }) => getSource(queries, params.id),
  );

  app.get(
    '/api/sources/:id/health',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'How the last runs of a source went, oldest first',
        params: SourceParamsSchema,
        querystring: HealthQuerySchema,
        response: { 200: HealthAnswerSchema },
      },
    },
    async ({ params, query }) => {
      await getSource(queries, params.id);
      return { runs: await queries.findHealth(params.id, query.limit) };
    },
  );
}

function registerSwitches(app: App, { queries, jobs }: Parts): void {
  app.patch(
    '/api/sources/:id',
    {
      config: { right: 'change-sources' },
      schema: {
        summary: 'Put a source into the timetable or out of it',
        params: SourceParamsSchema,
        body: SourceChangeSchema,
        response: { 200: SourceDetailSchema },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { id } = request.params;
      const { enabled } = request.body;
      await getSource(queries, id);
      await queries.enableSource(viewer, id, enabled);
      return getSource(queries, id);
    },
  );

  app.post(
    '/api/sources/:id/runs',
    {
      config: { right: 'change-sources' },
      schema: {
        summary: 'Ask for a run now; asking twice is asking once',
        params: SourceParamsSchema,
        response: { 202: RunAskedSchema },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const source = await getSource(queries, request.params.id);
      if (!source.enabled) {
        throw new Conflict(`source ${source.id} is disabled`, {
          userMessage: '这个来源已停用，请先启用再采集。',
        });
      }
      const status = await askRun({ queries, jobs }, source, viewer, request.log);
      return reply.code(202).send({ status });
    },
  );
}

function registerAdding(app: App, { queries, jobs }: Parts): void {
  app.post(
    '/api/sources/check',
    {
      config: { right: 'change-sources' },
      schema: {
        summary: 'What is wrong with a definition; nothing is saved',
        body: SourceCheckSchema,
        response: { 200: SourceCheckedSchema },
      },
    },
    async ({ body: { yaml, language } }) => {
      const { source, problems } = checkSource(yaml, language);
      if (source === null || !(await queries.isSourceKnown(source.id))) return { problems };
      const message = language === 'zh' ? '已有来源用这个编号' : 'another source has this id';
      return { problems: [{ line: lineOfId(yaml), key: 'id', message }] };
    },
  );

  app.post(
    '/api/sources',
    {
      config: { right: 'change-sources' },
      schema: {
        summary: 'Add a source, and run it at once when asked to',
        body: NewSourceSchema,
        response: { 201: SourceDetailSchema },
      },
    },
    async (request, reply) => {
      const viewer = viewerOf(request);
      const { source, problems } = checkSource(request.body.yaml, 'zh');
      if (source === null) {
        const places = problems.map(({ line, key, message }) => `${line}: ${key}: ${message}`);
        throw new InvalidInput('the definition has mistakes', places, {
          userMessage: '来源定义有误，请按提示修改。',
        });
      }
      await queries.addSource(viewer, source);
      if (request.body.start && source.enabled) {
        await askRun({ queries, jobs }, source, viewer, request.log);
      }
      return reply.code(201).send(await getSource(queries, source.id));
    },
  );
}

/** The wish stands in the database; the queue only makes it quicker, so nobody waits for Redis. */
async function askRun(
  { queries, jobs }: Parts,
  source: Pick<SourceDetail, 'id' | 'fetch'>,
  viewer: Viewer,
  log: FastifyBaseLogger,
): Promise<'asked' | 'running'> {
  const status = await queries.askRun(viewer, source.id);
  if (status === 'running') return status;
  jobs.runSource(source).catch((err: unknown) => log.warn({ err }, 'run not enqueued'));
  return status;
}

async function getSource(queries: ServerQueries, sourceId: string): Promise<SourceDetail> {
  const source = await queries.findSource(sourceId);
  if (source !== null) return source;
  throw new NotFound(`no source ${sourceId}`, { userMessage: '没有这个来源。' });
}

function lineOfId(yaml: string): number {
  const at = yaml.split('\n').findIndex((line) => /^["']?id["']?\s*:/.test(line));
  return Math.max(0, at) + 1;
}
