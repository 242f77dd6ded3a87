import type { FastifyRequest } from 'fastify';
import type { User } from './contract/session.js';
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

/** The administrator who asks. @throws {Refused} 403 for everybody else */
export function adminOf(request: FastifyRequest): User {
  const user = userOf(request);
  if (user.role !== 'admin') throw new Refused(403, '只有管理员可以这样做。');
  return user;
}
