/**
 * Our HTTP fetcher as a Crawlee `BaseHttpClient`, so that Crawlee owns the visit. Crawlee's own
 * client re-encodes the stream, knows no byte limit and no address guard, and loses the raw bytes.
 */
import { Readable } from 'node:stream';
import type { BaseHttpClient, HttpRequest, StreamingHttpResponse } from '@crawlee/cheerio';
import type { FetchedPage } from '../../domain/page.js';

/** What a visit brought: the page, or why there is none. */
export type FetchOutcome = { readonly page: FetchedPage } | { readonly error: unknown };

export interface HttpClient extends BaseHttpClient {
  /** The outcome behind a response that this client handed to Crawlee. */
  outcomeOf(response: object): FetchOutcome;
}

/**
 * @param fetch answers a Crawlee request; whatever it throws becomes the outcome, because Crawlee
 *   would turn a refused connection into an error of its own
 */
export function createHttpClient(
  fetch: (request: HttpRequest) => Promise<FetchedPage>,
): HttpClient {
  const outcomes = new WeakMap<object, FetchOutcome>();

  async function stream(request: HttpRequest): Promise<StreamingHttpResponse> {
    const outcome: FetchOutcome = await fetch(request).then(
      (page) => ({ page }),
      (error: unknown) => ({ error }),
    );
    const page = 'page' in outcome ? outcome.page : undefined;
    const body = Readable.from(page === undefined ? [] : [page.bytes], { objectMode: false });
    outcomes.set(body, outcome);
    return {
      stream: body,
      request,
      url: page?.finalUrl ?? request.url.toString(),
      redirectUrls: (page?.redirects ?? []).map((url) => new URL(url)),
      statusCode: page?.status ?? 200,
      // Crawlee must neither decode, parse nor refuse the body: text comes from the outcome.
      headers: { 'content-type': 'application/octet-stream' },
      trailers: {},
      complete: true,
      downloadProgress: { percent: 1, transferred: page?.bytes.length ?? 0 },
      uploadProgress: { percent: 1, transferred: 0 },
    };
  }

  return {
    stream,
    sendRequest: () => Promise.reject(new Error('pages are fetched as streams only')),
    outcomeOf(response) {
      const outcome = outcomes.get(response);
      if (outcome === undefined) throw new Error('a response that is not from this client');
      return outcome;
    },
  };
}
