/** What stands where a robots.txt should be. */
import { gzipSync } from 'node:zlib';
import { every, HTML, MEGABYTE, page, redirectTo, writeForever, type Behaviour, type Fault } from './behaviour.js';

export interface RobotsFile {
  readonly name: string;
  readonly answer: Fault;
  /** How a visit of any posting of that host ends. */
  readonly ends: Behaviour['ends'];
}

const TEXT = { 'content-type': 'text/plain' };
const rules = (text: string | Buffer): Fault => page(text, TEXT);

export const ROBOTS_FILES: readonly RobotsFile[] = [
  { name: 'missing', ends: 'done', answer: page('', { status: 404 }) },
  { name: 'forbidden', ends: 'done', answer: page('', { status: 403 }) },
  { name: 'broken', ends: 'robots-unreachable', answer: page('', { status: 500 }) },
  { name: 'later', ends: 'robots-unreachable', answer: page('', { status: 503, 'retry-after': '3600' }) },
  { name: 'too-many', ends: 'robots-unreachable', answer: page('', { status: 429 }) },
  { name: 'hanging', ends: 'robots-unreachable', answer: () => undefined },
  { name: 'dropping', ends: 'robots-unreachable', answer: ({ socket }) => socket.destroy() },
  {
    name: 'endless',
    ends: 'done',
    answer(_, response) {
      response.writeHead(200, TEXT);
      writeForever(response, Buffer.from('Disallow: /nowhere\n'.repeat(1_000)));
    },
  },
  {
    name: 'slow',
    ends: 'done',
    answer: (_, response) => setTimeout(() => response.writeHead(404).end(), 500),
  },
  {
    name: 'trickling',
    ends: 'robots-unreachable',
    answer(request, response) {
      response.writeHead(200, TEXT).write('User-agent: *\n');
      every(40, request, () => response.write('Disallow: /x\n'));
    },
  },
  { name: 'bomb', ends: 'done', answer: page(gzipSync(Buffer.alloc(16 * MEGABYTE)), { ...TEXT, 'content-encoding': 'gzip' }) },
  { name: 'not-gzip', ends: 'robots-unreachable', answer: page('User-agent: *', { 'content-encoding': 'gzip' }) },
  { name: 'html', ends: 'done', answer: page('<!doctype html><title>home</title>Disallow: /') },
  { name: 'binary', ends: 'done', answer: rules(Buffer.alloc(10_000, 0xff)) },
  { name: 'looping', ends: 'done', answer: redirectTo('/robots.txt') },
  { name: 'to-metadata', ends: 'address-refused', answer: redirectTo('http://169.254.169.254/robots.txt') },
  { name: 'to-file', ends: 'address-refused', answer: redirectTo('file:///etc/passwd') },
  { name: 'closed', ends: 'robots-disallowed', answer: rules('User-agent: *\nDisallow: /') },
  { name: 'closed-with-mark', ends: 'robots-disallowed', answer: rules('\uFEFFUser-agent: MINGCHA\r\rDisallow: *') },
  { name: 'stars', ends: 'done', answer: rules(`User-agent: *\nDisallow: /${'*a'.repeat(2_000)}$`) },
  { name: 'odd-delay', ends: 'done', answer: rules('User-agent: *\nCrawl-delay: -5\nCrawl-delay: 1e999\nCrawl-delay: x') },
  { name: 'empty', ends: 'done', answer: (_, response) => response.writeHead(200, HTML).end() },
];
