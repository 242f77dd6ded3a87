/** Every route of the API, asked by every role: let through exactly where the role's rights say so. */
import Fastify, { type HTTPMethods } from 'fastify';
import { describe, expect, it } from 'vitest';
import { RIGHTS_OF, RoleSchema, type Right } from '../../../domain/rights.js';
import { refuseOpenRoutes } from '../../../server/require-rights.js';
import { makeAccount, testServer } from './test-server.js';

const ROUTES: Readonly<Record<string, Right | 'logged-in' | 'everybody'>> = {
  'post /api/session': 'everybody',
  'get /api/session': 'logged-in',
  'delete /api/session': 'everybody',
  'get /api/leads': 'read-leads',
  'get /api/leads/counts': 'read-leads',
  'get /api/leads/{id}': 'read-leads',
  'post /api/leads/{id}/decisions': 'decide',
  'get /api/sources': 'read-sources',
  'post /api/sources': 'change-sources',
  'get /api/sources/{id}': 'read-sources',
  'patch /api/sources/{id}': 'change-sources',
  'get /api/sources/{id}/health': 'read-sources',
  'post /api/sources/{id}/runs': 'change-sources',
  'post /api/sources/check': 'change-sources',
  'get /api/runs': 'read-sources',
  'get /api/runs/{id}': 'read-sources',
  'get /api/runs/{id}/pages': 'read-sources',
  'get /api/runs/{id}/postings': 'read-sources',
  'get /api/runs/{id}/issues': 'read-sources',
  'get /api/runs/{id}/dead-urls': 'read-sources',
  'post /api/suggestions': 'change-sources',
  'get /api/suggestions/{id}': 'change-sources',
  'delete /api/suggestions/{id}': 'change-sources',
  'get /api/events': 'read-sources',
};

async function serverOfRoles() {
  const users = RoleSchema.options.map((role, at) => makeAccount(at + 1, role, role, [role]));
  return testServer({ users });
}

it('every route of the API stands in the table', async () => {
  const { app } = await serverOfRoles();
  const { paths } = (await app.inject('/api/openapi.json')).json<{
    paths: Record<string, object>;
  }>();
  const routes = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
});

describe.each(RoleSchema.options)('%s', (role) => {
  it('is let through to what the role allows, and to nothing else', async () => {
    const { ask, app, logIn } = await serverOfRoles();
    const cookie = await logIn(role);
    for (const [route, right] of Object.entries(ROUTES)) {
      if (right === 'everybody') continue;
      const [method = '', path = ''] = route.split(' ');
      // A stream does not end by itself: that it is refused is seen, that it begins is another test's.
      const allowed = right === 'logged-in' || RIGHTS_OF[role].includes(right);
      if (path === '/api/events' && allowed) continue;
      const answer = await ask({
        method: method.toUpperCase() as HTTPMethods & 'GET',
        url: path.replace('{id}', '1'),
        headers: { cookie },
        ...(['post', 'patch'].includes(method) ? { payload: {} } : {}),
      });
      if (allowed) expect([200, 202, 204, 400, 404], route).toContain(answer.statusCode);
      else {
        expect(answer.statusCode, route).toBe(403);
        expect(answer.json()).toMatchObject({ detail: '您没有这项权限。' });
      }
    }
    await app.close();
  });
});

it('a route that names no right keeps the server from starting', () => {
  const app = Fastify();
  refuseOpenRoutes(app);
  expect(() => app.get('/api/secrets', () => 'all of them')).toThrow('GET /api/secrets names no');
  expect(() => app.get('/healthz', () => 'fine')).not.toThrow();
});
