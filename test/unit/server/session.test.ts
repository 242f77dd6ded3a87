import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../../server/passwords.js';
import { PASSWORD, REVIEWER, testServer } from './test-server.js';
import { RIGHTS_OF } from '../../../domain/rights.js';

const LOGIN = { method: 'POST', url: '/api/session' } as const;
/** The reviewer as the web UI is told of him. */
const USER = {
  ...{ id: 1, name: 'reviewer', displayName: '研判员甲' },
  ...{ roles: ['reviewer'], rights: RIGHTS_OF.reviewer },
  ...{ mustChangePassword: false, hasSecondFactor: false },
};
const right = { name: REVIEWER.name, password: PASSWORD };
const wrong = { name: REVIEWER.name, password: 'wrong' };

describe('passwords', () => {
  it('match their own hash only, whatever form the characters were composed in', async () => {
    const hash = await hashPassword('Caf\u00e9 密码');
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword('Cafe\u0301 密码', hash)).toBe(true);
    expect(await verifyPassword('Cafe 密码', hash)).toBe(false);
    expect(await hashPassword('Caf\u00e9 密码')).not.toBe(hash);
  });

  it('are refused for an unknown user and for a hash that does not parse', async () => {
    expect(await verifyPassword('x', null)).toBe(false);
    expect(await verifyPassword('x', '$2b$10$abc')).toBe(false);
  });

  it('honour the parameters in the hash, so that they can be raised later', async () => {
    const hash = await hashPassword('x');
    expect(await verifyPassword('x', hash.replace('p=3', 'p=2'))).toBe(false);
  });

  it('take as long for an unknown user as for a wrong password', async () => {
    const hash = await hashPassword('x');
    const time = async (against: string | null) => {
      const start = performance.now();
      for (let i = 0; i < 5; i += 1) await verifyPassword('y', against);
      return performance.now() - start;
    };
    await time(null);
    const [unknown, known] = [await time(null), await time(hash)];
    expect(unknown / known).toBeGreaterThan(0.3);
    expect(unknown / known).toBeLessThan(3);
  });
});

describe('log in', () => {
  it('sets an httpOnly, SameSite=Strict cookie, of which only the hash is stored', async () => {
    const { ask, memory } = await testServer();
    const answer = await ask({ ...LOGIN, payload: right });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ user: USER, expiresAt: '2026-11-21T13:00:00.000Z' });
    expect(answer.headers['set-cookie']).toMatch(/; Path=\/;.* HttpOnly; SameSite=Strict$/);
    const id = answer.cookies[0]?.value ?? '';
    expect(Buffer.from(id, 'base64url')).toHaveLength(32);
    expect([...memory.sessions.keys()]).toEqual([createHash('sha256').update(id).digest('hex')]);
    expect(memory.audit).toMatchObject([{ action: 'login', userId: REVIEWER.userId }]);
  });

  it('binds the cookie to the host and to HTTPS where it can', async () => {
    const { ask } = await testServer({ secureCookies: true });
    const answer = await ask({ ...LOGIN, payload: right });
    expect(answer.headers['set-cookie']).toMatch(/^__Host-mingcha=.*; Secure;/);
    expect(answer.headers['strict-transport-security']).toBeDefined();
  });

  it('answers the same for a wrong password and an unknown user', async () => {
    const { ask, memory } = await testServer();
    const [known, unknown] = [
      await ask({ ...LOGIN, payload: wrong }),
      await ask({ ...LOGIN, payload: { name: 'nobody', password: 'wrong' } }),
    ];
    expect(known.statusCode).toBe(401);
    expect(known.headers['set-cookie']).toBeUndefined();
    const strip = ({ requestId: _, ...problem }: Record<string, unknown>) => problem;
    expect(strip(unknown.json())).toEqual(strip(known.json()));
    expect(memory.audit.map(({ action }) => action)).toEqual(['login-refused', 'login-refused']);
  });

  it('refuses a name after ten failures, even with the right password, until time has passed', async () => {
    const { ask, pass } = await testServer();
    for (let i = 0; i < 10; i += 1) {
      expect(
        (await ask({ ...LOGIN, payload: wrong, remoteAddress: `192.0.2.${i}` })).statusCode,
      ).toBe(401);
    }
    const refused = await ask({ ...LOGIN, payload: right, remoteAddress: '192.0.2.99' });
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('900');
    expect(refused.json()).toMatchObject({ status: 429, retryAfter: 900 });
    pass(16);
    expect((await ask({ ...LOGIN, payload: right, remoteAddress: '192.0.2.99' })).statusCode).toBe(
      200,
    );
  });

  it('counts failures of a name anew after a success', async () => {
    const { ask } = await testServer();
    const from = (i: number) => ({ remoteAddress: `192.0.2.${i}` });
    for (let i = 0; i < 9; i += 1) await ask({ ...LOGIN, payload: wrong, ...from(i) });
    expect((await ask({ ...LOGIN, payload: right, ...from(10) })).statusCode).toBe(200);
    expect((await ask({ ...LOGIN, payload: wrong, ...from(11) })).statusCode).toBe(401);
    expect((await ask({ ...LOGIN, payload: right, ...from(12) })).statusCode).toBe(200);
  });

  it('refuses an address that tries many names', async () => {
    const { ask, memory } = await testServer();
    for (let i = 0; i < 30; i += 1) {
      const attempt = { userName: `n${i}`, address: '192.0.2.7', succeeded: false };
      await memory.queries.recordLogin(attempt, null);
    }
    const refused = await ask({ ...LOGIN, payload: right, remoteAddress: '192.0.2.7' });
    expect(refused.statusCode).toBe(429);
    expect((await ask({ ...LOGIN, payload: right, remoteAddress: '192.0.2.8' })).statusCode).toBe(
      200,
    );
  });

  it('refuses a burst before it costs a password check', async () => {
    const { ask } = await testServer();
    const answers = [];
    for (let i = 0; i < 30; i += 1) {
      answers.push(await ask({ ...LOGIN, payload: { name: 'x' }, remoteAddress: '192.0.2.7' }));
    }
    const counts = answers.map(({ statusCode }) => statusCode);
    expect(counts.filter((status) => status === 400)).toHaveLength(20);
    expect(counts.filter((status) => status === 429)).toHaveLength(10);
    expect(answers.at(-1)?.headers['content-type']).toMatch('application/problem+json');
  });

  it('never writes a password or a session id into the log', async () => {
    const { ask, logIn, logLines } = await testServer();
    const cookie = await logIn();
    await ask({ ...LOGIN, payload: { name: REVIEWER.name, password: 'secret-typo' } });
    await ask({ url: '/api/leads?q=13800000021', headers: { cookie } });
    const log = logLines.join('');
    expect(log).toContain('/api/leads');
    expect(log).not.toContain('secret-typo');
    expect(log).not.toContain(cookie.split('=')[1]);
    expect(log).not.toContain('13800000021');
  });
});

describe('session', () => {
  it('says who is logged in, until the day is over', async () => {
    const { ask, logIn, pass } = await testServer();
    const cookie = await logIn();
    const who = () => ask({ url: '/api/session', headers: { cookie } });
    expect((await who()).json()).toMatchObject({ user: USER });
    pass(12 * 60);
    expect((await who()).statusCode).toBe(401);
  });

  it('ends with the log-out, in the database too', async () => {
    const { ask, logIn, memory } = await testServer();
    const cookie = await logIn();
    const answer = await ask({ method: 'DELETE', url: '/api/session', headers: { cookie } });
    expect(answer.statusCode).toBe(204);
    expect(memory.sessions.size).toBe(0);
    expect(memory.audit.at(-1)).toMatchObject({ action: 'logout', actor: REVIEWER.name });
    expect((await ask({ url: '/api/leads', headers: { cookie } })).statusCode).toBe(401);
    expect((await ask({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(204);
  });

  it.each([
    '/api/session',
    '/api/leads',
    '/api/leads/counts',
    '/api/leads/1',
    '/api/runs',
    '/api/sources',
  ])('is needed for %s', async (url) => {
    const { ask } = await testServer();
    const answer = await ask({ url, headers: { cookie: 'mingcha=forged' } });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ type: '/api/docs#problem-unauthenticated', status: 401 });
  });
});

describe('forged requests', () => {
  it.each([
    ['without the header', { 'x-requested-with': '' }, 403],
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['from a sandboxed page', { origin: 'null' }, 403],
    ['from our public address', { origin: 'https://mingcha.example' }, 200],
    ['from the address it is asked at', { origin: 'http://localhost:80' }, 200],
    ['without an origin', {}, 200],
  ])('%s', async (_name, headers, status) => {
    const { ask } = await testServer();
    const answer = await ask({
      ...LOGIN,
      payload: right,
      headers: { host: 'localhost:80', ...headers },
    });
    expect(answer.statusCode).toBe(status);
  });

  it('cannot decide a lead', async () => {
    const { app, logIn } = await testServer();
    const cookie = await logIn();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/leads/1/decisions',
      headers: { cookie },
      payload: {},
    });
    expect(answer.statusCode).toBe(403);
  });
});
