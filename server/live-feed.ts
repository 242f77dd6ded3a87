/**
 * The live feed: what is under way, as server-sent events. One look at the database serves all
 * listeners, none is taken while nobody listens, and each event is the whole state, so that one who
 * comes back needs nothing of what he missed.
 */
import { PassThrough, type Readable } from 'node:stream';
import { z } from 'zod';
import { createPaceKeeper } from '../domain/run-pace.js';
import { LiveSchema, type Live } from './contract/run.js';
import type { ServerJobs } from './jobs.js';
import type { LiveState } from './patrol-queries.js';
import { Refused } from './problem.js';

export interface LiveFeed {
  /**
   * @param isAllowed asked again and again: when it is false, the stream ends
   * @throws {Refused} 429 when there are too many listeners, of this user or in all
   */
  open(listener: { readonly userId: number; readonly isAllowed: () => Promise<boolean> }): Readable;
  /** Ends the streams of those who are logged out meanwhile. */
  recheck(): Promise<void>;
  close(): void;
}

export interface FeedTimes {
  /** Between two looks at the database; longer when a look takes long. */
  readonly lookEveryMs: number;
  /** Between two signs of life, for proxies and for finding out who has left or logged out. */
  readonly beatEveryMs: number;
}

export const FEED_TIMES: FeedTimes = { lookEveryMs: 1_000, beatEveryMs: 15_000 };

const MOST_LISTENERS = 200;
const MOST_OF_ONE_USER = 12;
/** A listener who takes nothing off is left behind when so much has gathered. */
const MOST_WAITING_BYTES = 512 * 1024;
/** The database shall be busy with looks for no more than this share of the time. */
const LOOK_SHARE = 10;
const RECONNECT_MS = 3_000;

interface Listener {
  readonly stream: PassThrough;
  readonly userId: number;
  readonly isAllowed: () => Promise<boolean>;
}

export function openLiveFeed({
  findLive,
  jobs,
  log,
  times,
}: {
  readonly findLive: () => Promise<LiveState>;
  readonly jobs: Pick<ServerJobs, 'countJobs'>;
  readonly log: { warn(fields: object, message: string): void };
  readonly times: FeedTimes;
}): LiveFeed {
  const listeners = new Set<Listener>();
  const paces = createPaceKeeper();
  let latest: string | null = null;
  let looking: NodeJS.Timeout | null = null;
  let beating: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function look(): Promise<void> {
    const startedAt = performance.now();
    try {
      const [state, queues] = await Promise.all([findLive(), jobs.countJobs()]);
      paces.keepOnly(state.runs.map(({ runId }) => runId));
      const live: Live = {
        ...state,
        queues,
        runs: state.runs.map((run) => ({ ...run, ...paces.paceOf(run) })),
      };
      const event = `event: live\ndata: ${JSON.stringify(z.encode(LiveSchema, live))}\n\n`;
      if (event !== latest) for (const listener of listeners) send(listener, event);
      latest = event;
    } catch (err) {
      log.warn({ err }, 'the live feed cannot look');
      latest = null;
      for (const listener of listeners) send(listener, 'event: unavailable\ndata: {}\n\n');
    }
    if (listeners.size === 0 || isClosed) return rest();
    const tookMs = performance.now() - startedAt;
    looking = setTimeout(() => void look(), Math.max(times.lookEveryMs, tookMs * LOOK_SHARE));
  }

  /** Until the next listener comes; what was seen is past then. */
  function rest(): void {
    if (looking !== null) clearTimeout(looking);
    if (beating !== null) clearInterval(beating);
    looking = beating = null;
    latest = null;
  }

  function send({ stream }: Listener, text: string): void {
    if (stream.writableLength > MOST_WAITING_BYTES) stream.destroy();
    else if (!stream.destroyed) stream.write(text);
  }

  async function recheck(): Promise<void> {
    await Promise.all(
      [...listeners].map(async (listener) => {
        // A database that does not answer says nothing about who is logged in.
        const isAllowed = await listener.isAllowed().catch(() => true);
        if (!isAllowed) listener.stream.end();
      }),
    );
  }

  return {
    recheck,
    open({ userId, isAllowed }) {
      const ofUser = [...listeners].filter((listener) => listener.userId === userId).length;
      if (isClosed || listeners.size >= MOST_LISTENERS || ofUser >= MOST_OF_ONE_USER) {
        throw new Refused(429, '同时打开的页面过多，请关闭一些再试。', 60);
      }
      const listener = { stream: new PassThrough(), userId, isAllowed };
      listeners.add(listener);
      const leave = () => listeners.delete(listener);
      listener.stream.once('close', leave).once('end', leave).once('error', leave);
      listener.stream.write(`retry: ${RECONNECT_MS}\n\n`);
      if (latest !== null) send(listener, latest);
      if (beating === null) {
        beating = setInterval(() => {
          for (const one of listeners) send(one, ': still here\n\n');
          void recheck();
        }, times.beatEveryMs);
        void look();
      }
      return listener.stream;
    },
    close() {
      isClosed = true;
      rest();
      for (const { stream } of listeners) stream.end();
    },
  };
}
