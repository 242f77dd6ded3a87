/** Bodies without measure, and bodies that are not what their encoding says. */
import { brotliCompressSync, constants, deflateRawSync, gzipSync } from 'node:zlib';
import {
  HTML,
  MEGABYTE,
  page,
  postingPage,
  writeForever,
  type Behaviour,
} from './behaviour.js';

const POSTING = Buffer.from(postingPage('初中数学一对一辅导'));
const ZEROS = 64 * MEGABYTE;

/** Made at the first question: it takes a moment, in which the site would not answer others. */
function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined;
  return () => (made ??= make());
}
/** 64 MB in 64 KB, and in less than 1 KB. */
const gzipBomb = once(() => gzipSync(Buffer.alloc(ZEROS)));
const brotliBomb = once(() => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 3 };
  return brotliCompressSync(Buffer.alloc(ZEROS), { params });
});

export const BODIES: readonly Behaviour[] = [
  {
    path: '/big',
    ends: 'too-large',
    answer(_, response) {
      response.writeHead(200, HTML);
      writeForever(response, Buffer.alloc(MEGABYTE, 'a'), 60);
    },
  },
  {
    path: '/endless',
    ends: 'too-large',
    answer(_, response) {
      response.writeHead(200, HTML);
      writeForever(response, Buffer.alloc(64 * 1024, 'b'));
    },
  },
  {
    path: '/says-big',
    ends: 'fetch-failed',
    answer(_, response) {
      response.writeHead(200, { ...HTML, 'content-length': String(2 ** 50) }).write('<p>x');
      setTimeout(() => response.destroy(), 20);
    },
  },
  {
    path: '/gzip-bomb',
    ends: 'too-large',
    answer: (_, response) =>
      response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(gzipBomb()),
  },
  {
    path: '/brotli-bomb',
    ends: 'too-large',
    answer: (_, response) =>
      response.writeHead(200, { ...HTML, 'content-encoding': 'br' }).end(brotliBomb()),
  },
  {
    path: '/chained-bomb',
    ends: 'too-large',
    answer: (_, response) =>
      response
        .writeHead(200, { ...HTML, 'content-encoding': 'gzip, gzip' })
        .end(gzipSync(gzipBomb())),
  },
  {
    // Packed as a file, without a word of it in the headers.
    path: '/silent-bomb',
    ends: 'too-large',
    answer: (_, response) => response.writeHead(200, HTML).end(gzipBomb()),
  },
  {
    path: '/many-encodings',
    ends: 'too-large',
    answer: page(POSTING, { 'content-encoding': 'gzip, gzip, gzip, gzip, gzip' }),
  },
  {
    path: '/data-url',
    ends: 'too-large',
    answer(_, response) {
      response.writeHead(200, HTML).write('<h1>x</h1><img src="data:image/png;base64,');
      writeForever(response, Buffer.alloc(MEGABYTE, 'A'), 200);
    },
  },
  {
    path: '/truncated-gzip',
    ends: 'fetch-failed',
    answer(_, response) {
      const whole = gzipSync(Buffer.from('<p>text</p>'.repeat(10_000)));
      response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' });
      response.end(whole.subarray(0, whole.length >> 1));
    },
  },
  {
    path: '/not-gzip',
    ends: 'fetch-failed',
    answer: page(POSTING, { 'content-encoding': 'gzip' }),
  },
  {
    path: '/gzip-and-more',
    ends: 'done',
    answer: page(Buffer.concat([gzipSync(POSTING), Buffer.from('\0'.repeat(512))]), {
      'content-encoding': 'gzip',
    }),
  },
  {
    path: '/raw-deflate',
    ends: 'done',
    answer: page(deflateRawSync(POSTING), { 'content-encoding': 'deflate' }),
  },
  {
    path: '/unknown-encoding',
    ends: 'fetch-failed',
    answer: page('x', { 'content-encoding': 'sdch' }),
  },
  { path: '/empty', ends: 'done', answer: page('') },
  { path: '/empty-gzip', ends: 'done', answer: page('', { 'content-encoding': 'gzip' }) },
];
