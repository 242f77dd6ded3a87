/** The live feed over a real connection: who may listen, what is sent, and when it ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveState } from '../../../server/patrol-queries.js';
import { waitUntil } from '../../support/wait-until.js';
import { testServer, type TestServer } from './test-server.js';

let server: TestServer;
let url: string;
const open: AbortController[] = [];

beforeEach(async () => {
  server = await testServer();
  url = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const controller of open.splice(0)) controller.abort();
  await server.app.close();
});

interface Listening {
  readonly status: number;
  /** Everything received so far. */
  readonly text: () => string;
  readonly isOver: () => boolean;
  readonly events: () => { readonly runs: readonly { readonly visited: number }[] }[];
}

async function listen(cookie: string): Promise<Listening> {
  const controller = new AbortController();
  open.push(controller);
  const response = await fetch(`${url}/api/events`, {
    headers: { cookie },
    signal: controller.signal,
  });
  let text = '';
  let isOver = false;
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
  };
  read()
    .catch(() => undefined)
    .finally(() => (isOver = true));
  return {
    status: response.status,
    text: () => text,
    isOver: () => isOver,
    events: () =>
      [...text.matchAll(/^event: live\ndata: (.*)$/gm)].map(
        ([, json = '']) => JSON.parse(json) as ReturnType<Listening['events']>[number],
      ),
  };
}

function runAt(visited: number): LiveState {
  return {
    runs: [
      {
        ...{ runId: 5, sourceId: 'a', sourceName: '甲', state: 'running', trigger: 'schedule' },
        ...{
          startedAt: new Date(0),
          heldBy: 'office-1/7',
          isSilent: false,
          pausedUntil: null,
          visited,
          open: 9,
        },
        ...{ pages: visited, postings: 0, unfinished: 0, leads: 0, issues: 0, seconds: visited },
      },
    ],
    asked: [],
    lastEnded: null,
  };
}

describe('the live feed', () => {
  it('is for those who are logged in', async () => {
    expect((await listen('')).status).toBe(401);
    expect(server.memory.patrols.looks).toBe(0);
  });

  it('sends the whole state, again when it changes, and pages a minute with it', async () => {
    const { patrols } = server.memory;
    patrols.live = runAt(4);
    const listening = await listen(await server.logIn());
    await waitUntil('the first event', () => listening.events().length > 0);
    expect(listening.events()[0]).toMatchObject({
      runs: [{ runId: 5, heldBy: 'office-1/7', visited: 4, pagesPerMinute: 60, secondsLeft: 9 }],
      queues: [{ name: 'crawl', waiting: 2, active: 1 }],
      lastEnded: null,
    });
    patrols.live = runAt(30);
    await waitUntil('the change', () => listening.events().at(-1)?.runs[0]?.visited === 30);
    const count = listening.events().length;
    const { looks } = patrols;
    await waitUntil('some more looks', () => patrols.looks > looks + 3);
    expect(listening.events()).toHaveLength(count);
  });

  it('looks once for all who listen, and not at all when nobody does', async () => {
    const { patrols } = server.memory;
    const cookie = await server.logIn();
    const all = await Promise.all(Array.from({ length: 8 }, () => listen(cookie)));
    await waitUntil('an event for each', () => all.every((one) => one.events().length === 1));
    // Eight who look for themselves every 30 ms would have looked 80 times.
    const before = patrols.looks;
    await sleep(300);
    expect(patrols.looks - before).toBeLessThan(20);
    for (const controller of open.splice(0)) controller.abort();
    let last = -1;
    await waitUntil('no more looks', async () => {
      const isQuiet = patrols.looks === last;
      last = patrols.looks;
      await sleep(120);
      return isQuiet;
    });
    const again = await listen(cookie);
    await waitUntil('an event after the pause', () => again.events().length === 1);
  });

  it('gives one user no more than twelve streams', async () => {
    const cookie = await server.logIn();
    await Promise.all(Array.from({ length: 12 }, () => listen(cookie)));
    const refused = await listen(cookie);
    expect(refused.status).toBe(429);
    expect((await listen(await server.logIn('colleague'))).status).toBe(200);
    open[0]?.abort();
    await waitUntil('a place is free', async () => (await listen(cookie)).status === 200);
  });

  it('ends when its listener logs out, and leaves others alone', async () => {
    const cookie = await server.logIn();
    const listening = await listen(cookie);
    const other = await listen(await server.logIn('colleague'));
    await server.ask({ method: 'DELETE', url: '/api/session', headers: { cookie } });
    await waitUntil('the end', listening.isOver, 5);
    expect(other.isOver()).toBe(false);
  });

  it('ends when the session is over, and gives signs of life until then', async () => {
    const listening = await listen(await server.logIn());
    await waitUntil('a sign of life', () => listening.text().includes(': still here'));
    server.pass(13 * 60);
    await waitUntil('the end', listening.isOver, 5);
  });

  it('says when it cannot look, and goes on when it can again', async () => {
    const listening = await listen(await server.logIn());
    await waitUntil('an event', () => listening.events().length === 1);
    const findLive = server.memory.queries.findLive.bind(server.memory.queries);
    server.memory.queries.findLive = () => Promise.reject(new Error('gone'));
    await waitUntil('it says so', () => listening.text().includes('event: unavailable'));
    server.memory.queries.findLive = findLive;
    await waitUntil('it goes on', () => listening.events().length === 2);
  });

  it('does not keep the server from closing', { timeout: 5_000 }, async () => {
    const listening = await listen(await server.logIn());
    await server.app.close();
    await waitUntil('the end', listening.isOver, 5);
  });
});
