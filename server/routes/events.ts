import { EventsSchema } from '../contract/run.js';
import type { LiveFeed } from '../live-feed.js';
import type { Sessions } from '../session.js';
import { userOf } from '../user-of.js';
import type { App } from '../zod-schemas.js';

/** What is under way, as it happens. The stream ends with the session and with the server. */
export function registerEventRoutes(app: App, feed: LiveFeed, sessions: Sessions): void {
  app.get(
    '/api/events',
    {
      schema: {
        summary: 'What is under way, as server-sent events',
        response: { 200: EventsSchema },
      },
    },
    async (request, reply) => {
      const isAllowed = () =>
        sessions.requireUser(request).then(
          () => true,
          (error: unknown) => {
            if (error instanceof Error && error.name === 'Refused') return false;
            throw error;
          },
        );
      const stream = feed.open({ userId: userOf(request).id, isAllowed });
      // No proxy in front may gather events before it hands them on.
      return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(stream);
    },
  );
}
