/** The API's description: OpenAPI 3.1 written from the routes' zod schemas. */
import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { z } from 'zod';
import { ProblemSchema } from './contract/problem.js';
import { renderDocs } from './docs-page.js';
import { toJsonSchema } from './zod-schemas.js';

const DESCRIPTION = [
  'Mingcha (明察) hands reviewers leads, never verdicts: every code is a suspicion.',
  'Log in with POST /api/session; the answer sets an httpOnly cookie.',
  'Every writing request carries the header `X-Requested-With: mingcha`.',
  'Every error is an RFC 9457 problem (application/problem+json).',
  'Lists are paged by cursor: ask again with `cursor` set to the last `nextCursor`, until it is null.',
].join('\n\n');

/** Must be registered before the routes it describes. */
export function registerOpenApi(app: FastifyInstance): void {
  void app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Mingcha API', version: '0.1.0', description: DESCRIPTION },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mingcha' } },
      },
    },
    transform: ({ schema, url }) => ({ schema: describe(schema), url }),
  });
}

export function registerDocs(app: FastifyInstance): void {
  app.get('/api/openapi.json', { config: { isPublic: true }, schema: { hide: true } }, () =>
    app.swagger(),
  );
  app.get('/api/docs', { config: { isPublic: true }, schema: { hide: true } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(renderDocs(app.swagger())),
  );
}

function describe(schema: FastifySchema | undefined): FastifySchema {
  if (schema === undefined || schema.hide === true) return { ...schema, hide: true };
  const { body, querystring, params, response } = schema;
  const described: Record<string, unknown> = { ...schema };
  if (body instanceof z.ZodType) described['body'] = toJsonSchema(body);
  if (querystring instanceof z.ZodType) described['querystring'] = toJsonSchema(querystring);
  if (params instanceof z.ZodType) described['params'] = toJsonSchema(params);
  const answers: Record<string, unknown> = {};
  for (const [status, answer] of Object.entries(response ?? {})) {
    answers[status] =
      answer instanceof z.ZodType
        ? { description: 'Done', ...toJsonSchema(answer) }
        : (answer as unknown);
  }
  answers['default'] = {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: toJsonSchema(ProblemSchema) } },
  };
  described['response'] = answers;
  return described;
}
