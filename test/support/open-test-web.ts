/** The web server over a test's own database and queues, on loopback, and people logged in to it. */
import type { NewGrant } from '../../db/people/grants.js';
import { addUser, everywhere } from '../../db/people/users.js';
import { createLog } from '../../runtime/log.js';
import { buildServer } from '../../server/app.js';
import { databaseQueries } from '../../server/database-queries.js';
import { queueJobs } from '../../server/jobs.js';
import { hashPassword } from '../../server/passwords.js';
import type { Deps } from '../../workers/deps.js';

export const WEB_PASSWORD = 'a password of the tests';

/** A request as the web UI makes it. @returns status and JSON */
export type Ask = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<{ readonly status: number; readonly body: unknown }>;

export interface TestWeb {
  readonly url: string;
  /** By `admin`, who may do everything. */
  readonly ask: Ask;
  /** The cookie of `admin`. */
  readonly cookie: string;
  /** Logs another user in, whose password is WEB_PASSWORD too. */
  as(name: string): Promise<{ readonly ask: Ask; readonly cookie: string }>;
  close(): Promise<void>;
}

/**
 * @param webDir the built UI; none when left out
 * @param users beside `admin`: what each is granted, by log-in name
 */
export async function openTestWeb(
  deps: Deps,
  {
    webDir = '/nonexistent',
    users = {},
  }: {
    readonly webDir?: string;
    readonly users?: Readonly<Record<string, readonly NewGrant[]>>;
  } = {},
): Promise<TestWeb> {
  const passwordHash = await hashPassword(WEB_PASSWORD);
  const grants = (['admin', 'operator', 'reviewer'] as const).map(everywhere);
  await addUser(deps.database, { name: 'admin', displayName: '管理员', passwordHash, grants });
  for (const [name, granted] of Object.entries(users)) {
    await addUser(deps.database, { name, displayName: name, passwordHash, grants: granted });
  }
  const app = buildServer({
    queries: databaseQueries(deps.database, { ...deps, timeZone: 'Asia/Shanghai' }),
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
  const as: TestWeb['as'] = async (name) => {
    const login = await send('POST', '/api/session', '', { name, password: WEB_PASSWORD });
    const [cookie = ''] = (login.headers.get('set-cookie') ?? '').split(';', 1);
    return {
      cookie,
      async ask(method, path, body) {
        const answer = await send(method, path, cookie, body);
        const text = await answer.text();
        return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
      },
    };
  };
  return { url, as, ...(await as('admin')), close: () => app.close() };
}
