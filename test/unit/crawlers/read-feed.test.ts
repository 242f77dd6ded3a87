import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { extractFeed, feedFormat } from '../../../crawlers/extract/read-feed.js';
import { decodeText } from '../../../crawlers/fetch/decode-text.js';
import { judgePage } from '../../../crawlers/judge-page.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';
import { NOW, range } from './pages.js';

const URL_OF_FEED = 'http://news.example.com/feed.xml';

function read(text: string) {
  return extractFeed({ text, url: URL_OF_FEED, source: null, now: NOW });
}

const RSS = `<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>某县家教信息</title><link>http://news.example.com/</link>
<atom:link rel="next" href="/feed.xml?page=2"/>
<item><title><![CDATA[初二数学一对一 & 小班]]></title><link>/ad/1.html?a=1&amp;b=2</link>
 <pubDate>Wed, 10 May 2023 07:00:00 GMT</pubDate><dc:creator>李老师</dc:creator>
 <description>周末上课……</description>
 <content:encoded><![CDATA[<p>周末上课，两小时一次。</p><p>地点：某某小区&nbsp;3栋</p><img src="/i/1.jpg"><script>x()</script>]]></content:encoded></item>
<item><title>暑假作业辅导 &amp;amp; 托管</title><guid>http://news.example.com/ad/2.html</guid><author>mail@example.com (王老师)</author>
 <pubDate>09 May 2023 20:15</pubDate><description>&lt;p&gt;三人一班，&lt;b&gt;按月&lt;/b&gt;收费。&lt;/p&gt;</description>
 <enclosure url="/i/2.jpg" type="image/jpeg" length="1"/></item>
<item><title>没有网址的一条</title><guid isPermaLink="false">2023-3</guid><description>正文里有&nbsp;空格，1 < 2。</description></item>
<item><title></title><description> </description></item>
<item><title>又是第一条</title><link>http://news.example.com/ad/1.html?a=1&amp;b=2</link></item>
</channel></rss>`;

describe('RSS', () => {
  it('gives title, link, date, publisher, pictures and the longest text of each item', () => {
    const found = read(RSS);
    expect(found).toMatchObject({ kind: 'list', title: '某县家教信息' });
    expect(found?.postings).toEqual([
      {
        title: '初二数学一对一 & 小班',
        url: 'http://news.example.com/ad/1.html?a=1&b=2',
        body: '周末上课，两小时一次。\n地点：某某小区 3栋',
        publisher: '李老师',
        publishedAt: '2023-05-10T15:00:00+08:00',
        images: [{ url: 'http://news.example.com/i/1.jpg', alt: '' }],
        ...{ price: null, location: null, kind: 'ad' },
      },
      {
        title: '暑假作业辅导 & 托管',
        url: 'http://news.example.com/ad/2.html',
        body: '三人一班，按月收费。',
        publisher: '王老师',
        publishedAt: '2023-05-09T20:15:00+08:00',
        images: [{ url: 'http://news.example.com/i/2.jpg', alt: '' }],
        ...{ price: null, location: null, kind: 'ad' },
      },
      {
        title: '没有网址的一条',
        url: null,
        body: '正文里有 空格，1 < 2。',
        ...{ publisher: null, publishedAt: null, images: [] },
        ...{ price: null, location: null, kind: 'ad' },
      },
    ]);
    expect(found?.links.map(({ url, role }) => `${role} ${url}`)).toEqual([
      'next http://news.example.com/feed.xml?page=2',
      'detail http://news.example.com/ad/1.html?a=1&b=2',
      'detail http://news.example.com/ad/2.html',
    ]);
  });

  it('is read in GBK, as its own first line says', () => {
    const written = `<?xml version="1.0" encoding="gb2312"?><rss><channel><item><title>高中物理冲刺班招生</title>
      <link>http://news.example.com/3</link><description>寒假每天两小时</description></item></channel></rss>`;
    const { text, charset } = decodeText(iconv.encode(written, 'gb18030'), 'text/xml');
    expect(charset).toBe('gb18030');
    expect(read(text)?.postings).toMatchObject([
      { title: '高中物理冲刺班招生', body: '寒假每天两小时' },
    ]);
  });

  it('is read in its RDF form', () => {
    const rdf = `<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>甲</title></channel>
      <item><title>乙</title><link>http://news.example.com/4</link><dc:date>2023-04-08T08:00:00+08:00</dc:date></item></rdf:RDF>`;
    expect(read(rdf)?.postings).toMatchObject([
      { title: '乙', publishedAt: '2023-04-08T08:00:00+08:00' },
    ]);
  });
});

describe('Atom', () => {
  it('takes the alternate link, the name of the author and XHTML that stands there unescaped', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">教育&amp;nbsp;频道</title>
      <link rel="self" href="/feed.xml"/><author><name>编辑部</name></author>
      <entry><title>双减之后</title><link rel="replies" href="/c/1"/><link rel="alternate" href="/a/1"/>
       <id>tag:example.com,2023:1</id><author><name>张记者</name><email>z@example.com</email></author>
       <updated>2023-05-09T10:00:00Z</updated><published>2023-05-08T10:00:00Z</published><summary>简</summary>
       <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>第一段。</p><p>第二段。</p></div></content></entry></feed>`;
    const found = read(atom);
    expect(found?.title).toBe('教育 频道');
    expect(found?.postings).toMatchObject([
      {
        title: '双减之后',
        url: 'http://news.example.com/a/1',
        publisher: '张记者',
        publishedAt: '2023-05-08T18:00:00+08:00',
        body: '第一段。\n第二段。',
      },
    ]);
  });
});

describe('sitemaps', () => {
  it('name details; an index names further lists', () => {
    const sitemap = `<urlset><url><loc> http://news.example.com/a/1 </loc><lastmod>2023-05-01</lastmod></url>
      <url><loc>/a/2</loc></url><url><loc>javascript:x</loc></url><url/></urlset>`;
    expect(read(sitemap)).toMatchObject({
      postings: [],
      links: [
        { url: 'http://news.example.com/a/1', role: 'detail' },
        { url: 'http://news.example.com/a/2', role: 'detail' },
      ],
    });
    const index = `<sitemapindex><sitemap><loc>http://news.example.com/s1.xml</loc></sitemap></sitemapindex>`;
    expect(read(index)?.links).toEqual([
      { url: 'http://news.example.com/s1.xml', text: '', role: 'next' },
    ]);
  });
});

describe('what is no feed', () => {
  it.each([
    ['a page', '<!doctype html><html><body><feed>x</feed></body></html>'],
    ['a page in XHTML', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html><body/></html>'],
    ['text about feeds', 'see <rss version="2.0">'],
    ['a root that only sounds alike', '<rssfeed/>'],
    ['a name every object has', '<constructor></constructor>'],
    ['nothing', ''],
    ['a comment without end', '<!-- <rss>'],
    ['compressed bytes', gzipSync('<rss/>').toString('latin1')],
  ])('%s', (_, text) => {
    expect(feedFormat(text)).toBeUndefined();
    expect(read(text)).toBeUndefined();
  });
});

describe('broken and hostile feeds', () => {
  it('gives what there is of one that is cut off, unescaped or unclosed', () => {
    expect(read(RSS.slice(0, RSS.indexOf('三人一班') + 4))?.postings).toHaveLength(2);
    const unescaped = `<rss><channel><item><title>A & B</title><link>http://news.example.com/5</link>
      <description><p>甲<br>乙</p></description></item></channel></rss>`;
    expect(read(unescaped)?.postings).toMatchObject([{ title: 'A & B', body: '甲\n乙' }]);
    const unclosed = `<rss><channel><item><title>一</title><link>/1</link><item><title>二</title><link>/2</link></channel></rss>`;
    expect(read(unclosed)?.postings.map(({ title }) => title)).toEqual(['一', '二']);
    expect(read('<rss')).toBeUndefined();
    expect(read('<rss version="2.0">')?.postings).toEqual([]);
  });

  it('expands no entity that the file declares', () => {
    const declared = range(9)
      .map((id) => `<!ENTITY x${id + 1} "${`&x${id};`.repeat(10)}">`)
      .join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x1 "lol"><!ENTITY f SYSTEM "file:///etc/hostname">${declared}]>
      <rss><channel><item><title>&x10;&f;</title><link>http://news.example.com/6</link></item></channel></rss>`;
    const found = read(bomb);
    expect(found?.postings).toHaveLength(1);
    expect(found?.postings[0]?.title).toBe('&x10;&f;');
  });

  it.each([
    ['nested without end', `<rss><channel>${'<item>'.repeat(200_000)}`],
    ['nested inside a text', `<rss><item><description>${'<div>'.repeat(200_000)}x`],
    [
      'nested inside CDATA',
      `<rss><item><title>t</title><description><![CDATA[${'<div>'.repeat(200_000)}x]]></description></item></rss>`,
    ],
    ['CDATA that never ends, again and again', `<rss>${'<![CDATA['.repeat(200_000)}`],
    ['closed without having been opened', `<rss>${'</item>'.repeat(500_000)}</rss>`],
    [
      'a title of many parts',
      `<rss><item><title>${'<b>t</b>'.repeat(300_000)}</title></item></rss>`,
    ],
    ['open angles only', `<rss>${'<'.repeat(1_000_000)}`],
    [
      'two hundred thousand entries',
      `<rss>${'<item><title>t</title><link>/1</link></item>'.repeat(200_000)}</rss>`,
    ],
  ])('%s: ends soon', (_, text) => {
    const before = performance.now();
    expect(read(text)?.kind).toBe('list');
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it('takes a bounded number of entries', () => {
    const entries = range(6_000).map(
      (id) => `<item><title>第${id}条</title><link>/${id}</link></item>`,
    );
    expect(read(`<rss><channel>${entries.join('')}</channel></rss>`)?.postings).toHaveLength(5_000);
  });
});

describe('a feed as the start of a source', () => {
  const item = (host: string, id: number) =>
    `<item><title>第${id}条家教信息</title><link>http://${host}/ad/${id}</link><description>周末上课第${id}班</description></item>`;
  const feed = `<rss><channel>${item('news.example.com', 1)}${item('elsewhere.example.net', 2)}</channel></rss>`;

  function judge(text: string, contentType: string, source: Partial<SourceInput>) {
    return judgePage(
      {
        ...{ url: URL_OF_FEED, finalUrl: URL_OF_FEED, redirects: [], status: 200, headers: {} },
        ...{ text, bytes: Buffer.from(text), charset: 'utf-8', contentType },
        ...{ fetchedBy: 'http', fetchedAt: NOW, tookMs: 1 },
      },
      {
        ...{ urlId: 1, url: URL_OF_FEED, role: 'list', fetchBy: 'http', depth: 0, fence: 1 },
        ...{ etag: null, lastModified: null, bodyHash: null },
      },
      {
        source: SourceSchema.parse({
          ...{ id: 'x', name: 'x', kind: 'tutoring', start: [URL_OF_FEED], ...source },
        }),
        limits: { retryMs: 1, throttleMs: 2 },
        hasBrowser: true,
      },
    );
  }

  it.each(['application/rss+xml', 'text/html', 'application/octet-stream', ''])(
    'served as %j it leads to the pages of its postings',
    (contentType) => {
      const visit = judge(feed, contentType, {});
      expect(visit).toMatchObject({
        outcome: 'fetched',
        newUrls: [{ url: 'http://news.example.com/ad/1', role: 'detail' }],
        // On a host that may not be followed the feed's own text is all there is.
        postings: [{ url: 'http://elsewhere.example.net/ad/2' }],
        issues: [],
      });
    },
  );

  it('is taken as it is when nothing is followed', () => {
    const visit = judge(feed, 'text/xml', { follow: 'none' });
    expect(visit).toMatchObject({ outcome: 'fetched', newUrls: [], issues: [] });
    expect(visit.outcome === 'fetched' && visit.postings).toHaveLength(2);
  });

  it('a sitemap leads on and is no empty page; one that leads nowhere is', () => {
    const index = `<sitemapindex><sitemap><loc>http://news.example.com/s1.xml</loc></sitemap></sitemapindex>`;
    expect(judge(index, 'text/xml', {})).toMatchObject({
      newUrls: [{ url: 'http://news.example.com/s1.xml', role: 'list' }],
      issues: [],
    });
    expect(judge('<urlset/>', 'text/xml', {})).toMatchObject({ issues: [{ kind: 'empty-page' }] });
  });

  it('is what `extract` shows', () => {
    const { kind, postings } = extractPage({ html: feed, url: URL_OF_FEED, now: NOW });
    expect({ kind, count: postings.length }).toEqual({ kind: 'list', count: 2 });
  });
});
