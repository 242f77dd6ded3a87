/** Who asks: sessions in a cookie, log-in with throttling, and the defence against forged requests. */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rightsOf, rolesOf } from '../domain/rights.js';
import type { SessionAnswer } from './contract/session.js';
import { verifyPassword } from './passwords.js';
import { Refused } from './problem.js';
import type { ServerQueries } from './queries.js';
import type { Account } from './session-queries.js';

/** A working day: a session ends by itself after so long, used or not. */
const SESSION_HOURS = 12;
/** Failed log-ins within the window, before further ones are refused unlooked at. */
const WINDOW_MINUTES = 15;
const MOST_FAILURES = { byUser: 10, byAddress: 30 } as const;
/** A custom header cannot be sent by another site's form, and not by its script without our leave. */
const CSRF_HEADER = 'x-requested-with';
const CSRF_VALUE = 'mingcha';

export interface SessionConfig {
  readonly publicUrl: string;
  readonly secureCookies: boolean;
}

export interface OpenSession {
  readonly account: Account;
  readonly expiresAt: Date;
}

export interface Sessions {
  /** @throws {Refused} 401 for a wrong pair, 429 for too many of them */
  logIn(
    request: FastifyRequest,
    reply: FastifyReply,
    login: { readonly name: string; readonly password: string },
  ): Promise<OpenSession>;
  logOut(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Who is logged in. @throws {Refused} 401 */
  requireAccount(request: FastifyRequest): Promise<OpenSession>;
  /** @throws {Refused} 403 when a writing request may come from another site */
  refuseForgery(request: FastifyRequest): void;
}

export function openSessions(
  queries: ServerQueries,
  now: () => Date,
  config: SessionConfig,
): Sessions {
  // `__Host-` binds the cookie to this very host; browsers take it over HTTPS only.
  const cookieName = config.secureCookies ? '__Host-mingcha' : 'mingcha';
  const cookieOptions = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: config.secureCookies,
  } as const;

  return {
    async logIn(request, reply, { name, password }) {
      const address = request.ip;
      const since = new Date(now().getTime() - WINDOW_MINUTES * 60_000);
      const failures = await queries.countRecentLoginFailures({ userName: name, address, since });
      if (
        failures.byUser >= MOST_FAILURES.byUser ||
        failures.byAddress >= MOST_FAILURES.byAddress
      ) {
        throw new Refused(429, '登录失败次数过多，请 15 分钟后再试。', WINDOW_MINUTES * 60);
      }
      const credentials = await queries.findUserByName(name);
      const isRight = await verifyPassword(password, credentials?.passwordHash ?? null);
      const succeeded = isRight && credentials !== null;
      await queries.recordLogin(
        { userName: name, address, succeeded },
        succeeded ? null : { ...sessionEvent(null, name, address), action: 'login-refused' },
      );
      if (!succeeded) throw new Refused(401, '用户名或密码不正确。');
      const { account } = credentials;
      const id = randomBytes(32).toString('base64url');
      const expiresAt = new Date(now().getTime() + SESSION_HOURS * 3_600_000);
      await queries.createSession(
        { idHash: hashId(id), userId: account.userId, expiresAt },
        { ...sessionEvent(account.userId, account.name, address), action: 'login' },
      );
      reply.setCookie(cookieName, id, { ...cookieOptions, expires: expiresAt });
      return { account, expiresAt };
    },

    async logOut(request, reply) {
      const id = request.cookies[cookieName];
      reply.clearCookie(cookieName, cookieOptions);
      if (id === undefined) return;
      const session = await queries.findSession(hashId(id));
      const entry =
        session === null
          ? null
          : sessionEvent(session.account.userId, session.account.name, request.ip);
      await queries.deleteSession(
        hashId(id),
        entry === null ? null : { ...entry, action: 'logout' },
      );
    },

    async requireAccount(request) {
      const id = request.cookies[cookieName];
      const session = id === undefined ? null : await queries.findSession(hashId(id));
      if (session === null || session.expiresAt <= now()) {
        throw new Refused(401, '登录已失效，请重新登录。');
      }
      return session;
    },

    refuseForgery(request) {
      if (request.method === 'GET' || request.method === 'HEAD') return;
      const { origin, host } = request.headers;
      const isOurs =
        origin === undefined ||
        origin === new URL(config.publicUrl).origin ||
        origin === `${request.protocol}://${host}`;
      if (!isOurs || request.headers[CSRF_HEADER] !== CSRF_VALUE) {
        throw new Refused(403, '请求来源不可信，已拒绝。请刷新页面后重试。');
      }
    },
  };
}

/** Who is logged in, as the web UI is told. */
export function sessionAnswer({ account, expiresAt }: OpenSession): SessionAnswer {
  const { userId, name, displayName, mustChangePassword, hasSecondFactor } = account;
  return {
    user: {
      ...{ id: userId, name, displayName, mustChangePassword, hasSecondFactor },
      roles: rolesOf(account),
      rights: rightsOf(account),
    },
    expiresAt,
  };
}

function sessionEvent(userId: number | null, actor: string, address: string) {
  return { userId, actor, objectType: 'session', objectId: null, detail: { address } } as const;
}

/** The id has 256 random bits: a plain hash is enough, nobody can guess it back. */
function hashId(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
