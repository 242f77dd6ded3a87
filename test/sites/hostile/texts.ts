/** Bytes that are no text, and texts that are no page. */
import iconv from 'iconv-lite';
import { HTML, page, postingPage, PROSE, writeForever, type Behaviour } from './behaviour.js';

const POSTING = postingPage('高中数学一对一辅导');
const GBK = iconv.encode(POSTING, 'gb18030');
const JSON_TYPE = { 'content-type': 'application/json' };

/** Each entity is ten of the one before it. */
const LAUGHS = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "哈">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`,
).join('')}]><rss><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>`;

const FILE_ENTITY =
  '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' +
  '<rss><channel><title>t</title><item><title>&x;</title><link>/a</link></item></channel></rss>';

export const TEXTS: readonly Behaviour[] = [
  { path: '/nul', ends: 'done', answer: page(postingPage('Title\0 of it', `some\0 text ${PROSE}`)) },
  { path: '/surrogates', ends: 'done', answer: page(postingPage('&#xd800;题', `&#xdc00;${PROSE}`)) },
  { path: '/bad-utf8', ends: 'done', answer: page(Buffer.concat([Buffer.from(POSTING), Buffer.alloc(4_000, 0xfe)])) },
  { path: '/gbk-as-utf8', ends: 'done', answer: page(GBK) },
  { path: '/utf8-as-gbk', ends: 'done', answer: page(POSTING, { 'content-type': 'text/html; charset=gbk' }) },
  { path: '/gbk-as-base64', ends: 'done', answer: page(GBK, { 'content-type': 'text/html; charset=base64' }) },
  { path: '/gbk-as-hex', ends: 'done', answer: page(GBK, { 'content-type': 'text/html; charset=hex' }) },
  { path: '/gbk-as-utf7', ends: 'done', answer: page(GBK, { 'content-type': 'text/html; charset=utf-7' }) },
  { path: '/gbk-as-ucs2', ends: 'done', answer: page(GBK, { 'content-type': 'text/html; charset=ucs-2' }) },
  { path: '/utf16', ends: 'done', answer: page(iconv.encode(POSTING, 'utf16le'), { 'content-type': 'text/html; charset=utf-16le' }) },
  { path: '/pdf', ends: 'extract-failed', answer: page('%PDF-1.7', { 'content-type': 'application/pdf' }) },
  { path: '/exe', ends: 'extract-failed', answer: page('MZ\0\x01', { 'content-type': 'application/octet-stream' }) },
  { path: '/deep', ends: 'done', answer: page(`<h1>题</h1>${'<div>'.repeat(20_000)}${PROSE}`) },
  { path: '/links', ends: 'done', answer: page(`<h1>题</h1><ul>${links(100_000)}</ul>`) },
  { path: '/attributes', ends: 'done', answer: page(`<h1>题</h1><p ${attributes(50_000)}>${PROSE}</p>`) },
  { path: '/long-attribute', ends: 'done', answer: page(`<h1 class="${'a '.repeat(500_000)}">题</h1><p>${PROSE}</p>`) },
  { path: '/open-tables', ends: 'done', answer: page(`<h1>题</h1>${'<table><tr><td>'.repeat(3_000)}${PROSE}`) },
  { path: '/open-script', ends: 'done', answer: page(`<h1>题</h1><p>${PROSE}</p><script>var a = "<p>`) },
  { path: '/laughs', ends: 'done', answer: page(LAUGHS, { 'content-type': 'application/rss+xml' }) },
  { path: '/file-entity', ends: 'done', answer: page(FILE_ENTITY, { 'content-type': 'text/xml' }) },
  { path: '/json-deep', ends: 'extract-failed', answer: page('['.repeat(200_000), JSON_TYPE) },
  { path: '/json-as-html', ends: 'done', answer: page('{"a":"\\u0000"}') },
  {
    path: '/far-dates',
    ends: 'done',
    answer: page(
      `<script type="application/ld+json">{"@type":"JobPosting","title":"家教","description":"${PROSE}","datePosted":"+275760-09-13T00:00:00Z","validThrough":"-271821-04-20","url":"http://${'a'.repeat(300)}.example/","identifier":"${'9'.repeat(9_000)}","baseSalary":{"value":1e400}}</script>${POSTING}`,
    ),
  },
  {
    path: '/long-words',
    ends: 'done',
    answer: page(postingPage('题'.repeat(20_000), `${PROSE}${'字'.repeat(200_000)}<a href="/${'p/'.repeat(9_000)}">x</a><img src="/${'i'.repeat(9_000)}.jpg">`)),
  },
  {
    path: '/comments',
    ends: 'done',
    answer(_, response) {
      response.writeHead(200, HTML).write(POSTING);
      writeForever(response, Buffer.from('<!-- <p> -->'.repeat(1_000)), 60);
    },
  },
];

function links(count: number): string {
  return Array.from({ length: count }, (_, at) => `<li><a href="/p/${at}">周末数学小班课第${at}期</a></li>`).join('');
}

function attributes(count: number): string {
  return Array.from({ length: count }, (_, at) => `a${at}=1`).join(' ');
}
