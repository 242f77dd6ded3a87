/** One way to ask the API. Errors are `ApiError`, with a sentence for the screen when the server gave one. */
import type { Problem } from '../../server/contract/problem.js';

export class ApiError extends Error {
  /** HTTP status; 0 when the server was not reached. */
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? `status ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

let whenLoggedOut: () => void = () => undefined;

/** Called whenever the API says that nobody is logged in (any more). */
export function onLoggedOut(listener: () => void): void {
  whenLoggedOut = listener;
}

/**
 * @returns what the API answered; its shape is the caller's to name (the server checks it)
 * @throws {ApiError}
 */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = 'GET', body, signal } = options;
  const response = await send(path, {
    method,
    headers: {
      accept: 'application/json',
      'x-requested-with': 'mingcha',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) {
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }
  const isLogin = method === 'POST' && path === '/api/session';
  if (response.status === 401 && !isLogin) whenLoggedOut();
  throw new ApiError(response.status, await readProblem(response));
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, null);
  }
}

async function readProblem(response: Response): Promise<Problem | null> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) return null;
  return (await response.json()) as Problem;
}
