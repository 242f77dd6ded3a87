/** The built web UI: files that never change are kept for a year, the page itself is asked for each time. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Unavailable } from '../domain/errors.js';
import { sendNotFound } from './problem.js';
import { sendPolicy } from './security-headers.js';

/** Stands in the built page where each answer's own nonce goes. */
const NONCE_PLACE = '__CSP_NONCE__';

/** Serves `webDir`; every other address that a person may have typed gets the page. */
export function registerWebFiles(app: FastifyInstance, webDir: string): void {
  if (existsSync(webDir)) {
    void app.register(fastifyStatic, {
      root: webDir,
      index: false,
      cacheControl: false,
      // The build writes `.br` and `.gz` beside each file.
      preCompressed: true,
      setHeaders: (response, path) => {
        const isNamedByContent = path.includes(`${sep}assets${sep}`);
        response.setHeader(
          'cache-control',
          isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  app.get('/', (_request, reply) => sendPage(reply, webDir));
  app.get('/index.html', (_request, reply) => sendPage(reply, webDir));
  app.setNotFoundHandler((request, reply) =>
    wantsPage(request) ? sendPage(reply, webDir) : sendNotFound(request, reply),
  );
}

function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  const isFile = /\.[a-z0-9]+$/i.test(path);
  const accepts = request.headers.accept ?? '';
  return (
    request.method === 'GET' &&
    !path.startsWith('/api/') &&
    !path.startsWith('/assets/') &&
    !isFile &&
    accepts.includes('text/html')
  );
}

async function sendPage(reply: FastifyReply, webDir: string): Promise<FastifyReply> {
  const page = await readPage(join(webDir, 'index.html'));
  const nonce = randomBytes(16).toString('base64');
  sendPolicy(reply, nonce);
  return reply
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE_PLACE, nonce));
}

async function readPage(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Unavailable('the web UI is not built: run `npm run build`', {
      cause,
      userMessage: '网页尚未构建，请先运行 npm run build。',
    });
  }
}
