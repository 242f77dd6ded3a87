/** What finding a list costs grows with the page, however the page is built. */
import { expect, it } from 'vitest';
import { findList } from '../../../crawlers/extract/find-list.js';
import { parsePageTree } from '../../../crawlers/extract/page-tree.js';

const item = (at: number) =>
  `<li><a href="/info/${at}.html">暑期小学数学小班第${at}期招生</a><span>2023-05-0${(at % 9) + 1}</span></li>`;
const PAGES: readonly (readonly [name: string, part: (at: number) => string, count: number])[] = [
  ['items', item, 5_000],
  [
    'headings and paragraphs',
    (at) => `<h3><a href="/info/${at}.html">暑期小学数学小班第${at}期</a></h3><p>六人开班${at}</p>`,
    5_000,
  ],
  ['groups', (at) => `<div><h4>组</h4><ul>${item(at * 2)}${item(at * 2 + 1)}</ul></div>`, 1_500],
  [
    'rows with two such links',
    (at) =>
      `<tr><td><a href="/t-${at}-1.html">很长的主题${at}</a> <a href="/t-${at}-2.html">它的第二页</a></td></tr>`,
    2_500,
  ],
  ['items deep inside', (at) => '<div>'.repeat(60) + item(at) + '</div>'.repeat(60), 250],
];

it.each(PAGES)(
  'a list of %s costs four times as much for four times the length',
  (_, part, count) => {
    const cost = (length: number) => {
      const html = `<body><div>${Array.from({ length }, (__, at) => part(at)).join('')}</div></body>`;
      const tree = parsePageTree(html, 'http://site.example.com/list');
      const startedAt = process.cpuUsage();
      expect(findList(tree)?.items.length).toBeGreaterThanOrEqual(length);
      const { user, system } = process.cpuUsage(startedAt);
      return (user + system) / 1_000;
    };
    cost(count);
    // Sixteen times would be the square.
    expect(cost(count * 4)).toBeLessThan(Math.max(50, cost(count)) * 9);
  },
);
