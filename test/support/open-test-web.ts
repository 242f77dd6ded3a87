/** The web server over a test's own database and queues, on loopback, and somebody logged in to it. */
import { addUser } from '../../db/people/users.js';
import { createLog } from '../../runtime/log.js';
import { buildServer } from '../../server/app.js';
import { databaseQueries } from '../../server/database-queries.js';
import { queueJobs } from '../../server/jobs.js';
import { hashPassword } from '../../server/passwords.js';
import type { Deps } from '../../workers/deps.js';

export const WEB_PASSWORD = 'a password of the tests';

export interface TestWeb {
  readonly url: string;
  /** A request as the web UI makes it, by an administrator unless told. @returns status and JSON */
  ask(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** The cookie of the administrator. */
  readonly cookie: string;
  close(): Promise<void>;
}

/** @param webDir the built UI; none when left out */
export async function openTestWeb(deps: Deps, webDir = '/nonexistent'): Promise<TestWeb> {
  const passwordHash = await hashPassword(WEB_PASSWORD);
  await addUser(deps.database, {
    name: 'admin',
    displayName: '管理员',
    role: 'admin',
    passwordHash,
  });
  const app = buildServer({
    queries: databaseQueries(deps.database, deps.clock, 'Asia/Shanghai'),
    jobs: queueJobs(deps.queues),
    log: createLog({ level: 'fatal' }),
    clock: deps.clock,
    config: { publicUrl: 'http://127.0.0.1', webDir, secureCookies: false },
    feedTimes: { lookEveryMs: 100, beatEveryMs: 1_000 },
    closeWithinMs: 200,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const send = (method: string, path: string, cookie: string, body?: object) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        ...{ cookie, 'x-requested-with': 'mingcha' },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const login = await send('POST', '/api/session', '', { name: 'admin', password: WEB_PASSWORD });
  const [cookie = ''] = (login.headers.get('set-cookie') ?? '').split(';', 1);
  return {
    ...{ url, cookie },
    async ask(method, path, body) {
      const answer = await send(method, path, cookie, body);
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    close: () => app.close(),
  };
}
