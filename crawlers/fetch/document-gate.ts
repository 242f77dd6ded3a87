/**
 * The main document of a browser page, on its way into the browser: each redirect is asked for
 * before it is followed, and what arrives is decoded here, so that Chromium reads it as we would.
 */
import type { CDPSession } from 'playwright';
import { FetchTooLarge } from '../../domain/errors.js';
import { decodeText } from './decode-text.js';

export interface DocumentGateOptions {
  /** Documents of other frames are let through as they are. */
  readonly frameId: string;
  /** A charset that wins over what the page says. */
  readonly charset: string | undefined;
  /** Of a document, after content decoding. */
  readonly maxBytes: number;
  /** Asked before the address of a redirect is fetched; throws to refuse. */
  readonly beforeRedirect: (url: string) => Promise<void>;
}

export interface DocumentGate {
  /** Why the last document was not let in. */
  refusal(): Error | undefined;
}

interface PausedDocument {
  readonly requestId: string;
  readonly frameId: string;
  readonly request: { readonly url: string };
  readonly responseStatusCode?: number;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[];
}

const TEXT = /^\s*(?:text\/html|text\/plain|application\/xhtml\+xml)\b/i;
const CHUNK_BYTES = 256 * 1024;
/** What no longer holds for a body that was decoded and written anew. */
const BODY_HEADERS = /^(?:content-type|content-length|content-encoding)$/i;

/** Stands until the session ends. */
export async function openDocumentGate(
  session: CDPSession,
  options: DocumentGateOptions,
): Promise<DocumentGate> {
  let refusal: Error | undefined;

  async function letIn(paused: PausedDocument): Promise<void> {
    const { requestId, frameId, responseStatusCode: status } = paused;
    const header = (name: string) =>
      paused.responseHeaders?.find((candidate) => candidate.name.toLowerCase() === name)?.value;
    const proceed = () => session.send('Fetch.continueRequest', { requestId });
    // No status: the request failed, and is to fail.
    if (frameId !== options.frameId || status === undefined) return void (await proceed());
    refusal = undefined;
    const location = header('location');
    if (status >= 300 && status < 400 && location !== undefined) {
      if (URL.canParse(location, paused.request.url)) {
        const next = new URL(location, paused.request.url);
        next.hash = '';
        if (/^https?:$/.test(next.protocol)) await options.beforeRedirect(next.href);
      }
      return void (await proceed());
    }
    const contentType = header('content-type') ?? '';
    const isDownload = /^\s*attachment/i.test(header('content-disposition') ?? '');
    // What is no text is shown by the browser in its own way, or not at all.
    if (!TEXT.test(contentType) || isDownload) return void (await proceed());
    const bytes = await readBody(session, requestId, options.maxBytes);
    const { text } = decodeText(bytes, contentType, options.charset);
    const [mime = 'text/html'] = contentType.split(';', 1);
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: status,
      responseHeaders: [
        ...(paused.responseHeaders ?? []).filter(({ name }) => !BODY_HEADERS.test(name)),
        { name: 'content-type', value: `${mime.trim()}; charset=utf-8` },
      ],
      body: Buffer.from(text, 'utf8').toString('base64'),
    });
  }

  session.on('Fetch.requestPaused', (paused) => {
    letIn(paused).catch(async (error: unknown) => {
      refusal = error instanceof Error ? error : new Error(String(error));
      const refused = { requestId: paused.requestId, errorReason: 'AccessDenied' } as const;
      // A page that is closed in the meantime has nothing left to be told.
      await session.send('Fetch.failRequest', refused).catch(() => undefined);
    });
  });
  await session.send('Fetch.enable', {
    patterns: [{ resourceType: 'Document', requestStage: 'Response' }],
  });
  return { refusal: () => refusal };
}

async function readBody(session: CDPSession, requestId: string, maxBytes: number): Promise<Buffer> {
  const { stream } = await session.send('Fetch.takeResponseBodyAsStream', { requestId });
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = await session.send('IO.read', { handle: stream, size: CHUNK_BYTES });
    const bytes = Buffer.from(chunk.data, chunk.base64Encoded === true ? 'base64' : 'utf8');
    chunks.push(bytes);
    length += bytes.length;
    if (length > maxBytes) {
      await session.send('IO.close', { handle: stream });
      throw new FetchTooLarge(`more than ${maxBytes} bytes`);
    }
    if (chunk.eof) break;
  }
  await session.send('IO.close', { handle: stream });
  return Buffer.concat(chunks, length);
}
