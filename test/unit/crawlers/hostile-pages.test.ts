import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { ExtractionSchema } from '../../../domain/posting.js';
import { NOW, RECRUITMENT_LIST } from './pages.js';

const MEGABYTE = 1024 * 1024;
const rows = (count: number) =>
  Array.from(
    { length: count },
    (_, id) => `<li><a href="/p/${id}">周末数学小班课第${id}期招生</a></li>`,
  ).join('');

function measured(html: string) {
  const started = Date.now();
  const extraction = extractPage({ html, url: 'http://a.example/x', now: NOW });
  ExtractionSchema.parse(extraction);
  return { extraction, ms: Date.now() - started };
}

describe('pages that no honest site serves', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t\u3000 '],
    ['NUL only', '\0\0\0'],
    ['no markup', '只有一句话'],
    ['a doctype', '<!doctype html>'],
    ['an open tag', '<div class="'],
    ['an open comment', '<!-- <p>text'],
    ['an open script', '<script>var a = "<p>text</p>'],
    ['nested tables without end', '<table><tr><td>'.repeat(5_000)],
    [
      'broken JSON-LD',
      '<script type="application/ld+json">{"@type":"JobPosting","title":</script>',
    ],
    [
      'JSON-LD of strange types',
      '<script type="application/ld+json">[null,1,"x",{"@type":7},{"@type":["JobPosting"],"title":{},"image":[null,3]}]</script>',
    ],
    ['lone surrogates', `<h1>\ud800标题\udc00</h1><p>${'正文\ud83d。'.repeat(50)}</p>`],
    [
      'addresses that do not parse',
      '<a href="http://[">a</a><a href="javascript:void 0">b</a><base href="::"><img src="http://%">',
    ],
  ])('%s', (_, html) => {
    const { extraction } = measured(html);
    expect(JSON.stringify(extraction)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  });

  it('50 MB of it', { timeout: 60_000 }, () => {
    const { extraction, ms } = measured(
      `<title>t</title>${`<p>${'长'.repeat(1000)}</p>`.repeat((50 * MEGABYTE) / 1007)}`,
    );
    expect(extraction.body.length).toBeLessThan(6_000_000);
    expect(ms).toBeLessThan(20_000);
  });

  it.each([1_000, 100_000])('%i levels deep', { timeout: 60_000 }, (levels) => {
    const text = '深处的正文。'.repeat(30);
    const { extraction, ms } = measured(
      `${'<div>'.repeat(levels)}${text}${'</div>'.repeat(levels)}`,
    );
    expect(extraction.body).toBe(levels === 1_000 ? text : '');
    expect(ms).toBeLessThan(10_000);
  });

  it('thousands of tags that were never closed', () => {
    const { extraction } = measured(
      `<h1>标题</h1>${'<p>一段正文，说了一些事。<br><li>一点'.repeat(8_000)}<p>最后一段`,
    );
    expect(extraction.body).toContain('最后一段');
  });

  it('100,000 links: bounded, and in linear time', { timeout: 60_000 }, () => {
    const small = measured(`<ul>${rows(10_000)}</ul>`);
    const large = measured(`<ul>${rows(100_000)}</ul>`);
    expect(large.extraction.links.length).toBeLessThanOrEqual(5_000);
    expect(large.extraction.postings.length).toBeLessThanOrEqual(1_000);
    // Ten times as much may take ten times as long, with room for a busy machine; not a hundred times.
    expect(large.ms).toBeLessThan(Math.max(small.ms, 50) * 40);
  });

  it.each([
    ['one long line', 'a'.repeat(2 * MEGABYTE)],
    ['one long number', '1'.repeat(MEGABYTE)],
    ['blanks between', `x${' '.repeat(MEGABYTE)}y`],
    ['newlines between', `<p>${'\n '.repeat(MEGABYTE / 2)}</p>`],
    ['open brackets', '<'.repeat(MEGABYTE)],
    ['code tags', '<code>'.repeat(100_000) + '--></code>'],
    ['a script of brackets', `<div>x</div><script>${'= {'.repeat(300_000)}</script>`],
    ['a script of quotes', `<div>x</div><script>JSON.parse("${'\\"'.repeat(500_000)}</script>`],
    ['a long class', `<div class="${'post '.repeat(200_000)}">x</div>`],
    ['a title of separators', `<title>${'_ | - '.repeat(100_000)}</title><p>x</p>`],
    ['a line of dates', `<p>${'2023-04-08 '.repeat(80_000)}</p>`],
    ['a line of money', `<p>${'100-200元至'.repeat(80_000)}</p>`],
  ])('%s, in linear time', { timeout: 60_000 }, (_, html) => {
    expect(measured(html).ms).toBeLessThan(5_000);
  });

  it('leaves nothing of one page in the next', () => {
    const before = measured(RECRUITMENT_LIST).extraction;
    measured(`<ul>${rows(50)}</ul>`);
    expect(measured(RECRUITMENT_LIST).extraction).toEqual(before);
  });
});
