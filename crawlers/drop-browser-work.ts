import { setTimeout as sleep } from 'node:timers/promises';
import type { CrawlContext } from './crawl-source.js';
import { Unavailable } from '../domain/errors.js';

/** Where no browser is to be had, the pages that need one are dropped, each with its issue. */
export async function dropBrowserWork(context: CrawlContext): Promise<void> {
  while (!context.isStopped()) {
    const answer = await context.frontier.claim('browser');
    if (answer.status === 'finished') return;
    if (answer.status === 'claimed') {
      const error = new Unavailable('the page needs a browser and there is none');
      for (const claim of answer.claims) await context.fail(claim, error);
      continue;
    }
    await sleep(answer.waitMs, undefined, { signal: context.signal }).catch(() => undefined);
  }
}
