/** Every error becomes an RFC 9457 problem here, and only here. */
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Conflict, InvalidInput, NotAllowed, NotFound, Unavailable } from '../domain/errors.js';
import type { Problem } from './contract/problem.js';

/** The request itself is refused; says nothing about the thing asked for. */
export class Refused extends Error {
  readonly status: 401 | 403 | 429;
  /** Chinese, for the screen. */
  readonly userMessage: string;
  /** Seconds to wait, for 429. */
  readonly retryAfter: number | undefined;

  constructor(status: 401 | 403 | 429, userMessage: string, retryAfter?: number) {
    super(userMessage);
    this.name = 'Refused';
    this.status = status;
    this.userMessage = userMessage;
    this.retryAfter = retryAfter;
  }
}

/** What each status is called in `type`, and its Chinese sentence when the error brings none. */
export const PROBLEMS: Readonly<
  Record<number, { readonly slug: string; readonly detail: string }>
> = {
  400: { slug: 'invalid-input', detail: '请求内容有误，请检查后重试。' },
  401: { slug: 'unauthenticated', detail: '登录已失效，请重新登录。' },
  403: { slug: 'forbidden', detail: '请求来源不可信，已拒绝。请刷新页面后重试。' },
  404: { slug: 'not-found', detail: '没有找到，可能已被移除。' },
  409: { slug: 'conflict', detail: '内容刚被别人改动过，请刷新后再试。' },
  413: { slug: 'too-large', detail: '提交的内容过大。' },
  415: { slug: 'unsupported-media-type', detail: '只接受 JSON。' },
  429: { slug: 'too-many-requests', detail: '操作过于频繁，请稍候再试。' },
  500: { slug: 'internal', detail: '服务器内部错误，已记录。请把编号告诉管理员。' },
  503: { slug: 'unavailable', detail: '服务暂不可用，请稍后再试。' },
};

export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: Error, request, reply) => {
    const problem = toProblem(error, request.id);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    else request.log.info({ status: problem.status, reason: error.message }, 'request refused');
    return sendProblem(reply, problem);
  });
}

/** For a path that nothing serves. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, toProblem(new NotFound(`no route ${request.method}`), request.id));
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem);
}

function toProblem(error: Error, requestId: string): Problem {
  const status = statusOf(error);
  const { slug, detail } = PROBLEMS[status] ?? { slug: 'refused', detail: '请求被拒绝。' };
  const userMessage = 'userMessage' in error ? error.userMessage : undefined;
  return {
    type: `/api/docs#problem-${slug}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: typeof userMessage === 'string' ? userMessage : detail,
    requestId,
    ...(error instanceof InvalidInput && error.problems.length > 0
      ? { errors: [...error.problems] }
      : {}),
    ...(error instanceof Refused && error.retryAfter !== undefined
      ? { retryAfter: error.retryAfter }
      : {}),
  };
}

function statusOf(error: Error): number {
  if (error instanceof InvalidInput) return 400;
  if (error instanceof NotAllowed) return 403;
  if (error instanceof NotFound) return 404;
  if (error instanceof Conflict) return 409;
  if (error instanceof Unavailable) return 503;
  if (error instanceof Refused) return error.status;
  // A folder or a dot file asked of the static files: not there, as far as anybody needs to know.
  if (error.name === 'ForbiddenError') return 404;
  // Fastify's own refusals (body too large, not JSON, …) carry a 4xx; nothing else may choose one.
  const { code, statusCode } = error as Partial<FastifyError>;
  const isFastify = typeof code === 'string' && code.startsWith('FST_');
  return isFastify && statusCode !== undefined && statusCode < 500 ? statusCode : 500;
}
