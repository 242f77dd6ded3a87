/** One page over HTTP: guarded, bounded, redirects followed here, bytes kept as served. */
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import { FetchFailed, FetchForbidden, FetchTooLarge } from '../../domain/errors.js';
import type { FetchedPage } from '../../domain/page.js';
import { checkedAddress } from '../egress/checked-address.js';
import { connectThrough } from '../egress/connect-through.js';
import { addressKey } from '../politeness/address-key.js';
import { checkUrl, guardedLookup, isHostOpened, type PrivateNetwork } from './address-guard.js';
import { decodeText } from './decode-text.js';
import { refreshTarget } from './page-refresh.js';
import { readBody } from './read-body.js';
import { startDeadline } from './start-deadline.js';
import { portOf } from './web-ports.js';

export interface HttpFetcherOptions {
  readonly userAgent: string;
  readonly privateNetwork: PrivateNetwork;
  /** For the whole page, redirects and body included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** A proxy through which everything goes, with its credential; none unless said. */
  readonly upstream?: URL | undefined;
}

export interface HttpQuestion {
  readonly url: string;
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** A charset that wins over what the page says. */
  readonly charset?: string | undefined;
  /** `cut` takes the first `maxBytes` of a longer body instead of refusing it. */
  readonly overflow?: 'error' | 'cut';
  readonly accept?: string;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
  /** Pages that lead on by meta refresh or script are followed like redirects. */
  readonly followRefresh?: boolean;
  /** Asked before each redirect is followed; throws to refuse. */
  readonly beforeRedirect?: (url: string) => Promise<void>;
}

export interface HttpFetcher {
  /**
   * Any status is an answer (304 has no bytes).
   * @throws FetchFailed (network, timeout, cut off), FetchForbidden (address), FetchTooLarge (bytes, redirects)
   */
  fetch(question: HttpQuestion): Promise<FetchedPage>;
  close(): Promise<void>;
}

const ACCEPT =
  'text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5';
const MAX_ADDRESSES = 10_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** An HTTP fetcher with its own connections; close it when done. */
export function createHttpFetcher(options: HttpFetcherOptions): HttpFetcher {
  const addresses = new Map<string, string>();
  const agents = {
    addresses,
    guarded: createAgent(options, addresses, false),
    opened: createAgent(options, addresses, true),
  };
  return {
    fetch: (question) => fetchPage(question, options, agents),
    async close() {
      await Promise.all([agents.guarded.destroy(), agents.opened.destroy()]);
    },
  };
}

type ConnectTarget = Parameters<ReturnType<typeof buildConnector>>[0];

interface Agents {
  /** Origin → the key of the address that it was last connected at. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly guarded: Agent;
  readonly opened: Agent;
}

function createAgent(
  options: HttpFetcherOptions,
  addresses: Map<string, string>,
  opened: boolean,
): Agent {
  const connect = buildConnector({
    lookup: guardedLookup(() => opened),
    timeout: Math.min(10_000, options.timeoutMs),
  });
  const learn = (target: ConnectTarget, address: string, port: number): void => {
    if (addresses.size >= MAX_ADDRESSES) addresses.clear();
    addresses.set(`${target.protocol}//${target.host ?? ''}`, addressKey(address, port));
  };
  const { upstream, timeoutMs } = options;
  const connectUpstream = async (proxy: URL, target: ConnectTarget): Promise<Socket> => {
    const url = new URL(`${target.protocol}//${target.host ?? target.hostname}`);
    const address = await checkedAddress(url, opened);
    const port = portOf(url);
    const socket = await connectThrough(proxy, { address, port }, Math.min(10_000, timeoutMs));
    learn(target, address, port);
    return socket;
  };
  return new Agent({
    connect(target, callback) {
      if (upstream === undefined) {
        connect(target, (...result) => {
          const { remoteAddress, remotePort } = result[1] ?? {};
          if (remoteAddress !== undefined && remotePort !== undefined)
            learn(target, remoteAddress, remotePort);
          callback(...result);
        });
        return;
      }
      connectUpstream(upstream, target).then(
        (socket) => {
          // TLS is spoken with the host itself, through the proxy.
          if (target.protocol === 'https:') connect({ ...target, httpSocket: socket }, callback);
          else callback(null, socket);
        },
        (error: unknown) => callback(asFetchError(error), null),
      );
    },
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 64 * 1024,
  });
}

async function fetchPage(
  question: HttpQuestion,
  options: HttpFetcherOptions,
  agents: Agents,
): Promise<FetchedPage> {
  const startedAt = new Date();
  const started = performance.now();
  const deadline = startDeadline(options.timeoutMs, question.signal);
  const { signal } = deadline;
  try {
    return await followRedirects({ question, options, agents, signal, startedAt, started });
  } catch (error) {
    if (deadline.isOver()) {
      throw new FetchFailed(`no full answer within ${options.timeoutMs} ms`, { cause: error });
    }
    throw certificateError(error, question.url) ?? asFetchError(error);
  } finally {
    deadline.clear();
  }
}

interface Visit {
  readonly question: HttpQuestion;
  readonly options: HttpFetcherOptions;
  readonly agents: Agents;
  readonly signal: AbortSignal;
  readonly startedAt: Date;
  /** By a clock that nobody sets. */
  readonly started: number;
}

async function followRedirects(visit: Visit): Promise<FetchedPage> {
  const { question, options, agents, signal } = visit;
  const redirects: string[] = [];
  const cookies = new Map<string, string>();
  let url = parseUrl(question.url);
  checkUrl(url, options.privateNetwork);
  for (;;) {
    const answer = await request(url, {
      dispatcher: isHostOpened(url, options.privateNetwork) ? agents.opened : agents.guarded,
      signal,
      headers: questionHeaders(question, options, cookies),
    });
    const headers = flattenHeaders(answer.headers);
    const location = REDIRECTS.has(answer.statusCode) ? headers['location'] : undefined;
    let next: URL;
    if (location === undefined) {
      const page = await readPage(visit, answer, { url, redirects, headers });
      const target = question.followRefresh === true ? refreshTarget(page, url.href) : undefined;
      if (target === undefined) return page;
      next = parseUrl(target, url);
      // A page that only loads itself again is the page, unless a cookie may make another of it.
      if (isSamePage(next, url) && headers['set-cookie'] === undefined) return page;
    } else {
      // Dropping the connection is cheaper than reading a body nobody wants.
      answer.body.on('error', () => undefined).destroy();
      next = parseUrl(escapeBytes(location), url);
    }
    if (redirects.length >= options.maxRedirects) {
      throw new FetchTooLarge(`more than ${options.maxRedirects} redirects`);
    }
    if (next.hostname === url.hostname) keepCookies(answer.headers['set-cookie'], cookies);
    else cookies.clear();
    url = next;
    url.hash = '';
    redirects.push(url.href);
    checkUrl(url, options.privateNetwork);
    await question.beforeRedirect?.(url.href);
  }
}

function isSamePage(one: URL, other: URL): boolean {
  return one.href.split('#', 1)[0] === other.href.split('#', 1)[0];
}

/** Servers write UTF-8 or GBK into this header; it is read as Latin-1, and its bytes are what counts. */
function escapeBytes(location: string): string {
  return location.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function readPage(
  { question, options, agents, startedAt, started }: Visit,
  answer: Dispatcher.ResponseData,
  { url, redirects, headers }: { url: URL; redirects: string[]; headers: Record<string, string> },
): Promise<FetchedPage> {
  const limits = {
    maxBytes: question.maxBytes ?? options.maxBytes,
    overflow: question.overflow ?? 'error',
  } as const;
  const served = await readBody(answer.body, headers['content-encoding'] ?? '', limits);
  // A file that is packed as such (sitemap.xml.gz) is read like one that is packed for the way.
  const bytes = isGzip(served)
    ? await readBody(Readable.from([served], { objectMode: false }), 'gzip', limits)
    : served;
  const contentType = headers['content-type'] ?? '';
  const decoded = decodeText(bytes, contentType, question.charset);
  return {
    url: question.url,
    finalUrl: url.href,
    redirects,
    status: answer.statusCode,
    headers,
    bytes,
    text: decoded.text,
    charset: decoded.charset,
    contentType,
    fetchedBy: 'http',
    fetchedAt: startedAt,
    tookMs: performance.now() - started,
    address: agents.addresses.get(url.origin),
  };
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

function questionHeaders(
  question: HttpQuestion,
  options: HttpFetcherOptions,
  cookies: ReadonlyMap<string, string>,
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': options.userAgent,
    accept: question.accept ?? ACCEPT,
    'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
  };
  if (question.etag) headers['if-none-match'] = question.etag;
  if (question.lastModified) headers['if-modified-since'] = question.lastModified;
  if (cookies.size > 0) {
    headers['cookie'] = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  return headers;
}

/** Some sites set a cookie and redirect to the same address; it lives for this visit only. */
function keepCookies(setCookie: string | string[] | undefined, cookies: Map<string, string>): void {
  for (const line of setCookie === undefined ? [] : [setCookie].flat()) {
    const match = /^\s*([^=;\s]+)=([^;]*)/.exec(line);
    if (match?.[1] !== undefined && cookies.size < 50) cookies.set(match[1], match[2] ?? '');
  }
}

function flattenHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

function parseUrl(text: string, base?: URL): URL {
  try {
    return new URL(text, base);
  } catch (error) {
    throw new FetchFailed('the address does not parse', { cause: error });
  }
}

/** What Node says of certificates: OpenSSL's codes, and its own for a name that does not fit. */
const CERTIFICATE =
  /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)|ERR_TLS_CERT_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE))/;

function certificateError(error: unknown, url: string): FetchFailed | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (!CERTIFICATE.test(String(error.code))) return undefined;
  const { hostname } = new URL(url);
  const reason = `${error.message} (${String(error.code)})`;
  const message = `the certificate of ${hostname} is not to be trusted: ${reason}`;
  return new FetchFailed(message, { cause: error });
}

function asFetchError(error: unknown): Error {
  if (error instanceof FetchFailed || error instanceof FetchForbidden) return error;
  if (error instanceof FetchTooLarge) return error;
  // A refusal by the guarded lookup arrives as the cause of a connect error, or as it is.
  if (error instanceof Error && error.cause instanceof FetchForbidden) return error.cause;
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  const reason = error instanceof Error ? error.message : String(error);
  return new FetchFailed(`${reason || 'the connection failed'}${code}`, { cause: error });
}
