/** Sources, runs and suggestions over HTTP: who may do what, and what is left behind. */
import type { InjectOptions } from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleHealth, sampleSource } from './sample-sources.js';
import { testServer, type TestServer } from './test-server.js';

const YAML = `id: new-site
name: 新的网站
kind: tutoring
start:
  - https://new.example/list
schedule: 30 7 * * *
`;

let server: TestServer;
let admin: string;
let reviewer: string;

beforeEach(async () => {
  server = await testServer({ sources: [sampleSource()] });
  [admin, reviewer] = await Promise.all([server.logIn('admin'), server.logIn()]);
});

function ask(cookie: string, options: InjectOptions) {
  return server.ask({ ...options, headers: { cookie } });
}

const post = (url: string, payload: object = {}): InjectOptions => ({
  method: 'POST',
  url,
  payload,
});

describe('what takes the right to change sources', () => {
  it.each([
    post('/api/sources', { yaml: YAML }),
    post('/api/sources/sample-recruitment/runs'),
    { method: 'PATCH', url: '/api/sources/sample-recruitment', payload: { enabled: false } },
    post('/api/suggestions', { url: 'https://new.example/' }),
    { method: 'GET', url: '/api/suggestions/1' },
    { method: 'DELETE', url: '/api/suggestions/1' },
  ] satisfies InjectOptions[])('$method $url', async (options) => {
    const refused = await ask(reviewer, options);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ detail: '您没有这项权限。' });
    expect((await server.ask(options)).statusCode).toBe(401);
    expect(server.enqueued).toEqual([]);
    expect(server.memory.patrols.sources.size).toBe(1);
  });
});

describe('a definition', () => {
  it('is checked by line and key, in the language asked for', async () => {
    const yaml =
      'id: New Site\nname: 网站\nkind: shop\nstart:\n  - https://new.example/\nstrat: 1\n';
    const problems = async (language: string) =>
      (await ask(admin, post('/api/sources/check', { yaml, language }))).json<{
        problems: { line: number; key: string; message: string }[];
      }>().problems;
    const zh = await problems('zh');
    expect(zh.map(({ line, key }) => [line, key])).toEqual([
      [1, 'id'],
      [3, 'kind'],
      [6, 'strat'],
    ]);
    for (const { message } of zh) expect(message).toMatch(/[一-龥]/);
    for (const { message } of await problems('en')) expect(message).not.toMatch(/[一-龥]/);
  });

  it('is refused when its id is taken, also at the last moment', async () => {
    const yaml = YAML.replace('new-site', 'sample-recruitment');
    const checked = await ask(admin, post('/api/sources/check', { yaml }));
    expect(checked.json()).toEqual({
      problems: [{ line: 1, key: 'id', message: '已有来源用这个编号' }],
    });
    expect((await ask(admin, post('/api/sources', { yaml }))).statusCode).toBe(409);
  });

  it('with mistakes is not saved, and each is named', async () => {
    const answer = await ask(admin, post('/api/sources', { yaml: 'id: x\nkind: news\n' }));
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ errors: string[] }>().errors.join('\n')).toMatch(/name[\s\S]*start/);
    expect(server.memory.patrols.sources.size).toBe(1);
  });

  it('is saved, run when that was asked for, and the audit log says by whom', async () => {
    const answer = await ask(admin, post('/api/sources', { yaml: YAML, start: true }));
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({ id: 'new-site', origin: 'web', changedBy: 'admin' });
    expect(server.enqueued).toEqual(['run new-site']);
    expect(
      server.memory.audit.map(({ action, actor, objectId }) => [action, actor, objectId]),
    ).toEqual(
      expect.arrayContaining([
        ['add-source', 'admin', 'new-site'],
        ['ask-run', 'admin', 'new-site'],
      ]),
    );
  });

  it('is not run when that was not asked for', async () => {
    await ask(admin, post('/api/sources', { yaml: YAML }));
    expect(server.enqueued).toEqual([]);
  });
});

describe('a source', () => {
  it('is switched off and on; what is so already leaves no trace', async () => {
    const turn = (enabled: boolean) =>
      ask(admin, {
        ...{ method: 'PATCH', url: '/api/sources/sample-recruitment', payload: { enabled } },
      });
    expect((await turn(false)).json()).toMatchObject({ enabled: false, origin: 'web' });
    await turn(false);
    const run = await ask(admin, post('/api/sources/sample-recruitment/runs'));
    expect(run.statusCode).toBe(409);
    expect(run.json()).toMatchObject({ detail: '这个来源已停用，请先启用再采集。' });
    await turn(true);
    const actions = server.memory.audit.map(({ action }) => action);
    expect(actions.filter((action) => action.endsWith('-source'))).toEqual([
      'disable-source',
      'enable-source',
    ]);
  });

  it('is run now; one that runs already is not asked again', async () => {
    const run = () => ask(admin, post('/api/sources/sample-recruitment/runs'));
    const asked = await run();
    expect([asked.statusCode, asked.json()]).toEqual([202, { status: 'asked' }]);
    const { patrols } = server.memory;
    patrols.live = {
      ...patrols.live,
      runs: [
        {
          ...{ runId: 5, sourceId: 'sample-recruitment', sourceName: '', state: 'running' },
          ...{
            trigger: 'command',
            startedAt: new Date(),
            heldBy: 'a/1',
            isSilent: false,
            pausedUntil: null,
          },
          ...{ visited: 0, open: 1, pages: 0, postings: 0, unfinished: 0, leads: 0, issues: 0 },
          seconds: 0,
        },
      ],
    };
    expect((await run()).json()).toEqual({ status: 'running' });
    expect(server.enqueued).toEqual(['run sample-recruitment']);
  });

  it('shows how its runs went, to everybody', async () => {
    const last = new Date('2026-11-20T22:00:00Z');
    server.memory.patrols.health.set('sample-recruitment', sampleHealth(40, last));
    const answer = await ask(reviewer, { url: '/api/sources/sample-recruitment/health?limit=3' });
    expect(answer.json<{ runs: { runId: number }[] }>().runs.map(({ runId }) => runId)).toEqual([
      137, 138, 139,
    ]);
    expect((await ask(reviewer, { url: '/api/sources/nobody/health' })).statusCode).toBe(404);
  });
});

describe('a run', () => {
  it('has its pages leafed through, each once', async () => {
    server.memory.patrols.pageCount = 250;
    const seen: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const url: string = `/api/runs/7/pages?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const answer = (await ask(reviewer, { url })).json<{
        pages: { id: number }[];
        nextCursor: string | null;
      }>();
      seen.push(...answer.pages.map(({ id }) => id));
      cursor = answer.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });

  it.each(['cursor=x', 'cursor=-1', 'limit=0', 'limit=201', 'more=1'])(
    'refuses the question %s',
    async (query) => {
      const answer = await ask(reviewer, { url: `/api/runs/7/pages?${query}` });
      expect(answer.statusCode).toBe(400);
    },
  );

  it('that nobody knows is not found', async () => {
    expect((await ask(reviewer, { url: '/api/runs/7' })).statusCode).toBe(404);
  });
});

describe('a look at a site', () => {
  it('is asked for, watched and cancelled; the server fetches nothing', async () => {
    const asked = await ask(admin, post('/api/suggestions', { url: 'http://127.0.0.1:1/list' }));
    expect(asked.statusCode).toBe(202);
    expect(asked.json()).toMatchObject({ id: 1, state: 'waiting', pageCount: 0, result: null });
    expect(server.enqueued).toEqual(['suggest 1']);
    expect(server.memory.audit.at(-1)).toMatchObject({
      ...{ action: 'look-at-site', actor: 'admin', detail: { url: 'http://127.0.0.1:1/list' } },
    });
    await ask(admin, { method: 'DELETE', url: '/api/suggestions/1' });
    const seen = await ask(admin, { url: '/api/suggestions/1' });
    expect(seen.json()).toMatchObject({ state: 'cancelled' });
    expect((await ask(admin, { url: '/api/suggestions/9' })).statusCode).toBe(404);
  });

  it.each(['ftp://new.example/', 'file:///etc/passwd', 'new.example', 'javascript:alert(1)', ''])(
    'is not asked for at %j',
    async (url) => {
      expect((await ask(admin, post('/api/suggestions', { url }))).statusCode).toBe(400);
      expect(server.enqueued).toEqual([]);
    },
  );
});
