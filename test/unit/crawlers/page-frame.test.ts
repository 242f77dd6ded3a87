import { describe, expect, it } from 'vitest';
import { SourceSchema } from '../../../domain/source.js';
import { extractPage } from '../../../crawlers/extract/extract-page.js';

const now = new Date('2026-11-20T04:00:00Z');
const url = 'http://site.test/t/1';

describe('the frame around a small ad', () => {
  const ad = '家里客厅六张小桌子还空俩，写完作业再把数学捋一遍，一次70。';

  it.each([
    [
      'elements',
      `<header><a href="/">邻里师选</a><nav><a href="/a">找老师</a></nav></header>`,
      `<footer>平台仅提供信息展示</footer>`,
    ],
    [
      'roles',
      `<div role="banner">邻里师选</div><div role="navigation">找老师</div>`,
      `<div role="contentinfo">平台仅提供信息展示</div>`,
    ],
  ])('is not taken for its text (%s)', (_how, head, foot) => {
    const html = `<title>客厅小课桌 - 邻里师选</title>${head}<main><article><h1>客厅小课桌</h1>
      <div class="content"><p>${ad}</p></div></article><a href="/">返回列表</a></main>${foot}`;
    expect(extractPage({ html, url, now, role: 'detail' })).toMatchObject({
      title: '客厅小课桌',
      body: ad,
    });
  });

  it('and the warning that the site puts under every ad are left out', () => {
    const html = `<title>招聘老师 - 某人才网</title><h1>招聘老师</h1><div class="content"><p>${ad}</p>
      <p>温馨提示：用人单位以任何名义收取费用都属违法，请提高警惕。<a href="/jubao">举报</a></p></div>`;
    expect(extractPage({ html, url, now, role: 'detail' }).body).toBe(ad);
  });

  it('keeps the head that an article has of its own', () => {
    const html = `<title>通知</title><article><header><h1>停课通知</h1><p>各位家长请注意以下安排</p></header>
      <p>${'因台风影响，本周六的活动取消，改到下周同一时间。'.repeat(3)}</p></article>`;
    expect(extractPage({ html, url, now, role: 'detail' }).body).toContain('各位家长请注意');
  });
});

describe('posts of one author on one page', () => {
  it('are all taken, and none of them under the address of the author', () => {
    const post = (text: string) => `<div class="post"><a class="author" href="/u/208">小周</a>
      <div class="text">${text}</div><span class="time">11-06 19:20</span></div>`;
    const texts = [
      '初二物理还有一个位子，周六下午',
      '楼上的加我，初三化学也可以一起',
      '已经满了，谢谢各位的关注',
      '下学期再开，先登记的优先安排',
    ];
    const html = `<title>家长圈</title><div class="feed">${texts.map(post).join('')}</div>`;
    const { postings } = extractPage({ html, url: 'http://site.test/feed', now, role: 'list' });
    expect(postings.map((posting) => posting.url)).toEqual([null, null, null, null]);
    expect(postings.map((posting) => `${posting.title}${posting.body}`)).toEqual(
      texts.map((text) => expect.stringContaining(text) as string),
    );
  });

  it('are taken with the replies that link to their thread', () => {
    const feed = [1, 2, 3, 4]
      .map(
        (id) => `<div class="post"><a class="title" href="/p/${id}">初二物理求推荐第${id}问</a>
          <p>孩子物理跟不上，大家都怎么办的</p></div>
          <div class="post"><p>我家找的是楼下退休的老师，一次八十，${id}楼</p><a href="/p/${id}">查看原帖</a><a href="/msg/reply">回复</a></div>`,
      )
      .join('');
    const html = `<title>家长圈</title><div class="feed">${feed}</div>`;
    const source = SourceSchema.parse({
      ...{ id: 'circle', name: '圈', kind: 'platform', start: ['http://site.test/feed'] },
      list: { item: '.post' },
    });
    const { postings } = extractPage({ html, url: 'http://site.test/feed', source, now });
    expect(postings.map(({ kind, url }) => [kind, url?.slice(-4) ?? null])).toEqual(
      [1, 2, 3, 4].flatMap((id) => [
        ['post', `/p/${id}`],
        ['reply', null],
      ]),
    );
  });
});
