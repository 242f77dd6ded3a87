import type { FastifyRequest } from 'fastify';
import type { User } from './contract.js';
import { Refused } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every route of the API that is not public. */
    user: User | null;
  }
  interface FastifyContextConfig {
    /** May be asked without being logged in. */
    isPublic?: boolean;
  }
}

/** Who asks. @throws {Refused} 401 on a public route that nobody logged in for */
export function userOf(request: FastifyRequest): User {
  if (request.user === null) throw new Refused(401, '请先登录。');
  return request.user;
}
