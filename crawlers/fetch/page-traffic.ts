/** What a browser page asks for and gets: how much is under way, how many bytes came, which JSON. */
import { createHash } from 'node:crypto';
import type { CDPSession } from 'playwright';
import type { CarriedAnswer } from '../extract/carried-answers.js';

export interface TrafficOptions {
  /** Whether an answer of this address may be kept. */
  readonly isWanted: (url: string) => boolean;
  /** Whether a JSON text is worth keeping. */
  readonly isUseful: (text: string, url: string) => boolean;
  /** Bytes of all answers of the page, decoded; more and `onOverflow` is called, once. */
  readonly maxBytes: number;
  readonly onOverflow: () => void;
}

export interface PageTraffic {
  /** Requests without an answer yet, of those that a page's content may depend on. */
  pending(): number;
  /** Of all answers so far, decoded. */
  bytes(): number;
  answerCount(): number;
  /** The JSON answers so far, in the order they came; resolves when those that have come are read. */
  answers(): Promise<readonly CarriedAnswer[]>;
}

/** JSON answers of one page. */
const MAX_ANSWERS = 60;
/** Of one answer and of all of one page, in bytes. */
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const MAX_ANSWERS_BYTES = 8 * 1024 * 1024;
/** Requests that may stay open for ever, or that show nothing. */
const BESIDE = new Set(['EventSource', 'WebSocket', 'Ping', 'Media', 'Image', 'Font', 'Prefetch']);
/** JSON is often served as something else. */
const MAY_BE_JSON =
  /json|^text\/(?:plain|html|javascript)|^application\/(?:javascript|octet-stream)/i;

/** Listens until the session ends. */
export async function watchTraffic(
  session: CDPSession,
  { isWanted, isUseful, maxBytes, onOverflow }: TrafficOptions,
): Promise<PageTraffic> {
  const pending = new Set<string>();
  const candidates = new Map<string, string>();
  const sizes = new Map<string, number>();
  const answers: CarriedAnswer[] = [];
  let reading: Promise<void> = Promise.resolve();
  let bytes = 0;
  let answerBytes = 0;

  async function keep(requestId: string, url: string): Promise<void> {
    if (answers.length >= MAX_ANSWERS || answerBytes >= MAX_ANSWERS_BYTES) return;
    const { body, base64Encoded } = await session.send('Network.getResponseBody', { requestId });
    const text = base64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    if (answerBytes + text.length > MAX_ANSWERS_BYTES || !isUseful(text, url)) return;
    const sha256 = createHash('sha256').update(text).digest('hex');
    // A page that polls gets the same answer over and over.
    if (answers.some((answer) => answer.sha256 === sha256)) return;
    answerBytes += text.length;
    answers.push({ url, sha256, text });
  }

  session.on('Network.requestWillBeSent', ({ requestId, type }) => {
    if (type === undefined || !BESIDE.has(type)) pending.add(requestId);
  });
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const isAnswer = type === 'XHR' || type === 'Fetch';
    const { status, mimeType, url } = response;
    if (!isAnswer || status < 200 || status > 299 || !MAY_BE_JSON.test(mimeType)) return;
    if (isWanted(url)) candidates.set(requestId, url);
  });
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    if (candidates.has(requestId)) {
      sizes.set(requestId, (sizes.get(requestId) ?? 0) + dataLength);
    }
    const before = bytes;
    bytes += dataLength;
    if (before <= maxBytes && bytes > maxBytes) onOverflow();
  });
  session.on('Network.loadingFailed', ({ requestId }) => {
    pending.delete(requestId);
    candidates.delete(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId }) => {
    pending.delete(requestId);
    const url = candidates.get(requestId);
    candidates.delete(requestId);
    if (url === undefined || (sizes.get(requestId) ?? 0) > MAX_ANSWER_BYTES) return;
    // A page that has gone elsewhere takes its answers with it.
    reading = reading.then(() => keep(requestId, url)).catch(() => undefined);
  });
  await session.send('Network.enable', {
    maxTotalBufferSize: 2 * MAX_ANSWERS_BYTES,
    maxResourceBufferSize: MAX_ANSWER_BYTES,
  });
  return {
    pending: () => pending.size,
    bytes: () => bytes,
    answerCount: () => answers.length,
    async answers() {
      await reading;
      return answers;
    },
  };
}
