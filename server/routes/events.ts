import { may } from '../../domain/rights.js';
import { EventsSchema } from '../contract/run.js';
import type { LiveFeed } from '../live-feed.js';
import type { Sessions } from '../session.js';
import { viewerOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** What is under way, as it happens. The stream ends with the session and with the server. */
export function registerEventRoutes(app: App, feed: LiveFeed, sessions: Sessions): void {
  app.get(
    '/api/events',
    {
      config: { right: 'read-sources' },
      schema: {
        summary: 'What is under way, as server-sent events',
        response: { 200: EventsSchema },
      },
    },
    async (request, reply) => {
      const isAllowed = () =>
        sessions.requireAccount(request).then(
          ({ account }) => may(account, 'read-sources'),
          (error: unknown) => {
            if (error instanceof Error && error.name === 'Refused') return false;
            throw error;
          },
        );
      const stream = feed.open({ userId: viewerOf(request).userId, isAllowed });
      // No proxy in front may gather events before it hands them on.
      return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(stream);
    },
  );
}
