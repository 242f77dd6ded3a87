import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  carryAnswers,
  holdsPostings,
  readCarriedAnswers,
} from '../../../crawlers/extract/carried-answers.js';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { parsePageTree } from '../../../crawlers/extract/page-tree.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';

const URL_HERE = 'https://site.example/list';
const NOW = new Date('2026-03-01T00:00:00Z');

const row = (id: number) => ({
  id: 100 + id,
  title: `初中物理一对一辅导第${id}班`,
  intro: `第${id}班每周六上午两小时，老师上门，按次结算，名额有限，可先试听一次再定。`,
});
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1));
const cards = (count: number) =>
  rows(count)
    .map(
      ({ id, title }) =>
        `<div class="card"><h3><a href="/detail/${id}">${title}</a></h3><p>两人一班，名额有限</p></div>`,
    )
    .join('');
const carried = (url: string, json: unknown) => {
  const text = JSON.stringify(json);
  return { url, text, sha256: createHash('sha256').update(text).digest('hex') };
};

function extract(
  html: string,
  answers: readonly ReturnType<typeof carried>[],
  role: 'list' | 'detail' = 'list',
  input: Partial<SourceInput> = {},
) {
  const source = SourceSchema.parse({
    ...{ id: 'test', name: 'Test', kind: 'tutoring', start: [URL_HERE] },
    ...input,
  });
  return extractPage({ html: carryAnswers(html, answers), url: URL_HERE, source, now: NOW, role });
}

describe('a document that carries answers', () => {
  it('gives them back as they were, whatever stands in them', () => {
    const answer = carried('https://site.example/api?a=1&b="2"', { text: '</script><b>& "粗"' });
    const html = carryAnswers('<html><body><p>文</p></body></html>', [answer]);
    const [read] = readCarriedAnswers(parsePageTree(html, URL_HERE));
    expect(read).toMatchObject({ url: answer.url, sha256: answer.sha256 });
    expect(JSON.parse(read?.text ?? '')).toEqual({ text: '</script><b>& "粗"' });
  });

  it.each([
    [{ data: { list: rows(2) } }, true],
    [{ cities: [{ name: '汉口' }, { name: '武昌' }], code: 0 }, false],
    [{ message: 'ok' }, false],
  ])('is told from one without postings', (json, expected) => {
    expect(holdsPostings(JSON.stringify(json))).toBe(expected);
  });
});

describe('a list that shows a part of what it loaded', () => {
  const html = `<body><div id="app">${cards(3)}</div></body>`;

  it('is completed from the answers, with addresses made as the shown ones are', () => {
    const answers = [
      carried('https://site.example/api/list?page=1', { list: rows(5) }),
      carried('https://site.example/api/list?page=2', {
        list: rows(9)
          .slice(5)
          .map((one) => ({ ...one, extra: 1 })),
      }),
      carried('https://site.example/api/hot', {
        list: [{ title: '今日热门话题排行榜', content: '别处的内容，与本页的列表没有关系。' }],
      }),
    ];
    const { kind, postings, links } = extract(html, answers);
    expect(kind).toBe('list');
    expect(postings.map(({ title }) => title)).toEqual(rows(9).map(({ title }) => title));
    expect(postings.map(({ url }) => url)).toEqual(
      rows(9).map(({ id }) => `https://site.example/detail/${id}`),
    );
    expect(postings[0]?.body).toBe(row(1).intro);
    expect(links.filter(({ role }) => role === 'detail')).toHaveLength(9);
  });

  it('makes up no address for what has none where the others say theirs', () => {
    const list = rows(6).map((one, index) => ({
      ...one,
      link: index % 2 === 0 || index < 3 ? `/detail/${one.id}` : null,
    }));
    const { postings } = extract(html, [carried('https://site.example/api/list', { list })]);
    expect(postings.map(({ url }) => url?.slice(-3) ?? null)).toEqual([
      ...['101', '102', '103'],
      ...[null, '105', null],
    ]);
    expect(postings[3]?.body).toBe(row(4).intro);
  });

  it('stays as it is beside an answer that is another list', () => {
    const other = rows(8).map((one) => ({ ...one, title: `别的栏目${one.id}` }));
    const answer = carried('https://site.example/api/other', other);
    expect(extract(html, [answer])).toEqual(extract(html, []));
  });
});

describe('a page that shows nothing of its list', () => {
  const html = '<body><div id="app"><canvas></canvas></div></body>';

  it('is read from the answer with the most text', () => {
    const cities = Array.from({ length: 40 }, (_, index) => ({ name: `第${index}区` }));
    const { kind, postings } = extract(html, [
      carried('https://site.example/cities', { cities }),
      carried('https://site.example/graphql', { data: { posts: rows(4) } }),
    ]);
    expect(kind).toBe('list');
    expect(postings.map(({ body }) => body)).toEqual(rows(4).map(({ intro }) => intro));
  });

  it('is read by the paths of the source, from the answer that it names', () => {
    const item = (id: number) => ({ no: id, head: { t: `第${id}班` }, d: '物理辅导，周末上课' });
    const { postings } = extract(
      html,
      [
        carried('https://site.example/api/list?kind=hot', { list: rows(4) }),
        carried('https://site.example/api/search?q=1', { hits: [item(1), item(2)] }),
      ],
      'list',
      {
        list: {
          ...{ xhr: '/api/search', item: 'hits', link: '/p/{no}' },
          fields: { title: 'head.t', body: 'd' },
        },
      },
    );
    expect(postings.map(({ title, url, body }) => [title, url, body])).toEqual([
      ['第1班', 'https://site.example/p/1', '物理辅导，周末上课'],
      ['第2班', 'https://site.example/p/2', '物理辅导，周末上课'],
    ]);
  });
});

describe('the page of one posting', () => {
  const text =
    '每周六上午两小时，老师上门，按次结算。名额有限，可先试听一次再定，欢迎家长来电咨询。';
  const full = `${text}\n${'地址在花园小区三号楼，一次课一百五十元，十次起报。'.repeat(6)}`;
  const html = (body: string) =>
    `<body><h1>初中物理一对一</h1><div class="content"><p>${body}</p></div></body>`;

  it('is read from the answer where that has more of the same text', () => {
    const answers = [
      carried('https://site.example/api/near', {
        list: [{ title: '别处', content: '别'.repeat(900) }],
      }),
      carried('https://site.example/api/post', {
        data: { post: { title: '初中物理一对一', content: full, city: '武汉' } },
      }),
    ];
    const { postings } = extract(html(text), answers, 'detail');
    expect(postings).toHaveLength(1);
    expect(postings[0]).toMatchObject({ title: '初中物理一对一', body: full, location: '武汉' });
  });

  it('stays as it is where the answer is of something else', () => {
    const answer = carried('https://site.example/api/near', {
      list: [{ title: '别处', content: '与此无关的另一段文字'.repeat(90) }],
    });
    expect(extract(html(text), [answer], 'detail')).toEqual(extract(html(text), [], 'detail'));
  });

  it('is read by the paths of the source', () => {
    const answer = carried('https://site.example/api/p/1', { data: { t: '物理班', d: full } });
    const { postings } = extract(html('加载中'), [answer], 'detail', {
      detail: { xhr: '/api/p/', fields: { title: 't', body: 'd' } },
    });
    expect(postings[0]).toMatchObject({ body: full, url: URL_HERE });
  });
});
