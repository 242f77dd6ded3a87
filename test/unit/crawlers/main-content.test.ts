import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';

const now = new Date('2026-11-20T04:00:00Z');
const url = 'https://news.example/2019/05/story.html';
const extract = (html: string) => extractPage({ html, url, now });

const FIRST =
  'The council voted on Tuesday to keep the old swimming hall open for another year, after more than two hundred residents had written letters, and several of them spoke at the meeting.';
const SECOND =
  'Repairs to the roof are expected to cost less than was feared, the mayor said, because most of the beams, which date from the nineteen fifties, turned out to be sound.';
const THIRD =
  'A decision about the heating, which is the larger part of the bill, has been put off until the spring, when the region is to say how much of it will be paid from its own budget.';
const LAST = 'Opening hours stay as they are.';
const TEXT = [FIRST, SECOND, THIRD, LAST];
const paragraphs = TEXT.map((text) => `<p>${text}</p>`);
const HEADLINE = 'Swimming hall to stay open for another year';

const MENU = `<div class="menu"><ul>${['Home', 'News', 'Sport', 'Culture'].map((name) => `<li><a href="/${name}">${name}</a></li>`).join('')}</ul></div>`;
const card = (id: number) =>
  `<div class="box"><a href="/s/${id}"><img src="/i/${id}.jpg"></a><h3><a href="/s/${id}">Another story with a headline of its own ${id}</a></h3><p>The first words of it stand here, so that people see, at least roughly, what it is about.</p></div>`;
const cards = (count: number) => Array.from({ length: count }, (_, id) => card(id)).join('');
const page = (content: string, head = '') =>
  `<!doctype html><html><head><title>${HEADLINE} - The Daily Example</title>${head}</head><body>${MENU}${content}</body></html>`;
const article = (inner: string) =>
  page(`<div class="col"><h1>${HEADLINE}</h1><div class="txt">${inner}</div></div>`);

describe('the text of an article', () => {
  const between = (what: string) => article([paragraphs[0], what, ...paragraphs.slice(1)].join(''));
  const after = (what: string) => article([...paragraphs, what].join(''));
  const before = (what: string) => article([what, ...paragraphs].join(''));
  it.each([
    [
      'a caption',
      between('<figure><img src="a.jpg"><figcaption>The hall in 1958.</figcaption></figure>'),
    ],
    [
      'a caption by its class',
      between(
        '<div class="wp-caption"><p class="wp-caption-text">The hall in 1958, when it was opened.</p></div>',
      ),
    ],
    [
      'a related article by its class',
      between(
        '<div class="inline-related"><h4>Swimming lessons are fully booked</h4><a href="/r">Read</a></div>',
      ),
    ],
    [
      'a line that leads to another article',
      between(
        '<p><strong>Read more:</strong> <a href="/r">Swimming lessons are fully booked until summer</a></p>',
      ),
    ],
    [
      'such a line in German',
      between('<p>Lesen Sie auch: <a href="/r">Schwimmkurse sind ausgebucht</a></p>'),
    ],
    [
      'such a line in French',
      between('<p>Lire aussi : <a href="/r">Les cours de natation sont complets</a></p>'),
    ],
    [
      'such a line in Polish',
      between('<p><b>Czytaj także: <a href="/r">Kursy pływania pełne</a></b></p>'),
    ],
    ['the mark of an advertisement', between('<div><p>Advertisement</p></div>')],
    [
      'a box that asks to subscribe',
      between(
        '<div class="newsletter-box"><h3>Our newsletter</h3><p>The best stories of the week, delivered to your inbox every Sunday morning, free of charge.</p></div>',
      ),
    ],
    [
      'a paragraph that is one link',
      between('<p><a href="/r">Swimming lessons are fully booked until summer</a></p>'),
    ],
    ['who wrote it and when', before('<p>By Jane Roe</p><p>May 3, 2019</p><p>4 min read</p>')],
    [
      'ways to share it',
      after(
        '<div class="share-bar"><h4>Share this:</h4><ul><li><a href="#">Click to share on a network (opens in a new window)</a></li></ul></div>',
      ),
    ],
    [
      'its author',
      after(
        '<div class="author-box"><h4>About the author</h4><p>Jane Roe has written about the town for many years, and about its waters, which she knows well.</p></div>',
      ),
    ],
    ['its tags', after('<p>Tags: <a href="/t/1">swimming</a>, <a href="/t/2">council</a></p>')],
    ['a heading with nothing below', after('<h3>Related stories</h3>')],
    [
      'an unnamed box of other stories',
      after(
        `<div class="x7"><h3>Related stories</h3><ul><li><a href="/r">Swimming lessons are fully booked</a></li></ul></div>`,
      ),
    ],
    ['whose it is', after('<p>© 2019 The Daily Example. All rights reserved.</p>')],
  ])('is taken without %s', (_what, html) => {
    expect(extract(html)).toMatchObject({ kind: 'detail', body: TEXT.join('\n') });
  });

  it.each([
    [
      'lists and quotes',
      `<h2>What changes</h2><ul><li>Mondays are for schools.</li><li>Evenings are for clubs.</li></ul><blockquote><p>We are glad, said one of them.</p></blockquote>`,
      [
        'What changes',
        'Mondays are for schools.',
        'Evenings are for clubs.',
        'We are glad, said one of them.',
      ],
    ],
    [
      'tables',
      '<table><tr><th>Adults</th><td>4</td></tr><tr><th>Children</th><td>2</td></tr></table>',
      ['Adults 4', 'Children 2'],
    ],
    [
      'a sentence that begins as a frame line does',
      '<p>Advertising in the hall brings in little, and will be given up.</p>',
      ['Advertising in the hall brings in little, and will be given up.'],
    ],
  ])('keeps %s', (_what, inner, lines) => {
    const html = article([paragraphs[0], inner, ...paragraphs.slice(1)].join(''));
    expect(extract(html).body.split('\n')).toEqual([FIRST, ...lines, SECOND, THIRD, LAST]);
  });

  it('is put together where boxes divide it', () => {
    const parts = paragraphs.map((paragraph) => `<div class="part">${paragraph}</div>`);
    const html = article(parts.join(`<div class="ad-slot"><span>Advertisement</span></div>`));
    expect(extract(html).body).toBe(TEXT.join('\n'));
  });

  it('is found in what its names call a side bar', () => {
    const html = page(
      `<div id="sidebar-layout" class="with-sidebar"><h1>${HEADLINE}</h1><div class="related-on">${paragraphs.join('')}</div></div>`,
    );
    expect(extract(html).body).toBe(TEXT.join('\n'));
  });

  it('ends before comments, however long they are', () => {
    const comment = `<li><p>${THIRD}</p><p>${SECOND}</p><p>${FIRST}</p></li>`;
    const html = page(
      `<h1>${HEADLINE}</h1><div class="txt">${paragraphs.join('')}</div><div id="comments"><ol>${comment.repeat(9)}</ol></div>`,
    );
    expect(extract(html).body).toBe(TEXT.join('\n'));
  });

  it('is not the notice about cookies', () => {
    const notice = `<div class="x1"><p>We use cookies to personalise content and to analyse our traffic, and share information about your use of our site with our partners, as our privacy policy says.</p></div>`;
    const html = page(`${notice}<h1>${HEADLINE}</h1><div class="txt">${paragraphs.join('')}</div>`);
    expect(extract(html).body).toBe(TEXT.join('\n'));
  });

  it('is that of the article the page is named after, when the next ones follow below', () => {
    const one = (headline: string, texts: readonly string[]) =>
      `<article><h1>${headline}</h1><div>${texts.map((text) => `<p>${text}</p>`).join('')}</div></article>`;
    const html = page(
      `<div>${one(HEADLINE, TEXT)}${one('Bus lines renamed', [THIRD, SECOND])}${one('Library closed', [SECOND, FIRST])}</div>`,
    );
    expect(extract(html)).toMatchObject({ kind: 'detail', body: TEXT.join('\n') });
  });

  it('is what the page shows, not the whole of the element that is marked as it', () => {
    const html = page(
      `<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">${HEADLINE}</h1><div itemprop="articleBody">${paragraphs[0]}<figure><figcaption>The hall in 1958.</figcaption></figure>${paragraphs.slice(1).join('')}</div></div>`,
    );
    expect(extract(html).body).toBe(TEXT.join('\n'));
  });

  it('is what the page states for machines where it shows only the beginning', () => {
    const stated = JSON.stringify({
      '@type': 'NewsArticle',
      headline: HEADLINE,
      articleBody: TEXT.join('\n'),
    });
    const html = page(
      `<h1>${HEADLINE}</h1><p>${FIRST}</p><div class="paywall"><p>Subscribe to read on.</p></div>`,
      `<script type="application/ld+json">${stated}</script>`,
    );
    expect(extract(html).body).toBe(TEXT.join('\n'));
  });
});

describe('a page with an article and many links to others', () => {
  it.each([
    [
      'sixty cards',
      page(
        `<div class="col"><h1>${HEADLINE}</h1><div class="txt">${paragraphs.join('')}</div></div><div class="grid">${cards(60)}</div>`,
      ),
    ],
    [
      'sections that link to shops',
      page(
        `<h1>${HEADLINE}</h1>${TEXT.concat(TEXT)
          .map(
            (text, id) =>
              `<div class="slide"><h2>Choice ${id}</h2><p>${text} ${FIRST}</p><a href="https://shop.example/${id}">Buy now at the shop</a></div>`,
          )
          .join('')}`,
      ),
    ],
  ])('is no list: %s', (_what, html) => {
    const { kind, body } = extract(html);
    expect(kind).toBe('detail');
    expect(body).toContain(SECOND);
    expect(body).not.toContain('Another story');
  });

  it('but a list of teasers with a line about itself is one', () => {
    const html = `<title>Culture - The Daily Example</title>${MENU}<h1>Culture</h1><p>Everything about music, books and the stage.</p><div>${cards(12)}</div>`;
    expect(extract(html).postings).toHaveLength(12);
  });
});

describe('a Chinese article', () => {
  const text = [
    '某市教育局近日对校外培训机构开展专项检查，重点查看证照、收费和安全，检查组共走访机构二十三家，当场指出问题十一处。',
    '检查组要求各机构在一周内完成整改，并把收费项目和标准张贴在门口，接受家长和社会的监督。',
    '下一步，该局将会同有关部门不定期抽查，对整改不到位的机构依法处理，并及时公布结果。',
  ];
  const html = (inner: string) =>
    `<title>某市开展校外培训机构专项检查_某市新闻网</title><div class="w"><h1>某市开展校外培训机构专项检查</h1><div class="zw">${inner}</div></div>`;

  it('is taken without the promotion around it', () => {
    const lines = [
      '本文原标题：《检查》',
      ...text,
      '责编|王某',
      '扫描下方二维码解锁更多技能',
      '1、回复【社保】查询记录',
      '看都看完了，点【在看】试试',
    ];
    const body = lines.map((line) => `<p>${line}</p>`).join('');
    expect(extract(html(body)).body).toBe(text.join('\n'));
    expect(extract(html(lines.join('<br>'))).body).toBe(text.join('\n'));
  });

  it('keeps how to answer an ad that stands beside its text', () => {
    const ad = `<title>周末数学小班</title><div class="w"><h1>周末数学小班招生</h1><div class="d"><p>${'周六上午在家里辅导小学数学，一次两个小时，人数不多，讲得细，先试听后付费。'.repeat(2)}</p></div><div class="c">联系人：王老师 微信 mc_wang_1</div></div>`;
    expect(extract(ad).body).toContain('mc_wang_1');
  });
});

describe('the fields of an article', () => {
  const long = `${FIRST} ${SECOND} ${THIRD}`;
  it('have no price where an amount is what something else cost', () => {
    const html = `<title>新手机发布</title><h1>新手机正式发布</h1><div>${`<p>发布会上公布的售价约合 6300 元，比上一代高出不少，${'这一代的屏幕和电池都有变化，'.repeat(12)}。</p>`.repeat(4)}</div>`;
    expect(extract(html).price).toBeNull();
  });

  it('have the year that the page states elsewhere', () => {
    const dated = (head: string, shown: string) =>
      extract(
        `<title>x</title>${head}<h1>${HEADLINE}</h1><span class="date">${shown}</span><p>${long}</p>`,
      ).publishedAt;
    expect(dated('<meta itemprop="dateUpdate" content="2019-10-08 12:00:57">', '10-08')).toBe(
      '2019-10-08T12:00:57+08:00',
    );
    expect(dated('<script>var ct = "1581517074";</script>', '昨天')).toBe(
      '2020-02-12T22:17:54+08:00',
    );
  });
});

it('a sentence that names the title keeps it', () => {
  const sentence = `“${HEADLINE}” is what the notice at the door has said since Wednesday morning, in letters that can be read from across the street.`;
  const html = article(`<p>${sentence}</p>${paragraphs.join('')}`);
  expect(extract(html).body).toBe([sentence, ...TEXT].join('\n'));
});
