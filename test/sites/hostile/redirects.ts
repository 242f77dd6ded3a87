/** Redirects without an end, and redirects to where nobody may go. */
import { HTML, postingPage, raw, redirectTo, type Behaviour, type Fault } from './behaviour.js';

const POSTING = postingPage('初中化学一对一辅导');
/** `北京` in GBK and in UTF-8, as servers write it into headers that must be ASCII. */
const GBK = Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]);

/** One after the other: `/chain?n=20`, `/chain?n=19` … */
const chain: Fault = (request, response) => {
  const left = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('n') ?? 20);
  if (left === 0) response.writeHead(200, HTML).end(POSTING);
  else response.writeHead(302, { location: `/chain?n=${left - 1}` }).end();
};

const grow: Fault = (request, response) =>
  response.writeHead(302, { location: `${request.url ?? ''}/grow-more` }).end();

const toBytes: (path: string, bytes: Buffer) => Fault = (path, bytes) => (request, response) => {
  const hasArrived = request.url?.startsWith(`${path}?`) === true;
  if (hasArrived && request.url?.toUpperCase().includes(percent(bytes)) === true) {
    response.writeHead(200, HTML).end(POSTING);
  } else if (hasArrived) response.writeHead(404, HTML).end('not the address that I named');
  else {
    const location = `${path}?city=${bytes.toString('latin1')}`;
    response.writeHead(302, { location }).end();
  }
};

function percent(bytes: Buffer): string {
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase()}`).join('');
}

export const REDIRECTS: readonly Behaviour[] = [
  { path: '/loop', ends: 'too-large', answer: redirectTo('/loop') },
  { path: '/loop-a', ends: 'too-large', answer: redirectTo('/loop-b') },
  { path: '/loop-b', ends: 'too-large', answer: redirectTo('/loop-a') },
  { path: '/chain', ends: 'too-large', answer: chain },
  { path: '/grow', ends: 'too-large', answer: grow },
  {
    path: '/to-metadata',
    ends: 'address-refused',
    answer: redirectTo('http://169.254.169.254/latest/meta-data/'),
  },
  { path: '/to-localhost', ends: 'address-refused', answer: redirectTo('http://localhost:8099/') },
  { path: '/to-v6', ends: 'address-refused', answer: redirectTo('http://[::ffff:7f00:1]:8099/', 301) },
  { path: '/to-decimal', ends: 'address-refused', answer: redirectTo('http://2852039166/', 307) },
  { path: '/to-octal', ends: 'address-refused', answer: redirectTo('http://0251.0376.0251.0376/', 308) },
  { path: '/to-dots', ends: 'address-refused', answer: redirectTo('http://169。254。169。254/') },
  { path: '/to-backslash', ends: 'address-refused', answer: redirectTo('http:\\\\169.254.169.254\\') },
  { path: '/to-user', ends: 'address-refused', answer: redirectTo('http://127.0.0.1@10.0.0.1/') },
  { path: '/to-smtp', ends: 'address-refused', answer: redirectTo('http://127.0.0.1:25/') },
  { path: '/to-file', ends: 'address-refused', answer: redirectTo('file:///etc/passwd') },
  { path: '/to-script', ends: 'address-refused', answer: redirectTo('javascript:alert(1)') },
  { path: '/to-data', ends: 'address-refused', answer: redirectTo('data:text/html,<h1>x</h1>') },
  { path: '/to-ftp', ends: 'address-refused', answer: redirectTo('ftp://127.0.0.1/') },
  { path: '/to-nowhere', ends: 'fetch-failed', answer: redirectTo('http://[') },
  { path: '/to-nobody', ends: 'robots-unreachable', answer: redirectTo('http://no-such-host.invalid/') },
  { path: '/to-empty', ends: 'too-large', answer: redirectTo('') },
  {
    path: '/no-location',
    ends: 'refused',
    answer: (_, response) => response.writeHead(302, HTML).end('<h1>moved</h1>'),
  },
  {
    path: '/body-of-redirect',
    ends: 'too-large',
    answer: raw('HTTP/1.1 302 Found\r\nlocation: /body-of-redirect\r\ntransfer-encoding: chunked\r\n\r\n5\r\n'),
  },
  { path: '/to-utf8', ends: 'done', answer: toBytes('/to-utf8', Buffer.from('北京')) },
  { path: '/to-gbk', ends: 'done', answer: toBytes('/to-gbk', GBK) },
  {
    path: '/cookie-gate',
    ends: 'done',
    answer(request, response) {
      if (request.headers.cookie?.includes('pass=1') === true) {
        response.writeHead(200, HTML).end(POSTING);
        return;
      }
      response.writeHead(302, { location: '/cookie-gate', 'set-cookie': 'pass=1; Path=/' }).end();
    },
  },
];
