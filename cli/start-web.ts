/** The web server of this process. */

import { Unavailable } from '../domain/errors.js';
import { webFolder } from '../runtime/project-root.js';
import { buildServer } from '../server/app.js';
import { databaseQueries } from '../server/database-queries.js';
import { queueJobs } from '../server/jobs.js';
import type { Instance } from './instance.js';

export interface RunningWeb {
  /** Where people open it. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param mayMove when the port is taken, take a free one instead of giving up
 * @throws {Unavailable} when the port is taken, or may not be used
 */
export async function startWeb(
  { config, deps }: Instance,
  { mayMove }: { readonly mayMove: boolean },
): Promise<RunningWeb> {
  const listen = async (port: number): Promise<RunningWeb> => {
    const own = `http://${config.host}:${port}`;
    const publicUrl = config.publicUrl ?? own;
    const app = buildServer({
      queries: databaseQueries(deps.database, { ...deps, timeZone: config.timeZone }),
      jobs: queueJobs(deps.queues),
      log: deps.log,
      clock: deps.clock,
      config: {
        publicUrl,
        secureCookies: publicUrl.startsWith('https:'),
        webDir: webFolder(),
        ...(config.trustProxy === null ? {} : { trustProxy: config.trustProxy }),
      },
    });
    const address = await app.listen({ host: config.host, port });
    return { url: config.publicUrl ?? address, close: () => app.close() };
  };
  try {
    return await listen(config.port);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE' && mayMove) return listen(0);
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new Unavailable(
        `port ${config.port} on ${config.host} cannot be used (${code}): end what uses it, or set PORT and HOST`,
        { cause },
      );
    }
    throw cause;
  }
}
