/** Services named in the settings that are not there, or do not let us in. */
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { Unavailable } from '../../domain/errors.js';
import { createLog } from '../../runtime/log.js';
import { startServices } from '../../runtime/start-services.js';
import { createDatabase } from '../support/create-database.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PASSWORD = 'hunter2hunter2';

describe('startServices', () => {
  it.each([
    [
      'nothing listens',
      () => `postgres://user:${PASSWORD}@127.0.0.1:{free}/mingcha`,
      'nothing listens there',
    ],
    ['the host is unknown', () => `postgres://user:${PASSWORD}@db.invalid/mingcha`, 'host name'],
    [
      'the password is wrong',
      () => changed({ password: PASSWORD }),
      'refuses the user or password',
    ],
    ['the database is missing', () => changed({ pathname: '/nowhere' }), 'no such database'],
  ])('says that DATABASE_URL cannot be used when %s', async (_why, url, reason) => {
    const databaseUrl = url().replace('{free}', String(await freePort()));
    const error = await failure({ databaseUrl, redisUrl: null });
    expect(error.message).toMatch(/^PostgreSQL at \S+ \(DATABASE_URL\) cannot be used: /);
    expect(error.message).toContain(reason);
    expect(error.message).toContain('unset DATABASE_URL');
    expect(error.message).not.toContain(PASSWORD);
  });

  it.each([
    ['nothing listens', 'redis://:PASSWORD@127.0.0.1:{free}', 'nothing listens there'],
    ['the host is unknown', 'redis://:PASSWORD@cache.invalid:6379', 'host name'],
  ])('says that REDIS_URL cannot be used when %s', async (_why, url, reason) => {
    const database = await createDatabase({ isMigrated: false });
    const redisUrl = url.replace('PASSWORD', PASSWORD).replace('{free}', String(await freePort()));
    const error = await failure({ databaseUrl: database.url, redisUrl });
    expect(error.message).toMatch(/^Redis at \S+ \(REDIS_URL\) cannot be used: /);
    expect(error.message).toContain(reason);
    expect(error.message).not.toContain(PASSWORD);
    await database.drop();
  });
});

async function failure(urls: {
  databaseUrl: string | null;
  redisUrl: string | null;
}): Promise<Error> {
  const settings = { ...urls, dataDir: temporaryFolder(), searchPath: '/usr/bin:/usr/local/bin' };
  const error = await startServices(settings, createLog({ level: 'error' })).then(
    () => new Error('it started'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Unavailable);
  return error as Error;
}

function changed(part: { password?: string; pathname?: string }): string {
  return Object.assign(new URL(inject('databaseUrl')), part).href;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
