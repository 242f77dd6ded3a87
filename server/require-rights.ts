/** Every route of the API says who may ask it, and nobody else gets past here. */
import type { FastifyInstance } from 'fastify';
import { may } from '../domain/rights.js';
import { Refused } from './problem.js';
import type { Sessions } from './session.js';
import { viewerOf } from './user-of.js';

/** To be called before any route is registered: the server does not start with one that names no right. */
export function refuseOpenRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!url.startsWith('/api/') || config?.isPublic === true || config?.right !== undefined)
      return;
    throw new Error(`${String(method)} ${url} names no right: set config.right or config.isPublic`);
  });
}

/** Checks every request to the routes of `app` that are not public. */
export function requireRights(app: FastifyInstance, sessions: Sessions): void {
  app.addHook('onRequest', async (request) => {
    sessions.refuseForgery(request);
    const { isPublic, right } = request.routeOptions.config;
    if (isPublic === true) return;
    request.viewer = (await sessions.requireAccount(request)).account;
    if (right === 'logged-in') return;
    if (right === undefined || !may(viewerOf(request), right)) {
      throw new Refused(403, '您没有这项权限。');
    }
  });
}
