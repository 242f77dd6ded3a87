import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseProxy } from '../../crawlers/egress/choose-proxy.js';
import { createImageFetcher, type ImageFetcher } from '../../crawlers/images/image-fetcher.js';
import { RobotsUnreachable } from '../../crawlers/judge-error.js';
import { takeTurn } from '../../db/frontier/take-turn.js';
import { claimImage, MAX_IMAGE_ATTEMPTS, type ClaimedImage } from '../../db/images/claim-image.js';
import {
  buryImage,
  findImageText,
  postponeImage,
  settleImage,
} from '../../db/images/settle-image.js';
import { getSource } from '../../db/sources/find-sources.js';
import {
  FetchFailed,
  FetchForbidden,
  FetchThrottled,
  FetchTooLarge,
  NotFound,
  Unavailable,
} from '../../domain/errors.js';
import type { ImageText } from '../../domain/image-text.js';
import { quietUntil } from '../../domain/quiet-hours.js';
import { hostKey } from '../../domain/url-key.js';
import type { CrawlSettings, Deps } from '../deps.js';
import { defineJob } from './define-job.js';

/** A host whose turn is further off is asked by a later job, so that its pictures keep no others waiting. */
const MAX_TURN_WAIT_MS = 5_000;
/** Before a picture is tried again: a minute, then four times as long each time. */
const RETRY_MS = 60_000;
const MAX_RETRY_MS = 6 * 60 * 60 * 1000;

/** The host's turn is too far off, or its source has quiet hours. */
class NotYet extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('the turn of the host is later');
    this.waitMs = waitMs;
  }
}

/** picture → text, which its postings are then classified with */
export const readImage = defineJob({
  queue: 'read-image',
  // Fetches go side by side; the engine takes one picture at a time.
  concurrency: 4,
  async run({ imageId }, deps, signal) {
    const { database, queues } = deps;
    const image = await claimImage(database, imageId);
    if (image === undefined) return;
    if (image.attempts > MAX_IMAGE_ATTEMPTS) {
      return buryImage(database, imageId, 'given up: its readers did not come back');
    }
    try {
      const bytes = await bytesOf(image, deps, signal);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const reader = deps.imageReader();
      const isEnough = (known: ImageText): boolean =>
        known.outcome === 'read' || known.engine === reader.engine || !reader.readsText;
      const reading = await reader.read(bytes, {
        signal,
        async known() {
          const known = await findImageText(database, sha256);
          return known !== undefined && isEnough(known) ? known : undefined;
        },
      });
      await queues.add('classify', await settleImage(database, imageId, { sha256, reading }));
    } catch (error) {
      if (signal.aborted) {
        await postponeImage(database, imageId, { waitMs: 0, reason: null, costsAttempt: false });
      } else if (!(await noteFailure(deps, image, error))) throw error;
    }
  },
});

async function bytesOf(
  { url, sourceId, keptSha256 }: ClaimedImage,
  { database, blobs, crawl, clock }: Deps,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (keptSha256 !== null) return blobs.get(keptSha256);
  const source = await getSource(database, sourceId);
  const now = clock.now();
  const quiet = quietUntil(source.quiet, now, crawl.timeZone);
  if (quiet !== null) throw new NotYet(quiet.getTime() - now.getTime());
  const bytes = await fetcherOf(crawl).fetch(url, {
    signal,
    async takeTurn(crawlDelayMs) {
      const turn = await takeTurn(database, {
        host: hostKey(url),
        pace: source.pace,
        crawlDelayMs,
        withinMs: MAX_TURN_WAIT_MS,
      });
      if (turn.status === 'later') throw new NotYet(turn.waitMs);
      await sleep(turn.waitMs, undefined, { signal });
    },
  });
  await blobs.put(bytes);
  return bytes;
}

/** @returns false when the error says nothing of the picture */
async function noteFailure(
  { database, log }: Deps,
  { id, attempts }: ClaimedImage,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof Error)) return false;
  const retryMs = Math.min(RETRY_MS * 4 ** (attempts - 1), MAX_RETRY_MS);
  const wait = (waitMs: number, reason: string | null, costsAttempt: boolean): Promise<void> =>
    postponeImage(database, id, { waitMs, reason, costsAttempt });
  if (error instanceof NotYet) await wait(error.waitMs, null, false);
  // A full disk, or a reader that is gone: nothing that the picture can help.
  else if (error instanceof Unavailable) await wait(RETRY_MS, error.message, false);
  else if (error instanceof FetchThrottled) {
    await wait(Math.min(error.retryAfterMs ?? retryMs, MAX_RETRY_MS), error.message, false);
  } else if (error instanceof RobotsUnreachable) {
    await wait(Math.max(error.retryAfterMs, retryMs), error.message, true);
  } else if (error instanceof FetchFailed && attempts < MAX_IMAGE_ATTEMPTS) {
    await wait(retryMs, error.message, true);
  } else if (isFinal(error)) await buryImage(database, id, error.message);
  else return false;
  log.debug({ imageId: id, reason: error.message }, 'picture not read');
  return true;
}

function isFinal(error: Error): boolean {
  return [FetchFailed, FetchForbidden, FetchTooLarge, NotFound].some(
    (kind) => error instanceof kind,
  );
}

/** One for each set of crawl settings, so that what robots.txt said is kept from picture to picture. */
const fetchers = new WeakMap<CrawlSettings, ImageFetcher>();

function fetcherOf(crawl: CrawlSettings): ImageFetcher {
  const known =
    fetchers.get(crawl) ??
    createImageFetcher({ ...crawl, upstream: chooseProxy(undefined, crawl.proxies) });
  fetchers.set(crawl, known);
  return known;
}
