/** The HTTP server: every part is registered here, in the order in which it acts on a request. */
import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { ServerJobs } from './jobs.js';
import { FEED_TIMES, openLiveFeed, type FeedTimes } from './live-feed.js';
import { registerDocs, registerOpenApi } from './openapi.js';
import { Refused, registerProblems } from './problem.js';
import type { ServerQueries } from './queries.js';
import { refuseOpenRoutes, requireRights } from './require-rights.js';
import { registerDecisionRoutes } from './routes/decisions.js';
import { registerEventRoutes } from './routes/events.js';
import { registerHealthRoutes } from './routes/health.js';
import { registerLeadRoutes } from './routes/lead.js';
import { registerLeadListRoutes } from './routes/leads.js';
import { registerRunRoutes } from './routes/runs.js';
import { registerSessionRoutes } from './routes/session.js';
import { registerSourceRoutes } from './routes/sources.js';
import { registerSuggestionRoutes } from './routes/suggestions.js';
import { registerSecurityHeaders } from './security-headers.js';
import { openSessions, type SessionConfig } from './session.js';
import { registerWebFiles } from './web-files.js';
import { useZodSchemas } from './zod-schemas.js';

/** Requests a minute from one address: far above what an office of reviewers does. */
const MOST_REQUESTS = 1_200;
const MOST_BODY_BYTES = 256 * 1024;
/** Answers under way when the server closes are given so long. */
const CLOSE_WITHIN_MS = 3_000;

export interface ServerConfig extends SessionConfig {
  /** Where the built web UI lies. */
  readonly webDir: string;
  /** The proxies whose `X-Forwarded-For` is believed (addresses or CIDR); left out: none. */
  readonly trustProxy?: string;
}

export interface ServerParts {
  readonly queries: ServerQueries;
  readonly jobs: ServerJobs;
  readonly log: FastifyBaseLogger;
  readonly clock: { readonly now: () => Date };
  readonly config: ServerConfig;
  /** Left out: as people are best served; tests hurry. */
  readonly feedTimes?: FeedTimes;
  readonly closeWithinMs?: number;
}

/** A server that does not listen yet: `listen` it, or `inject` requests in tests. */
export function buildServer(parts: ServerParts): FastifyInstance {
  const { queries, jobs, log, clock, config } = parts;
  const { feedTimes = FEED_TIMES, closeWithinMs = CLOSE_WITHIN_MS } = parts;
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    // Our own line (below) leaves the query out: people search for telephone numbers.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MOST_BODY_BYTES,
    trustProxy: config.trustProxy ?? false,
  });
  app.removeContentTypeParser('text/plain');
  const sessions = openSessions(queries, () => clock.now(), config);
  const findLive = () => queries.findLive();
  const feed = openLiveFeed({ findLive, jobs, log, times: feedTimes });
  // Before the server waits for its connections to end. Browsers keep some open that they have never
  // asked anything on: those would hold it for minutes.
  app.addHook('preClose', async () => {
    feed.close();
    setTimeout(() => app.server.closeAllConnections(), closeWithinMs).unref();
  });

  registerProblems(app);
  registerSecurityHeaders(app, config.secureCookies);
  void app.register(fastifyCookie);
  void app.register(fastifyRateLimit, {
    max: MOST_REQUESTS,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) =>
      new Refused(429, '操作过于频繁，请稍候再试。', Math.ceil(ttl / 1000)),
  });
  registerOpenApi(app);
  app.decorateRequest('viewer', null);
  refuseOpenRoutes(app);
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });

  void app.register(async (scope) => {
    const routes = useZodSchemas(scope);
    requireRights(scope, sessions);
    registerSessionRoutes(routes, sessions, () => feed.recheck());
    registerLeadListRoutes(routes, queries);
    registerLeadRoutes(routes, queries);
    registerDecisionRoutes(routes, queries);
    registerSourceRoutes(routes, { queries, jobs });
    registerRunRoutes(routes, queries);
    registerSuggestionRoutes(routes, { queries, jobs });
    registerEventRoutes(routes, feed, sessions);
  });
  void app.register(async (scope) => {
    registerHealthRoutes(useZodSchemas(scope), queries);
    registerDocs(scope);
  });
  registerWebFiles(app, config.webDir);
  return app;
}
