/** Pages that lead on without saying so in their status. */
import { HTML, page, postingPage, type Behaviour, type Fault } from './behaviour.js';

const meta = (content: string): Fault => page(`<meta http-equiv="refresh" content="${content}">`);
const script = (code: string): Fault => page(`<html><body><script>${code}</script></body></html>`);
/** Answers its own address with `first`, and what that leads to with a posting. */
const leadsOn =
  (first: Fault): Fault =>
  (request, response) => {
    if (request.url?.includes('arrived') !== true) first(request, response);
    else response.writeHead(200, HTML).end(postingPage('高中英语一对一辅导'));
  };

export const REFRESHES: readonly Behaviour[] = [
  { path: '/refresh', ends: 'done', answer: leadsOn(meta('0;url=?arrived')) },
  { path: '/refresh-quoted', ends: 'done', answer: leadsOn(meta(" 0 ; URL='?arrived'")) },
  { path: '/refresh-header', ends: 'done', answer: leadsOn(page('', { refresh: '0; url=?arrived' })) },
  { path: '/refresh-in-noscript', ends: 'done', answer: leadsOn(page('<noscript><meta http-equiv=Refresh content="1;?arrived"></noscript>')) },
  { path: '/script', ends: 'done', answer: leadsOn(script("window.location.href = '?arrived';")) },
  { path: '/script-replace', ends: 'done', answer: leadsOn(script('location.replace("?arrived")')) },
  { path: '/script-top', ends: 'done', answer: leadsOn(script("top.location='?arrived'")) },
  { path: '/refresh-loop', ends: 'too-large', answer: (request, response) =>
      meta(request.url?.includes('b') === true ? '0;url=?a' : '0;url=?b')(request, response) },
  { path: '/script-loop', ends: 'too-large', answer: (request, response) =>
      script(`location.href = '/script-loop?${String(request.url?.length ?? 0)}${'x'.repeat((request.url?.length ?? 0) % 50)}'`)(request, response) },
  { path: '/refresh-to-metadata', ends: 'address-refused', answer: meta('0;url=http://169.254.169.254/latest') },
  { path: '/refresh-to-localhost', ends: 'address-refused', answer: meta('0;url=http://localhost:8099/') },
  { path: '/refresh-to-file', ends: 'address-refused', answer: meta('0;url=file:///etc/passwd') },
  { path: '/script-to-metadata', ends: 'address-refused', answer: script("location='http://169.254.169.254/'") },
  // A page that is looked at is no redirect: it only reloads itself every now and then.
  { path: '/refresh-later', ends: 'done', answer: page(`<meta http-equiv="refresh" content="300;url=/elsewhere">${postingPage('高中生物一对一辅导')}`) },
];
