import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../../domain/errors.js';
import { findRedis } from '../../../runtime/embedded/start-redis.js';
import { findChromium } from '../../../runtime/find-chromium.js';
import { findOnPath } from '../../../runtime/find-on-path.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('findOnPath', () => {
  it('takes the first executable file, not a folder or a file that cannot be run', () => {
    const [a, b, c] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    mkdirSync(join(a, 'tool'));
    writeFileSync(join(b, 'tool'), '');
    const expected = executable(c, 'tool');
    expect(findOnPath('tool', `:${a}:${b}:/nowhere:${c}`)).toBe(expected);
    expect(findOnPath('tool', `${a}:${b}`)).toBeNull();
  });
});

describe('findChromium', () => {
  it('prefers Chromium, and takes Chrome or Edge where it is missing', () => {
    const folder = temporaryFolder();
    const edge = executable(folder, 'microsoft-edge');
    expect(findChromium({ configured: null, path: folder })).toBe(edge);
    const chromium = executable(folder, 'chromium');
    expect(findChromium({ configured: null, path: folder })).toBe(chromium);
  });

  it('takes no other browser in the place of the configured one', () => {
    const folder = temporaryFolder();
    const chromium = executable(folder, 'chromium');
    expect(findChromium({ configured: chromium, path: '' })).toBe(chromium);
    expect(findChromium({ configured: join(folder, 'gone'), path: folder })).toBeNull();
  });
});

describe('findRedis', () => {
  it('takes Redis, or Valkey where there is none', () => {
    const folder = temporaryFolder();
    const valkey = executable(folder, 'valkey-server');
    expect(findRedis(folder)).toBe(valkey);
    const redis = executable(folder, 'redis-server');
    expect(findRedis(folder)).toBe(redis);
  });

  it('says what to install', () => {
    expect(() => findRedis(temporaryFolder())).toThrow(Unavailable);
    expect(() => findRedis(temporaryFolder())).toThrow(/install it with .*redis.*REDIS_URL/);
  });
});

function executable(folder: string, name: string): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}
