import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { CONFIG_KEYS, readConfig } from '../../../runtime/config.js';
import { projectRoot } from '../../../runtime/project-root.js';

describe('readConfig', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      redisUrl: null,
      dataDir: join(projectRoot(), 'data'),
      host: '127.0.0.1',
      port: 4600,
      timeZone: 'Asia/Shanghai',
      privateNetwork: 'off',
      logLevel: 'info',
    });
  });

  it('takes an empty value as not set, as compose files hand them over', () => {
    const empty = Object.fromEntries(CONFIG_KEYS.map((key) => [key, ' ']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(readConfig({}), { port: 1 })).toThrow(TypeError);
  });

  it.each([
    ['PRIVATE_NETWORK', 'all', { privateNetwork: 'all' }],
    [
      'PRIVATE_NETWORK',
      '127.0.0.1, Intranet.local:8080',
      { privateNetwork: ['127.0.0.1', 'intranet.local:8080'] },
    ],
    ['PORT', '0', { port: 0 }],
    [
      'EGRESS_PROXY',
      'http://u:p@10.0.0.1:3128  hk=socks5://10.0.0.2:1080',
      { egressProxies: { default: 'http://u:p@10.0.0.1:3128', hk: 'socks5://10.0.0.2:1080' } },
    ],
    ['PUBLIC_URL', 'https://mingcha.example.cn/', { publicUrl: 'https://mingcha.example.cn' }],
    ['DATA_DIR', '/srv/mingcha', { dataDir: '/srv/mingcha' }],
    ['DATABASE_URL', 'postgresql://u:p@db/mingcha', { databaseUrl: 'postgresql://u:p@db/mingcha' }],
  ])('reads %s=%s', (key, value, expected) => {
    expect(readConfig({ [key]: value })).toMatchObject(expected);
  });

  it.each([
    ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
    ['DATABASE_URL', 'hunter2'],
    ['REDIS_URL', 'http://hunter2@cache:6379'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80 80'],
    ['PUBLIC_URL', 'javascript:hunter2'],
    ['SECRET_KEY', 'hunter2'],
    ['TIMEZONE', 'Asia/Chongqing2'],
    ['PRIVATE_NETWORK', 'yes please'],
    ['EGRESS_PROXY', 'ftp://hunter2@proxy'],
    ['EGRESS_PROXY', 'http://a http://hunter2@b'],
    ['LOG_LEVEL', 'loud'],
    ['CRAWL_CONCURRENCY', '0'],
    ['CONTACT', '科技科'],
    ['HOST', 'a b'],
  ])('names a wrong %s once, and never its content', (key, value) => {
    const error = errorOf(() => readConfig({ [key]: value }));
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).problems).toHaveLength(1);
    expect((error as InvalidInput).problems[0]).toMatch(new RegExp(`^${key}: must `));
    expect((error as Error).message).not.toContain(value);
    expect((error as Error).message).not.toContain('hunter2');
  });

  it('names every wrong key at once', () => {
    const error = errorOf(() => readConfig({ PORT: 'x', LOG_LEVEL: 'x' })) as InvalidInput;
    expect(error.problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL']);
  });
});

describe('.env.example', () => {
  const text = readFileSync(join(projectRoot(), '.env.example'), 'utf8');

  it('has exactly the keys that are read', () => {
    expect(Object.keys(parseEnv(text)).sort()).toEqual([...CONFIG_KEYS].sort());
  });

  it('shows the defaults', () => {
    expect(readConfig(parseEnv(text))).toEqual(readConfig({}));
  });

  it('explains every key', () => {
    const unexplained = text
      .split('\n\n')
      .slice(1)
      .filter((block) => !block.startsWith('# '));
    expect(unexplained).toEqual([]);
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
