import { describe, expect, it } from 'vitest';
import {
  detailsToSee,
  isScriptShell,
  suggestSource,
  type SuggestQuestion,
} from '../../../crawlers/suggest/suggest-source.js';
import { FetchForbidden, InvalidInput } from '../../../domain/errors.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';
import { parseSource } from '../../../runtime/read-sources.js';
import { formatSource } from '../../../runtime/write-source.js';
import { FORUM_LIST, NOW, range, RECRUITMENT_LIST } from './pages.js';

const page = (title: string, main: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body>
  <div class="nav"><a href="/">首页</a><a href="/a">栏目一</a><a href="/b">栏目二</a><a href="/c">栏目三</a></div>
  ${main}<div class="footer"><p>版权所有 某某网</p></div></body></html>`;

const CARDS = page(
  '身边的家教 - 某某师选',
  `<div class="grid">${range(9)
    .map(
      (id) => `<div class="card"><h3><a href="/t/${id}">初中数学家教第${id}位</a></h3>
      <p class="price">${100 + id}元/小时</p><p>五年经验，周末上门，一对一……</p></div>`,
    )
    .join('')}</div><a class="next" href="/?page=2">下一页</a>`,
);

const NEWS = page(
  '教育新闻_某某新闻网',
  `<ul class="news_list">${range(15)
    .map(
      (id) =>
        `<li><a href="/2023/05/${id}.html">市教育局召开第${id}次工作会议部署有关事项</a><span class="date">2023-05-0${(id % 9) + 1}</span></li>`,
    )
    .join('')}</ul><div class="pager"><a href="/edu/2.html">下一页</a></div>`,
);

const WHOLE_POSTS = page(
  '同城圈 - 最新动态',
  `<div class="posts">${range(8)
    .map(
      (id) =>
        `<div class="post"><a class="user" href="/u/${id}">用户第${id}号</a><p class="text">第${id}段：${'孩子成绩不好，想问问大家怎么办才好。'.repeat(6)}</p></div>`,
    )
    .join('')}</div>`,
);

const DEFINITIONS = page(
  '便民信息汇总',
  `<dl id="board">${range(8)
    .map(
      (id) =>
        `<dt><a href="/info/${id}">暑假小学托管班招生第${id}期</a></dt><dd>地点在某某小区，联系方式见内文，先到先得。</dd>`,
    )
    .join('')}</dl>`,
);

const SHELL =
  '<!doctype html><title>找家教</title><div id="app"></div><script src="/app.js"></script>';

const detail = (body: string) =>
  page('某条信息', `<h1>某条信息的标题</h1><div class="content">${body}</div>`);
const LONG_DETAIL = detail('<p>周末上课，两小时一次，地点在某某小区，先试听再交钱。</p>'.repeat(8));
const DETAIL_SHELL = '<title>x</title><div id="app"></div><script src="/app.js"></script>';

function suggest(html: string, url: string, more: Partial<SuggestQuestion> = {}) {
  const suggestion = suggestSource({ html, url, now: NOW, ...more });
  // Whatever was suggested, the file that is printed is one that is accepted.
  const read = parseSource(formatSource(suggestion.source), 'suggested.yml');
  expect(read).toEqual(SourceSchema.parse(suggestion.source));
  return suggestion;
}

function withDetails(html: string, url: string, detailHtml: string): Partial<SuggestQuestion> {
  const urls = detailsToSee({ html, url, now: NOW }).slice(0, 3);
  return { detailHtml: urls.map((own) => ({ url: own, html: detailHtml })) };
}

describe('suggestSource', () => {
  it.each([
    {
      name: 'a recruitment list',
      html: RECRUITMENT_LIST,
      url: 'http://www.zhaopin.example.com/jiaoshi/',
      count: 10,
      source: { id: 'zhaopin-example-com-jiaoshi', kind: 'recruitment', follow: 'detail' },
    },
    {
      name: 'a forum',
      html: FORUM_LIST,
      url: 'http://bbs.example.com/forum-9-1.html',
      count: 12,
      source: { id: 'bbs-example-com', kind: 'platform', name: '家长交流区 - 某某论坛' },
    },
    {
      name: 'a grid of cards',
      html: CARDS,
      url: 'https://example.com:8443/',
      count: 9,
      source: { id: 'example-com-8443', kind: 'tutoring', follow: 'detail' },
    },
    {
      name: 'a news list',
      html: NEWS,
      url: 'http://news.example.com/edu/',
      count: 15,
      source: { id: 'news-example-com-edu', kind: 'news', name: '教育新闻_某某新闻网' },
    },
  ])('$name: $count postings', ({ html, url, count, source }) => {
    const found = suggest(html, url, withDetails(html, url, LONG_DETAIL));
    expect(found.source).toMatchObject({
      ...{ start: [url], fetch: 'http', follow: 'detail', pace: { delayMs: 2_000 }, ...source },
      expects: { postings: Math.floor(count * 0.8) },
    });
    expect(found.source.list).toBeUndefined();
    expect(found.sample).toHaveLength(count);
    expect(found.sample.filter(({ body }) => body.includes('先试听再交钱'))).toHaveLength(3);
    expect(found.warnings).toEqual([]);
  });

  it('follows nothing where the list shows everything', () => {
    const { source, sample } = suggest(WHOLE_POSTS, 'http://q.example.com/');
    expect(source).toMatchObject({ kind: 'platform', fetch: 'http', follow: 'none' });
    expect(sample).toHaveLength(8);
    expect(sample.every(({ kind }) => kind === 'post')).toBe(true);
  });

  it('follows nothing where the pages of the postings say no more, or are closed', () => {
    const url = 'https://example.com/';
    const uncut = CARDS.replaceAll('……', '。');
    const same = withDetails(uncut, url, detail('<p>五年经验，周末上门，一对一。</p>'));
    expect(suggest(uncut, url, same).source.follow).toBe('none');
    // A text that the list cuts short is worth a visit, however little it hides.
    expect(suggest(CARDS, url, same).source.follow).toBe('detail');
    const walled = suggest(
      CARDS,
      url,
      withDetails(CARDS, url, '<title>安全验证</title><p>请完成验证</p>'),
    );
    expect(walled.source).toMatchObject({ follow: 'none', fetch: 'http' });
    expect(walled.warnings.join('\n')).toContain('captcha');
    expect(suggest(CARDS, url, { areDetailsRefused: true }).source.follow).toBe('none');
  });

  it('expects what was seen, a little under, of the pages that will be visited', () => {
    const url = 'https://example.com/';
    const { source } = suggest(CARDS, url, withDetails(CARDS, url, LONG_DETAIL));
    expect(source.expects).toMatchObject({ postings: 7, fields: ['title', 'body'] });
    expect(source.expects?.length).toBeGreaterThan(50);
    expect(source.expects?.length).toBeLessThan(200);
    const unseen = suggest(CARDS, url);
    expect(unseen.source).toMatchObject({ fetch: 'auto', expects: { postings: 7 } });
    expect(unseen.source.expects?.fields).toBeUndefined();
    expect(unseen.warnings).toHaveLength(1);
    // One notice without a page says nothing about the others.
    const notice = CARDS.replace(
      '<div class="card">',
      '<div class="card"><p>本站提示：先试听再交钱，谨防受骗，遇到要求先交定金的请举报。</p></div><div class="card">',
    );
    const some = suggest(notice, url);
    expect(some.sample.filter(({ url: own }) => own === null)).toHaveLength(1);
    expect(some.source.expects).toEqual({ postings: 8 });
  });

  it('fetches by browser what is empty without script', () => {
    const url = 'https://example.com/';
    expect(isScriptShell({ html: SHELL, url, now: NOW })).toBe(true);
    expect(isScriptShell({ html: CARDS, url, now: NOW })).toBe(false);
    const unseen = suggest(SHELL, url);
    expect(unseen).toMatchObject({ source: { fetch: 'browser', kind: 'tutoring' }, sample: [] });
    expect(unseen.warnings.join('\n')).toContain('没有样例');
    const drawn = CARDS.replace('</body>', '<script src="/app.js"></script></body>');
    const seen = suggest(drawn, url, { fetchedBy: 'browser' });
    expect(seen.source.fetch).toBe('browser');
    expect(seen.sample).toHaveLength(9);
    const mixed = suggest(CARDS, url, withDetails(CARDS, url, DETAIL_SHELL));
    expect(mixed.source.fetch).toBe('auto');
    expect(mixed.warnings.join('\n')).toContain('需要浏览器');
  });

  it('keeps the pace that robots.txt asks for, within what a source may say', () => {
    const url = 'https://example.com/';
    const paceOf = (crawlDelayMs: number) =>
      suggest(CARDS, url, { crawlDelayMs }).source.pace?.delayMs;
    expect([500, 10_000, 10_000_000].map(paceOf)).toEqual([2_000, 10_000, 600_000]);
  });

  it('names the hosts on which the postings live', () => {
    const away = CARDS.replaceAll('href="/t/', 'href="https://t.other.example.net/t/');
    const { source, warnings } = suggest(away, 'https://www.example.com/');
    expect(source.hosts).toEqual(['t.other.example.net']);
    expect(warnings.join('\n')).toContain('t.other.example.net');
    const below = CARDS.replaceAll('href="/t/', 'href="https://t.example.com/t/');
    expect(suggest(below, 'https://www.example.com/').source.hosts).toBeUndefined();
  });

  it('writes a selector only where a shorter list would be mistaken', () => {
    // Two links a day are outdone by the box of twelve beside them.
    const side = `<div class="box">${range(12)
      .map(
        (id) =>
          `<div class="row"><a href="/old/${id}">往期回顾之中小学课后服务情况第${id}篇</a></div>`,
      )
      .join('')}</div>`;
    const main = `<div class="main">${range(30)
      .map(
        (id) =>
          `<div class="item"><a href="/new/${id}">今日家教需求第${id}号：找数学老师</a></div>`,
      )
      .join('')}</div>`;
    const url = 'https://example.com/';
    const { source, sample, warnings } = suggest(page('家教需求', main + side), url);
    expect(source.list).toEqual({ item: 'div.item' });
    expect(sample).toHaveLength(30);
    expect(warnings.join('\n')).toContain('list.item');
    expect(suggest(page('家教需求', main), url).source.list).toBeUndefined();
  });

  const LAYOUTS: Readonly<Record<string, (row: (id: number) => string) => string>> = {
    'a table': (row) =>
      `<table><tr><th>标题</th><th>地点</th></tr>${range(12)
        .map((id) => `<tr><td>${row(id)}</td><td>某某区</td></tr>`)
        .join('')}</table>`,
    'lists in a list': (row) =>
      `<ul class="all">${range(4)
        .map(
          (group) =>
            `<li class="group"><ul>${range(3)
              .map((at) => `<li>${row(group * 3 + at - 3)}</li>`)
              .join('')}</ul></li>`,
        )
        .join('')}</ul>`,
    'articles with a summary': (row) =>
      range(12)
        .map((id) => `<article><h2>${row(id)}</h2><p>本月起每周两次，时间另约。</p></article>`)
        .join(''),
    'rows of a grid': (row) =>
      `<div class="g">${range(4)
        .map(
          (line) =>
            `<div class="line">${range(3)
              .map((at) => `<div class="cell">${row(line * 3 + at - 3)}</div>`)
              .join('')}</div>`,
        )
        .join('')}</div>`,
    'rows that differ in their class': (row) =>
      `<ul>${range(12)
        .map(
          (id) =>
            `<li class="${id % 2 === 0 ? 'even' : 'odd'}${id === 1 ? ' top' : ''}">${row(id)}<em>05-0${(id % 9) + 1}</em></li>`,
        )
        .join('')}</ul>`,
    'a list that grows on scrolling': (row) =>
      `<div id="stream">${range(12)
        .map((id) => `<section class="s">${row(id)}</section>`)
        .join('')}</div><div class="loading">加载中</div>`,
    'a list in a frame of layout tables': (row) =>
      `<table><tr><td width="20%">左栏</td><td>${`<table>${range(12)
        .map((id) => `<tr><td>${row(id)}</td></tr>`)
        .join('')}</table>`}</td></tr></table>`,
  };

  it.each(Object.entries(LAYOUTS))('takes all twelve of %s', (_, layout) => {
    const row = (id: number) => `<a href="/info/${id}">暑假初中数学辅导班招生启事第${id}号</a>`;
    const { sample } = suggest(page('便民信息', layout(row)), 'https://example.com/');
    expect(sample.map(({ url }) => url)).toEqual(
      range(12).map((id) => `https://example.com/info/${id}`),
    );
  });

  it('does not split a card whose two links lead to different kinds of pages', () => {
    const cards = range(9).map(
      (
        id,
      ) => `<div class="card"><div><a href="/index.php?m=job&id=${id}">初中数学专职教师第${id}名</a></div>
        <div><a href="/index.php?m=firm&id=${id}">某某教育咨询公司第${id}店</a></div></div>`,
    );
    const { sample } = suggest(
      page('招聘', `<div>${cards.join('')}</div>`),
      'https://example.com/',
    );
    expect(sample).toHaveLength(9);
    const texts = sample.map(({ title, body }) => `${title}\n${body}`);
    expect(texts.filter((text) => /教师第/.test(text) && /公司第/.test(text))).toHaveLength(9);
  });

  it('takes no date for a title', () => {
    const dated = WHOLE_POSTS.replaceAll(
      /<p class="text">第(\d+)段/g,
      '<a href="/p/$1">2023-05-09 08:00</a>$&',
    );
    const { sample } = suggest(dated, 'http://q.example.com/');
    expect(sample.map(({ url, title }) => ({ url, title }))).toEqual(
      range(8).map((id) => ({ url: `http://q.example.com/p/${id}`, title: '' })),
    );
  });

  it('takes definition lists', () => {
    const { sample } = suggest(DEFINITIONS, 'https://example.com/');
    expect(sample.map(({ url }) => url)).toEqual(
      range(8).map((id) => `https://example.com/info/${id}`),
    );
  });

  it('takes feeds, whole or with a page for each posting, and sitemaps', () => {
    const feed = (text: string) =>
      `<rss><channel><title>家教信息</title>${range(6)
        .map(
          (id) =>
            `<item><title>家教第${id}条</title><link>/ad/${id}</link><description>${text}</description></item>`,
        )
        .join('')}</channel></rss>`;
    const url = 'http://example.com/rss';
    const short = feed('周末上课……');
    const followed = suggest(short, url, withDetails(short, url, LONG_DETAIL));
    expect(followed).toMatchObject({
      source: { kind: 'tutoring', name: '家教信息', fetch: 'http', follow: 'detail' },
      warnings: [],
    });
    expect(suggest(feed('整段文字都在这里。'.repeat(40)), url).source.follow).toBe('none');
    const sitemap = `<urlset>${range(20)
      .map((id) => `<url><loc>http://example.com/ad/${id}</loc></url>`)
      .join('')}</urlset>`;
    const named = suggest(sitemap, 'http://example.com/sitemap.xml', {
      detailHtml: [{ url: 'http://example.com/ad/1', html: LONG_DETAIL }],
    });
    expect(named).toMatchObject({
      source: { follow: 'detail', expects: { postings: 16, fields: ['title', 'body'] } },
    });
    expect(named.sample).toHaveLength(1);
  });

  it.each([
    [
      'an article',
      page(
        '一篇文章',
        `<h1>一篇关于教育的文章标题</h1>${'<p>这是一段完整的话，讲了许多道理。</p>'.repeat(12)}`,
      ),
    ],
    ['next to nothing', '<title>关于我们</title><h1>关于我们</h1><p>只有一段话。</p>'],
    ['an empty page', ''],
    ['a captcha', '<title>安全验证</title><p>请完成验证后继续访问</p>'],
    ['an empty feed', '<rss><channel><title>x</title></channel></rss>'],
  ])('%s is no list, and says so', (name, html) => {
    const attempt = () => suggestSource({ html, url: 'http://example.com/x', now: NOW });
    expect(attempt).toThrow(name === 'a captcha' ? FetchForbidden : InvalidInput);
    expect(attempt).toThrow(
      expect.objectContaining({ userMessage: expect.any(String) as unknown }),
    );
  });

  it.each([
    ['http://xn--fiqs8s.example.com/', 'xn-fiqs8s-example-com'],
    ['http://WWW.Example.com/列表/?a=1', 'example-com'],
    ['http://[2001:db8::1]:8080/a_b/c.html', '2001-db8-1-8080-a-b'],
  ])('%s gets the id %s', (url, id) => {
    expect(suggest(CARDS, url).source.id).toBe(id);
  });

  it.each([
    [
      '某某吧-某某贴吧--某某官方吧--最新的热议话题讨论吧，最新的资讯新闻和更多更多的内容都在这里',
      '某某吧-某某贴吧--某某官方吧--最新的热议话题讨论吧',
    ],
    [`${'长'.repeat(60)}`, '长'.repeat(40)],
    ['【某市教师招聘信息】(第 3 页) - Powered by Discuz!', '某市教师招聘信息'],
    ['', 'example.com'],
  ])('a page called %j gives the name %j', (title, name) => {
    const html = CARDS.replace(/<title>.*<\/title>/, `<title>${title}</title>`);
    expect(suggest(html, 'https://example.com/').source.name).toBe(name);
  });

  it('writes a file that reads back the same, whatever stands in it', () => {
    const input: SourceInput = {
      id: 'a',
      name: '# 名称: "引号" \\ \'',
      kind: 'news',
      start: ['http://example.com/?a=1#b'],
      list: { item: '#x > li', fields: { title: 'a: b' } },
      ...{ schedule: '5 8 * * *', enabled: false, region: 'yes' },
    };
    expect(parseSource(formatSource(input), 'x.yml')).toEqual(SourceSchema.parse(input));
  });
});
