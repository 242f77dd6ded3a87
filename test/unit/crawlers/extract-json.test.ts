import { describe, expect, it } from 'vitest';
import { extractJson } from '../../../crawlers/extract/extract-json.js';
import { InvalidInput } from '../../../domain/errors.js';
import { ExtractionSchema } from '../../../domain/posting.js';
import { SourceSchema, type SourceInput } from '../../../domain/source.js';
import { NOW } from './pages.js';

const sourceOf = (list: SourceInput['list'], more: Partial<SourceInput> = {}) =>
  SourceSchema.parse({
    ...{
      id: 'x',
      name: 'x',
      kind: 'tutoring',
      fetch: 'json',
      start: ['http://a.example/api/list'],
    },
    list,
    ...more,
  });
const extract = (
  json: unknown,
  list: SourceInput['list'] = {},
  url = 'http://a.example/api/list',
) => {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  const extraction = extractJson({ text, url, source: sourceOf(list), now: NOW });
  ExtractionSchema.parse(extraction);
  return extraction;
};
const nextOf = (extraction: ReturnType<typeof extract>) =>
  extraction.links.find(({ role }) => role === 'next')?.url;

describe('JSON answers', () => {
  const answer = {
    code: 0,
    data: {
      cursor: 'abc/1',
      rows: [
        {
          id: 7,
          info: { name: '初三物理冲刺', text: '<p>周末两小时</p><p>一对一</p>' },
          owner: { nickname: '某某工作室' },
          money: 180,
          at: 1683700000,
          tags: ['东城区', '上门'],
          pics: [{ url: '/i/1.jpg' }, '/i/2.jpg'],
        },
        { id: 8, info: { name: '初三化学' }, owner: null },
      ],
    },
  };

  it('are read by dotted paths', () => {
    const { postings, links, kind } = extract(answer, {
      item: 'data.rows',
      link: '/post/{id}',
      next: '/api/list?cursor={data.cursor}',
      fields: {
        ...{ title: 'info.name', body: 'info.text', publisher: 'owner.nickname', price: 'money' },
        ...{ publishedAt: 'at', location: 'tags', images: 'pics' },
      },
    });
    expect(kind).toBe('list');
    expect(postings).toEqual([
      {
        ...{
          title: '初三物理冲刺',
          url: 'http://a.example/post/7',
          body: '周末两小时\n一对一',
          kind: 'ad',
        },
        ...{
          publisher: '某某工作室',
          publishedAt: '2023-05-10T14:26:40+08:00',
          price: '180',
          location: '东城区 上门',
        },
        images: [
          { url: 'http://a.example/i/1.jpg', alt: '' },
          { url: 'http://a.example/i/2.jpg', alt: '' },
        ],
      },
      {
        ...{ title: '初三化学', url: 'http://a.example/post/8', body: '', kind: 'ad' },
        ...{ publisher: null, publishedAt: null, price: null, location: null, images: [] },
      },
    ]);
    expect(links.map(({ url, role }) => `${role} ${url}`)).toEqual([
      'next http://a.example/api/list?cursor=abc%2F1',
      'detail http://a.example/post/7',
      'detail http://a.example/post/8',
    ]);
  });

  it('are read without paths, by the usual names', () => {
    const rows = [1, 2, 3].map((id) => ({
      title: `辅导班${id}`,
      content: '周末小班',
      createTime: '2023-05-01 10:00:00',
      nickName: '李老师',
      price: '99元',
    }));
    expect(extract({ result: { total: 3, list: rows } }).postings[1]).toMatchObject({
      ...{ title: '辅导班2', body: '周末小班', publisher: '李老师', price: '99元' },
      publishedAt: '2023-05-01T10:00:00+08:00',
    });
  });

  it.each([
    ['/api/list?page={page}', 'http://a.example/api/list', 'http://a.example/api/list?page=2'],
    [
      '/api/list?page={page}',
      'http://a.example/api/list?page=4',
      'http://a.example/api/list?page=5',
    ],
    [
      '/api/list/{page}.json',
      'http://a.example/api/list/9.json',
      'http://a.example/api/list/10.json',
    ],
    [
      '/api/list?page={page}&size=20',
      'http://a.example/api/list?size=20&page=2',
      'http://a.example/api/list?page=3&size=20',
    ],
  ])('lead on by %s from %s', (next, url, expected) => {
    expect(nextOf(extract({ rows: [{ title: 'a' }] }, { next }, url))).toBe(expected);
  });

  it.each([
    ['no rows are left', { rows: [], cursor: 'x' }],
    ['the cursor is empty', { rows: [{ title: 'a' }], cursor: '' }],
    ['the cursor is null', { rows: [{ title: 'a' }], cursor: null }],
    ['there is no more', { rows: [{ title: 'a' }], cursor: false }],
  ])('end where %s', (_, json) => {
    expect(nextOf(extract(json, { item: 'rows', next: '/api?c={cursor}' }))).toBeUndefined();
  });

  it('may be wrapped in a callback', () => {
    expect(extract('cb_1({"list":[{"title":"甲"},{"title":"乙"}]});').postings).toHaveLength(2);
  });

  it('of one posting are read as a detail', () => {
    const text = JSON.stringify({ code: 0, data: { title: '甲', content: '正文正文正文' } });
    const source = sourceOf({});
    const detail = extractJson({
      text,
      url: 'http://a.example/api/1',
      source,
      now: NOW,
      role: 'detail',
    });
    expect(detail).toMatchObject({
      kind: 'detail',
      title: '甲',
      postings: [{ url: 'http://a.example/api/1', body: '正文正文正文' }],
    });
  });

  it.each(['', '<html></html>', '{', 'undefined'])('that are none are refused: %j', (text) => {
    expect(() => extract(text)).toThrow(InvalidInput);
  });

  it.each([null, 1, 'x', [], {}, [[]], { rows: 'x' }, { rows: [null, 1, [], { title: {} }] }])(
    'of strange shape yield nothing: %j',
    (json) => {
      expect(extract(JSON.stringify(json), { item: 'rows', link: '/p/{id}' }).postings).toEqual([]);
    },
  );
});
