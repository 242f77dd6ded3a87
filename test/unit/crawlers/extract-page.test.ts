import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { ExtractionSchema } from '../../../domain/posting.js';
import { SourceSchema } from '../../../domain/source.js';
import {
  ARTICLE_DETAIL,
  FORUM_LIST,
  JOB_DETAIL,
  NOW,
  range,
  RECRUITMENT_LIST,
  THREAD_DETAIL,
  TIEBA_LIST,
  WECHAT_ARTICLE,
} from './pages.js';

const URL_HERE = 'http://site.example.com/list/';
const extract = (html: string, more: Partial<Parameters<typeof extractPage>[0]> = {}) => {
  const extraction = extractPage({ html, url: URL_HERE, now: NOW, ...more });
  ExtractionSchema.parse(extraction);
  return extraction;
};
const nextOf = (extraction: ReturnType<typeof extract>) =>
  extraction.links.find(({ role }) => role === 'next')?.url;

describe('lists', () => {
  it('takes the postings of a recruitment list, and nothing around it', () => {
    const list = extract(RECRUITMENT_LIST);
    expect(list.kind).toBe('list');
    expect(list.postings).toHaveLength(10);
    expect(list.postings[2]).toMatchObject({
      title: '小学全科住家教师3名',
      url: 'http://site.example.com/job/3.shtml?from=list',
      publisher: '某某家政服务第3店',
      publishedAt: '2023-05-10T12:30:00+08:00',
      location: '东城',
      price: '8300-12000元/月',
    });
    expect(nextOf(list)).toBe('http://site.example.com/list/pn2/');
    expect(list.links.filter(({ role }) => role === 'detail')).toHaveLength(10);
    expect(JSON.stringify(list.postings)).not.toMatch(/热门|版权|首页/);
  });

  it('takes the threads of a forum', () => {
    const list = extract(FORUM_LIST);
    expect(list.postings).toHaveLength(12);
    expect(list.postings[4]).toMatchObject({
      title: '暑假想找初二数学一对一老师第5贴',
      url: 'http://site.example.com/list/thread-5-1-1.html',
      publisher: '家长5号',
      publishedAt: '2023-04-05T00:00:00+08:00',
    });
    expect(nextOf(list)).toBe('http://site.example.com/list/forum-9-2.html');
  });

  it('takes the threads that Tieba hides in a comment, pinned ones one by one', () => {
    const list = extract(TIEBA_LIST);
    expect(list.kind).toBe('list');
    expect(list.postings).toHaveLength(11);
    expect(list.postings[2]).toMatchObject({
      title: '县城有没有靠谱的英语补习老师1',
      url: 'http://site.example.com/p/101',
      publisher: '吧友101',
      publishedAt: '2023-04-12T00:00:00+08:00',
    });
    expect(list.postings[2]?.body).toContain('孩子上初一');
    expect(nextOf(list)).toBe('http://tieba.example.com/f?kw=x&pn=50');
  });

  it('takes items that have no page of their own', () => {
    const cards = range(6).map(
      (id) =>
        `<div class="note"><div class="user">用户${id}</div><div class="text">周末上门辅导作业，一对一，可先试听，第${id}位老师。</div></div>`,
    );
    const list = extract(`<title>同城动态</title><div class="feed">${cards.join('')}</div>`);
    expect(list.postings).toHaveLength(6);
    expect(list.postings[0]).toMatchObject({ url: null, publisher: '用户1' });
  });

  it.each([
    [
      'cards that are one link',
      (id: number) =>
        `<a class="card" href="/c/${id}"><img src="/i/${id}.jpg"><h4>初中英语小班课第${id}期</h4><p>名额有限，欢迎咨询</p></a>`,
    ],
    [
      'definition lists',
      (id: number) =>
        `<dl class="row"><dt><a href="/c/${id}">初中英语小班课第${id}期</a></dt><dd>名额有限，欢迎咨询</dd></dl>`,
    ],
    [
      'table rows',
      (id: number) =>
        `<tr><td>${id}</td><td><a href="/c/${id}">初中英语小班课第${id}期</a></td><td>2023-05-01</td></tr>`,
    ],
    [
      'articles',
      (id: number) =>
        `<article><h2><a href="/c/${id}">初中英语小班课第${id}期</a></h2><p>名额有限，欢迎咨询</p></article>`,
    ],
  ])('finds %s', (_, item) => {
    const rows = range(8).map(item).join('');
    const html = `<title>课程</title><div class="wrap">${rows.startsWith('<tr') ? `<table>${rows}</table>` : rows}</div>`;
    const { postings } = extract(html);
    expect(postings.map(({ title }) => title)).toEqual(
      range(8).map((id) => `初中英语小班课第${id}期`),
    );
    expect(postings.map(({ url }) => url)).toEqual(
      range(8).map((id) => `http://site.example.com/c/${id}`),
    );
  });

  it('lets selectors win part by part', () => {
    const source = SourceSchema.parse({
      ...{ id: 'x', name: 'x', kind: 'recruitment', start: [URL_HERE] },
      list: {
        item: '#list_con > li',
        link: 'a.apply',
        next: '.pagesout a:nth-of-type(2)@href',
        fields: { title: '.comp_name a@title', price: '.job_salary' },
      },
    });
    const list = extract(RECRUITMENT_LIST, { source });
    expect(list.postings[0]).toMatchObject({
      title: '某某家政服务第1店',
      url: 'http://site.example.com/apply/1',
      price: '8100-12000元/月',
      publisher: '某某家政服务第1店',
    });
    expect(nextOf(list)).toBe('http://site.example.com/list/pn3/');
  });

  it('calls postings of a platform posts', () => {
    const source = SourceSchema.parse({ id: 'x', name: 'x', kind: 'platform', start: [URL_HERE] });
    expect(extract(TIEBA_LIST, { source }).postings.map(({ kind }) => kind)).toEqual(
      range(11).map(() => 'post'),
    );
  });
});

describe('details', () => {
  it('reads schema.org first, with HTML turned to text', () => {
    const detail = extract(JOB_DETAIL);
    expect(detail).toMatchObject({
      kind: 'detail',
      title: '住家家教老师招聘',
      publisher: '某某家政',
      publishedAt: '2023-05-01T00:00:00+08:00',
      price: '15000-20000元/月',
      location: '某省某市东城区一号路',
    });
    expect(detail.body.split('\n').slice(0, 3)).toEqual([
      '照顾两个孩子的作业，包吃住。',
      '小学数学 一对一',
      '英语口语',
    ]);
    expect(detail.postings).toMatchObject([
      { title: '住家家教老师招聘', url: URL_HERE, kind: 'ad' },
    ]);
  });

  it('reads an article, without crumbs, side boxes and footer', () => {
    const detail = extract(ARTICLE_DETAIL);
    expect(detail).toMatchObject({
      kind: 'detail',
      title: '我市开展校外培训专项检查',
      publisher: '某某日报',
      publishedAt: '2023-05-06T09:12:00+08:00',
      images: [{ url: 'http://site.example.com/upload/2023/check.jpg', alt: '检查现场' }],
    });
    expect(detail.body.split('\n')).toHaveLength(6);
    expect(detail.body).not.toMatch(/热门|版权|分享|点击/);
  });

  it('reads an article that waits hidden for its script', () => {
    const detail = extract(WECHAT_ARTICLE);
    expect(detail).toMatchObject({
      kind: 'detail',
      title: '暑期数学提升班开始报名',
      publisher: '某某学堂',
      publishedAt: '2023-05-08T18:00:00+08:00',
      images: [{ url: 'https://mmbiz.example.com/a.jpg?wx_fmt=jpeg' }],
    });
    expect(detail.body).toMatch(/^第1点/);
    expect(detail.body).toContain('第6点');
    expect(detail.body).not.toContain('小编工具');
  });

  it('reads a thread as a post with its replies', () => {
    const source = SourceSchema.parse({ id: 'x', name: 'x', kind: 'platform', start: [URL_HERE] });
    const { postings } = extract(THREAD_DETAIL, { source, role: 'detail' });
    expect(postings.map(({ kind }) => kind)).toEqual(['post', 'reply', 'reply', 'reply']);
    expect(postings[0]).toMatchObject({ title: '求推荐物理老师', publisher: '吧友1' });
    expect(postings[0]?.body).toMatch(/^孩子初三/);
    expect(postings[2]).toMatchObject({
      publisher: '吧友3',
      publishedAt: '2023-05-03T10:00:00+08:00',
      url: null,
    });
    expect(postings[2]?.body).toBe('第3楼回复，我家孩子跟的老师不错，可以私聊。');
  });

  it('reads microdata', () => {
    const html = `<title>x</title><div itemscope itemtype="https://schema.org/Course"><h1 itemprop="name">围棋入门课</h1>
      <div itemprop="description"><p>零基础，每周日下午。</p><p>适合六岁以上的小朋友，来了就能学会。</p></div>
      <span itemprop="price">80元/节</span><meta itemprop="datePublished" content="2023-05-02"></div>`;
    expect(extract(html)).toMatchObject({
      ...{ title: '围棋入门课', price: '80元/节', publishedAt: '2023-05-02T00:00:00+08:00' },
      body: '零基础，每周日下午。\n适合六岁以上的小朋友，来了就能学会。',
    });
  });

  it('reads content that only a script carries', () => {
    const state = {
      page: {
        detail: {
          title: '数学家教',
          content: `<p>${'上门一对一辅导，先试听。'.repeat(10)}</p>`,
          nickName: '王老师工作室',
          price: '200元/次',
        },
      },
    };
    const html = `<title>数学家教</title><div id="root"></div><script>window.__STATE__ = ${JSON.stringify(state)};</script>`;
    const detail = extract(html, { role: 'detail' });
    expect(detail).toMatchObject({ title: '数学家教', publisher: '王老师工作室' });
    expect(detail.body).toMatch(/^上门一对一辅导/);
  });

  it('lets selectors win part by part', () => {
    const source = SourceSchema.parse({
      ...{ id: 'x', name: 'x', kind: 'news', start: [URL_HERE] },
      detail: { fields: { publisher: '.info span:nth-child(3)', images: '.article-content img' } },
    });
    const detail = extract(ARTICLE_DETAIL, { source, role: 'detail' });
    expect(detail).toMatchObject({
      title: '我市开展校外培训专项检查',
      publisher: '点击：1024',
      images: [{ url: 'http://site.example.com/upload/2023/check.jpg' }],
    });
  });
});

describe('next pages', () => {
  const rows = range(5)
    .map((id) => `<li><a href="/t/${id}">周末数学小班课第${id}期招生</a></li>`)
    .join('');
  const page = (pager: string) =>
    `<title>列表</title><ul>${rows}</ul><div class="pager">${pager}</div>`;
  it.each([
    ['<a href="?p=2">下一页</a>', '?p=2'],
    ['<a href="?p=2">下页</a>', '?p=2'],
    ['<a href="?p=2">下一页 ></a>', '?p=2'],
    ['<a href="?p=2">&gt;</a>', '?p=2'],
    ['<a href="?p=2">»</a>', '?p=2'],
    ['<a href="?p=2">Next</a>', '?p=2'],
    ['<a href="?p=2" rel="next">更多</a>', '?p=2'],
    ['<strong>1</strong><a href="?p=2">2</a><a href="?p=3">3</a>', '?p=2'],
    ['<a href="?p=1">1</a><span class="current">2</span><a href="?p=3">3</a>', '?p=3'],
    ['<ul><li class="active"><a href="#">2</a></li><li><a href="?p=3">3</a></li></ul>', '?p=3'],
    ['<a class="disabled" href="?p=9">下一页</a>', null],
    ['<a href="javascript:;">下一页</a>', null],
    ['<a href="#">下一页</a>', null],
    ['<a href="/list/">下一页</a>', null],
    ['<a href="?p=1">上一页</a>', null],
    ['', null],
  ])('in %j', (pager, expected) => {
    const next = nextOf(extract(page(pager)));
    expect(next).toBe(expected === null ? undefined : new URL(expected, URL_HERE).href);
  });

  it('is never the next article', () => {
    const html = ARTICLE_DETAIL.replace(
      '<div class="share">',
      '<a href="/n/2">下一页</a><div class="share">',
    );
    expect(nextOf(extract(html, { role: 'detail' }))).toBeUndefined();
  });
});
