/** A server over memory, and requests to it as the web UI makes them. */
import { scryptSync } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { buildServer } from '../../../server/app.js';
import type { LeadDetail, SourceRow, User } from '../../../server/contract.js';
import { memoryQueries, type Memory } from './memory-queries.js';

export const PASSWORD = 'correct horse 电池';
export const REVIEWER: User = {
  id: 1,
  name: 'reviewer',
  displayName: '研判员甲',
  role: 'reviewer',
};
export const COLLEAGUE: User = {
  id: 2,
  name: 'colleague',
  displayName: '研判员乙',
  role: 'reviewer',
};

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
  /** Logs in as REVIEWER; the cookie to send. */
  readonly logIn: () => Promise<string>;
}

export async function testServer({
  leads = [],
  sources = [],
  webDir = '/nonexistent',
  secureCookies = false,
  startsAt = new Date('2026-11-21T01:00:00Z'),
}: {
  readonly leads?: readonly LeadDetail[];
  readonly sources?: readonly SourceRow[];
  readonly webDir?: string;
  readonly secureCookies?: boolean;
  /** Where the clock stands at first; a browser wants the real time. */
  readonly startsAt?: Date;
} = {}): Promise<TestServer> {
  let time = startsAt;
  const now = () => time;
  const users = [REVIEWER, COLLEAGUE];
  const memory = memoryQueries({
    users: users.map((user) => ({ user, passwordHash: PASSWORD_HASH })),
    leads,
    sources,
    now,
  });
  const logLines: string[] = [];
  const app = buildServer({
    queries: memory.queries,
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
    logIn: async () => {
      const answer = await ask({
        method: 'POST',
        url: '/api/session',
        payload: { name: REVIEWER.name, password: PASSWORD },
      });
      const cookie = answer.cookies[0];
      if (cookie === undefined) throw new Error(`no cookie: ${answer.body}`);
      return `${cookie.name}=${cookie.value}`;
    },
  };
}
