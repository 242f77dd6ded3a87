import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeLead } from './sample-leads.js';
import { sampleSource } from './sample-sources.js';
import { testServer } from './test-server.js';

const SOURCE = sampleSource();

describe('health', () => {
  it('lives without the database, but is not ready', async () => {
    const { app, memory } = await testServer();
    expect((await app.inject('/readyz')).json()).toEqual({ status: 'ok' });
    memory.isDown = true;
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    const answer = await app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'unavailable' });
  });
});

describe('problems', () => {
  it('hide the details of a fault, but log them under the id that is shown', async () => {
    const { ask, logIn, memory, logLines } = await testServer({ leads: [makeLead({ id: 1 })] });
    const cookie = await logIn();
    memory.isDown = true;
    const answer = await ask({ url: '/api/leads/1', headers: { cookie } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret connection string');
    const { requestId } = answer.json<{ requestId: string }>();
    const line = logLines.find((logged) => logged.includes('secret connection string'));
    expect(line).toContain(requestId);
  });

  it.each([
    ['an unknown path', { method: 'GET', url: '/api/nonsense' }, 404],
    ['a method that is not there', { method: 'PUT', url: '/api/leads', payload: '{}' }, 404],
    ['a body that is no JSON', { method: 'POST', url: '/api/session', payload: '{' }, 400],
    [
      'a body that is not JSON by name',
      { method: 'POST', url: '/api/session', payload: 'a=b', type: 'text/plain' },
      415,
    ],
    [
      'a huge body',
      { method: 'POST', url: '/api/session', payload: JSON.stringify('x'.repeat(300_000)) },
      413,
    ],
  ] as const)(
    '%s',
    async (
      _name,
      {
        type,
        ...options
      }: { method: 'GET' | 'PUT' | 'POST'; url: string; payload?: string; type?: string },
      status,
    ) => {
      const { ask } = await testServer();
      const answer = await ask({
        ...options,
        headers: { 'content-type': type ?? 'application/json' },
      });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['content-type']).toMatch('application/problem+json');
      expect(answer.json()).toMatchObject({ status });
    },
  );
});

describe('headers', () => {
  it.each(['/healthz', '/api/docs', '/api/leads', '/nonsense'])('are strict on %s', async (url) => {
    const { app } = await testServer();
    const { headers } = await app.inject(url);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('keep API answers out of every cache', async () => {
    const { app } = await testServer();
    expect((await app.inject('/api/leads')).headers['cache-control']).toBe('no-store');
  });
});

describe('OpenAPI', () => {
  it('describes every route, with what it takes and answers', async () => {
    const { app } = await testServer();
    const document = (await app.inject('/api/openapi.json')).json<{
      openapi: string;
      paths: Record<
        string,
        Record<string, { parameters?: { name: string }[]; requestBody?: object }>
      >;
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path}`),
      ),
    ).toEqual([
      'post /api/session',
      'get /api/session',
      'delete /api/session',
      'get /api/leads',
      'get /api/leads/counts',
      'get /api/leads/{id}',
      'post /api/leads/{id}/decisions',
      'get /api/sources',
      'post /api/sources',
      'get /api/sources/{id}',
      'patch /api/sources/{id}',
      'get /api/sources/{id}/health',
      'post /api/sources/{id}/runs',
      'post /api/sources/check',
      'get /api/runs',
      'get /api/runs/{id}',
      'get /api/runs/{id}/pages',
      'get /api/runs/{id}/postings',
      'get /api/runs/{id}/issues',
      'get /api/runs/{id}/dead-urls',
      'post /api/suggestions',
      'get /api/suggestions/{id}',
      'delete /api/suggestions/{id}',
      'get /api/events',
      'get /healthz',
      'get /readyz',
    ]);
    const names = document.paths['/api/leads']?.['get']?.parameters?.map(({ name }) => name);
    expect(names).toEqual([
      'state',
      'code',
      'source',
      'q',
      'needsExpert',
      'sort',
      'cursor',
      'limit',
    ]);
    expect(JSON.stringify(document.paths['/api/leads/{id}/decisions'])).toContain('NEG-');
    expect(JSON.stringify(document)).not.toContain('$schema');
  });

  it('has a page for people, without a script or anything from elsewhere', async () => {
    const { app } = await testServer();
    const page = (await app.inject('/api/docs')).body;
    expect(page).toContain('GET /api/leads/{id}');
    expect(page).toContain('id="problem-conflict"');
    expect(page).not.toMatch(/<script|https?:\/\/(?!json-schema)/);
  });
});

describe('sources and runs', () => {
  it('are listed', async () => {
    const { ask, logIn, memory } = await testServer({ sources: [SOURCE] });
    const cookie = await logIn();
    const startedAt = new Date('2026-11-20T22:00:00Z');
    const run = { state: 'running', trigger: 'schedule', startedAt, endedAt: null } as const;
    const counts = { pageCount: 3, postingCount: 20, issueCount: 0 };
    memory.patrols.runs.push(
      { id: 2, sourceId: 'a', ...run, ...counts },
      { id: 1, sourceId: 'b', ...run, ...counts },
    );
    const sources = await ask({ url: '/api/sources', headers: { cookie } });
    expect(sources.json()).toMatchObject({
      sources: [{ id: SOURCE.id, nextRunAt: '2026-11-21T22:00:00.000Z' }],
    });
    const runs = await ask({ url: '/api/runs?source=b', headers: { cookie } });
    expect(runs.json()).toMatchObject({ runs: [{ id: 1, startedAt: '2026-11-20T22:00:00.000Z' }] });
    expect((await ask({ url: '/api/runs?limit=1', headers: { cookie } })).json()).toMatchObject({
      runs: [{ id: 2 }],
    });
  });
});

describe('web files', () => {
  let webDir: string;
  beforeAll(async () => {
    webDir = await mkdtemp(join(tmpdir(), 'mingcha-web-'));
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
    await writeFile(join(webDir, 'assets', 'main-abc123.js'), 'export {};');
    await writeFile(join(webDir, 'icon.svg'), '<svg/>');
  });
  afterAll(() => rm(webDir, { recursive: true }));
  const html = { accept: 'text/html,*/*' };

  it.each(['/', '/leads', '/leads/17?state=open', '/login'])(
    'answer the page at %s, each time with its own nonce',
    async (url) => {
      const { app } = await testServer({ webDir });
      const nonces = new Set<string>();
      for (let i = 0; i < 2; i += 1) {
        const answer = await app.inject({ url, headers: html });
        expect(answer.statusCode).toBe(200);
        expect(answer.headers['cache-control']).toBe('no-store');
        const nonce = /content="([^"]+)"/.exec(answer.body)?.[1] ?? '';
        expect(answer.headers['content-security-policy']).toContain(
          `style-src 'self' 'nonce-${nonce}'`,
        );
        nonces.add(nonce);
      }
      expect(nonces.size).toBe(2);
    },
  );

  it('are kept for a year when their name changes with their content', async () => {
    const { app } = await testServer({ webDir });
    const asset = await app.inject('/assets/main-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await app.inject('/icon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/assets/gone.js', '/icon.png', '/assets/', '/..%2findex.html', '/%2e%2e/secret.txt'])(
    'are not made up: %s',
    async (url) => {
      const { app } = await testServer({ webDir });
      expect((await app.inject({ url, headers: html })).statusCode).toBe(404);
    },
  );

  it('say what to do when they are not built', async () => {
    const { app } = await testServer();
    const answer = await app.inject({ url: '/', headers: html });
    expect(answer.statusCode).toBe(503);
    expect(answer.json<{ detail: string }>().detail).toContain('npm run build');
  });
});
