import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { secretKey } from '../../../runtime/secret-key.js';
import { redisOptions } from '../../../runtime/start-services.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('secretKey', () => {
  it('is made once and readable by this user only', () => {
    const dataDir = join(temporaryFolder(), 'data');
    const made = secretKey({ secretKey: null, dataDir });
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(secretKey({ secretKey: null, dataDir })).toBe(made);
    expect(readdirSync(dataDir)).toEqual(['secret-key']);
    expect(statSync(join(dataDir, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  it('is the configured one when there is one', () => {
    const configured = 'c'.repeat(40);
    expect(secretKey({ secretKey: configured, dataDir: '/nowhere' })).toBe(configured);
  });
});

describe('redisOptions', () => {
  it.each([
    ['redis://cache', { host: 'cache', port: 6379 }],
    ['redis://:p%40ss@cache:7000/2', { host: 'cache', port: 7000, password: 'p@ss', db: 2 }],
    ['rediss://u:p@[::1]:6380', { host: '::1', port: 6380, username: 'u', password: 'p', tls: {} }],
  ])('reads %s', (url, expected) => {
    expect(redisOptions(url)).toEqual(expected);
  });
});
