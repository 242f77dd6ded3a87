/** What is taken from list pages of many layouts, each with known answers. */
import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { parsePageTree } from '../../../crawlers/extract/page-tree.js';
import { suggestSource } from '../../../crawlers/suggest/suggest-source.js';
import { trySelectors } from '../../../crawlers/try-selectors.js';
import { InvalidInput } from '../../../domain/errors.js';
import { ExtractionSchema } from '../../../domain/posting.js';
import { SourceSchema } from '../../../domain/source.js';
import { parseSource } from '../../../runtime/read-sources.js';
import { formatSource } from '../../../runtime/write-source.js';
import { LAYOUT_NOW } from '../../sites/layouts/layout-ads.js';
import { layoutPath, type Layout } from '../../sites/layouts/layout.js';
import { LAYOUTS } from '../../sites/layouts/layouts.js';
import { scoreLayout } from '../../sites/layouts/score-layout.js';

/**
 * Layouts of which not every field is read, with how many are: people's names and places that nothing announces,
 * a day set apart from its month or standing above its ads.
 */
const FIELDS_READ: Readonly<Record<string, number>> = {
  ...{ boxes: 24, elements: 20, notices: 11 },
  ...{ town: 27, market: 12, pocket: 25, ask: 0, days: 11, shelves: 15, terms: 17 },
  ...{ rowspan: 15, boot: 23, soup: 27, teachers: 18, 'two-panes': 8, 'short-posts': 0 },
  ...{ calendar: 0, digest: 9, firms: 11, 'hash-router': 19, 'member-shops': 8 },
};
const ORIGIN = 'http://site.example.com';

/** The page on which the list stands. */
function pageOf(layout: Layout) {
  const { framed } = layout;
  const html = framed === undefined ? layout.html : (layout.parts?.[framed]?.body ?? '');
  return { html, url: ORIGIN + (framed ?? layoutPath(layout)), now: LAYOUT_NOW };
}

function extract(layout: Layout, role?: 'list') {
  const extraction = extractPage({ ...pageOf(layout), ...(role && { role }) });
  ExtractionSchema.parse(extraction);
  return extraction;
}

function extractFreely(layout: Layout) {
  return extract(layout);
}

describe('layouts', () => {
  it.each(LAYOUTS)('$id: every posting, its fields, the next page, nothing else', (layout) => {
    const score = scoreLayout(layout, extract(layout, 'list'), ORIGIN);
    expect(score).toEqual({
      ...{ id: layout.id, wanted: layout.ads.length, right: layout.ads.length, extra: 0 },
      fieldsRight: FIELDS_READ[layout.id] ?? score.fieldsShown,
      ...{ fieldsShown: score.fieldsShown, isNextRight: true },
    });
  });

  it('knows lists without being told that they are', () => {
    const missed = LAYOUTS.filter(
      (layout) => layout.ads.length > 0 && extractFreely(layout).kind === 'detail',
    );
    expect(missed.map(({ id }) => id)).toEqual([]);
    const taken = LAYOUTS.filter((layout) => layout.ads.length === 0).map(extractFreely);
    expect(taken.filter(({ kind }) => kind === 'list')).toEqual([]);
    expect(taken.length).toBeGreaterThan(5);
  });

  it.each(LAYOUTS.filter(({ ads }) => ads.length > 0))(
    '$id: what is suggested takes the same again from the file that is printed',
    (layout) => {
      const suggestion = suggestSource(pageOf(layout));
      const source = parseSource(formatSource(suggestion.source), 'suggested.yml');
      const again = extractPage({ ...pageOf(layout), source, role: 'list' });
      expect(again.postings).toEqual(suggestion.sample);
      const score = scoreLayout(layout, again, ORIGIN);
      expect(score).toMatchObject({ right: layout.ads.length, extra: 0, isNextRight: true });
      expect(source.expects.postings).toBe(Math.max(1, Math.floor(layout.ads.length * 0.8)));
      // Names that a bundler made, and places in a row, do not last.
      expect(source.list.item ?? '').not.toMatch(/nth|css-/);
    },
  );

  it.each([
    ['table-pairs', 'tr:has(> td > b > a)'],
    ['definitions', 'dl > dt'],
    ['headings', '.main > h3'],
    ['terms', 'dl.news_list > dt'],
    ['chapters', '.txt > h3'],
    ['job-table', 'tr.row'],
  ])('%s: a selector for items of several elements takes what is found without', (id, item) => {
    const layout = LAYOUTS.find((one) => one.id === id)!;
    const page = pageOf(layout);
    const source = SourceSchema.parse({
      ...{ id: 'x', name: 'x', kind: 'tutoring', start: [page.url] },
      list: { item, until: 'next item' },
    });
    const chosen = extractPage({ ...page, source, role: 'list' }).postings;
    expect(chosen).toEqual(extract(layout, 'list').postings);
    expect(trySelectors(parsePageTree(page.html, page.url), source, 'list', 'list')).toEqual({
      'list.item': true,
    });
    const fields = { ...source, list: { ...source.list, fields: { body: 'dd, p, td' } } };
    const [first] = extractPage({ ...page, source: fields, role: 'list' }).postings;
    expect(first?.body).not.toBe('');
  });

  it.each(LAYOUTS.filter(({ ads }) => ads.length === 0))('$id: is no list to suggest', (layout) => {
    expect(() => suggestSource(pageOf(layout))).toThrow(InvalidInput);
  });
});
