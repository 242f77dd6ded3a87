import { z } from 'zod';
import { LoginSchema, SessionAnswerSchema } from '../contract/session.js';
import { sessionAnswer, type Sessions } from '../session.js';
import type { App } from '../zod-schemas.js';

/**
 * Log in, log out, and who is logged in.
 * @param onLogOut told after somebody has logged out
 */
export function registerSessionRoutes(
  app: App,
  sessions: Sessions,
  onLogOut: () => Promise<void>,
): void {
  app.post(
    '/api/session',
    {
      // The password check costs 100 ms of CPU and more: a burst is refused before it.
      config: { isPublic: true, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        summary: 'Log in',
        body: LoginSchema,
        response: { 200: SessionAnswerSchema },
      },
    },
    async (request, reply) => sessionAnswer(await sessions.logIn(request, reply, request.body)),
  );

  app.get(
    '/api/session',
    {
      config: { right: 'logged-in' },
      schema: { summary: 'Who is logged in', response: { 200: SessionAnswerSchema } },
    },
    async (request) => sessionAnswer(await sessions.requireAccount(request)),
  );

  app.delete(
    '/api/session',
    {
      config: { isPublic: true },
      schema: { summary: 'Log out', response: { 204: z.undefined() } },
    },
    async (request, reply) => {
      await sessions.logOut(request, reply);
      await onLogOut();
      return reply.code(204).send();
    },
  );
}
