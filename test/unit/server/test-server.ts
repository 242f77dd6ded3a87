/** A server over memory, and requests to it as the web UI makes them. */
import { scryptSync } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { buildServer } from '../../../server/app.js';
import type { LeadDetail } from '../../../server/contract/lead.js';
import type { Grant, Role } from '../../../domain/rights.js';
import type { SourceDetail } from '../../../server/contract/source.js';
import type { Account } from '../../../server/session-queries.js';
import { memoryPatrols } from './memory-patrols.js';
import { memoryQueries, type Memory } from './memory-queries.js';

export const PASSWORD = 'correct horse 电池';
export const REVIEWER = makeAccount(1, 'reviewer', '研判员甲', ['reviewer']);
export const COLLEAGUE = makeAccount(2, 'colleague', '研判员乙', ['reviewer']);
export const ADMIN = makeAccount(3, 'admin', '管理员', ['admin', 'operator']);

/** Somebody with roles for the whole bureau. */
export function makeAccount(
  userId: number,
  name: string,
  displayName: string,
  roles: readonly Role[],
): Account {
  const grants = roles.map((role): Grant => ({ role, unitIds: null, department: null }));
  return { userId, name, displayName, grants, mustChangePassword: false, hasSecondFactor: false };
}

const CSRF = { 'x-requested-with': 'mingcha' };
/** At the least cost there is, so that tests which log in a hundred times stay quick. */
const PASSWORD_HASH = [
  '$scrypt$ln=1,r=1,p=1',
  Buffer.from('salt').toString('base64url'),
  scryptSync(PASSWORD, 'salt', 32, { N: 2, r: 1, p: 1 }).toString('base64url'),
].join('$');

export interface TestServer {
  readonly app: FastifyInstance;
  readonly memory: Memory;
  /** What was logged, one JSON line each. */
  readonly logLines: string[];
  /** Moves the server's clock on. */
  readonly pass: (minutes: number) => void;
  /** A request with the CSRF header, as the web UI sends it. */
  readonly ask: (options: InjectOptions) => Promise<LightMyRequestResponse>;
  /** Logs in, as REVIEWER unless told; the cookie to send. */
  readonly logIn: (name?: string) => Promise<string>;
  /** What was put on the queues. */
  readonly enqueued: string[];
}

export async function testServer({
  leads = [],
  sources = [],
  users = [REVIEWER, COLLEAGUE, ADMIN],
  webDir = '/nonexistent',
  secureCookies = false,
  startsAt = new Date('2026-11-21T01:00:00Z'),
}: {
  readonly leads?: readonly LeadDetail[];
  readonly sources?: readonly SourceDetail[];
  readonly users?: readonly Account[];
  readonly webDir?: string;
  readonly secureCookies?: boolean;
  /** Where the clock stands at first; a browser wants the real time. */
  readonly startsAt?: Date;
} = {}): Promise<TestServer> {
  let time = startsAt;
  const now = () => time;
  const memory = memoryQueries({
    users: users.map((account) => ({ account, passwordHash: PASSWORD_HASH })),
    leads,
    patrols: memoryPatrols(sources),
    now,
  });
  const logLines: string[] = [];
  const enqueued: string[] = [];
  const app = buildServer({
    queries: memory.queries,
    jobs: {
      runSource: async ({ id }) => void enqueued.push(`run ${id}`),
      suggest: async (id) => void enqueued.push(`suggest ${id}`),
      countJobs: async () => [{ name: 'crawl', waiting: 2, active: 1 }],
    },
    feedTimes: { lookEveryMs: 30, beatEveryMs: 60 },
    closeWithinMs: 200,
    log: pino({ level: 'debug' }, { write: (line: string) => logLines.push(line) }),
    clock: { now },
    config: { publicUrl: 'https://mingcha.example', webDir, secureCookies },
  });
  const ask = (options: InjectOptions) =>
    app.inject({ ...options, headers: { ...CSRF, ...options.headers } });
  return {
    app,
    memory,
    logLines,
    pass: (minutes) => {
      time = new Date(time.getTime() + minutes * 60_000);
    },
    ask,
    enqueued,
    logIn: async (name = REVIEWER.name) => {
      const answer = await ask({
        method: 'POST',
        url: '/api/session',
        payload: { name, password: PASSWORD },
      });
      const cookie = answer.cookies[0];
      if (cookie === undefined) throw new Error(`no cookie: ${answer.body}`);
      return `${cookie.name}=${cookie.value}`;
    },
  };
}
