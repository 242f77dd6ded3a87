import { HealthSchema } from '../contract/problem.js';
import type { ServerQueries } from '../queries.js';
import type { App } from '../zod-schemas.js';

/** For load balancers and compose: `healthz` = the process lives, `readyz` = it can answer. */
export function registerHealthRoutes(app: App, queries: ServerQueries): void {
  app.get(
    '/healthz',
    {
      config: { rateLimit: false },
      schema: { summary: 'The process lives', response: { 200: HealthSchema } },
    },
    () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      config: { rateLimit: false },
      schema: {
        summary: 'The database answers',
        response: { 200: HealthSchema, 503: HealthSchema },
      },
    },
    async (request, reply) => {
      try {
        await queries.ping();
        return { status: 'ok' as const };
      } catch (error) {
        request.log.warn({ err: error }, 'not ready');
        return reply.code(503).send({ status: 'unavailable' as const });
      }
    },
  );
}
