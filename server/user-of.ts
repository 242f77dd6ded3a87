import type { FastifyRequest } from 'fastify';
import type { Right, Viewer } from '../domain/rights.js';
import { Refused } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every route of the API that is not public. */
    viewer: Viewer | null;
  }
  interface FastifyContextConfig {
    /** May be asked without being logged in. */
    isPublic?: boolean;
    /** What one must be allowed to ask it; `logged-in`: nothing more than that. */
    right?: Right | 'logged-in';
  }
}

/** Who asks. @throws {Refused} 401 on a public route that nobody logged in for */
export function viewerOf(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new Refused(401, '请先登录。');
  return request.viewer;
}
