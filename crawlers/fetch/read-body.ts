/** A response body, read with a limit before and after content decoding. */
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { FetchFailed, FetchTooLarge } from '../../domain/errors.js';

export interface BodyLimits {
  /** Most bytes on the wire, and most bytes after decoding. */
  readonly maxBytes: number;
  /** `error` throws FetchTooLarge; `cut` returns what fits (robots.txt). */
  readonly overflow: 'error' | 'cut';
}

/** Chained encodings are legal; real servers use one, bombs use many. */
const MAX_ENCODINGS = 3;

/**
 * @param encoding the Content-Encoding header, '' when there is none
 * @throws FetchTooLarge beyond the limit, FetchFailed when the encoding is unknown
 */
export async function readBody(
  body: Readable,
  encoding: string,
  limits: BodyLimits,
): Promise<Buffer> {
  const encodings = encoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > MAX_ENCODINGS) {
    // Without a listener the end of a body that nobody reads would end the process.
    body.on('error', () => undefined).destroy();
    throw new FetchTooLarge(
      `${encodings.length} content encodings, at most ${MAX_ENCODINGS} are taken`,
    );
  }
  const wire = await readBounded(body, limits);
  let bytes = wire;
  for (const name of encodings.reverse()) {
    if (bytes.length === 0) break;
    bytes = await readBounded(
      Readable.from([bytes], { objectMode: false }).pipe(decoder(name, bytes)),
      limits,
    );
  }
  return bytes;
}

function decoder(name: string, bytes: Buffer): Transform {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      // Some servers send raw deflate; a zlib header has 8 in the low nibble of its first byte.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    default:
      throw new FetchFailed(`content encoding "${name}" is unknown`);
  }
}

async function readBounded(stream: Readable, limits: BodyLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= limits.maxBytes) continue;
    stream.destroy();
    if (limits.overflow === 'cut') return Buffer.concat(chunks).subarray(0, limits.maxBytes);
    throw new FetchTooLarge(`more than ${limits.maxBytes} bytes`);
  }
  return Buffer.concat(chunks, length);
}
