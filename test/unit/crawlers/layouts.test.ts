/** What is taken from list pages of many layouts, each with known answers. */
import { describe, expect, it } from 'vitest';
import { extractPage } from '../../../crawlers/extract/extract-page.js';
import { ExtractionSchema } from '../../../domain/posting.js';
import { LAYOUT_NOW } from '../../sites/layouts/layout-ads.js';
import { layoutPath, type Layout } from '../../sites/layouts/layout.js';
import { LAYOUTS } from '../../sites/layouts/layouts.js';
import { scoreLayout } from '../../sites/layouts/score-layout.js';

const ORIGIN = 'http://site.example.com';

function extract(layout: Layout, role?: 'list') {
  const { framed } = layout;
  const html = framed === undefined ? layout.html : (layout.parts?.[framed]?.body ?? '');
  const url = ORIGIN + (framed ?? layoutPath(layout));
  const extraction = extractPage({ html, url, now: LAYOUT_NOW, ...(role && { role }) });
  ExtractionSchema.parse(extraction);
  return extraction;
}

describe('layouts', () => {
  it.each(LAYOUTS)('$id: every posting and field, the next page, nothing else', (layout) => {
    const score = scoreLayout(layout, extract(layout, 'list'), ORIGIN);
    expect(score).toEqual({
      ...{ id: layout.id, wanted: layout.ads.length, right: layout.ads.length, extra: 0 },
      ...{ fieldsRight: score.fieldsShown, fieldsShown: score.fieldsShown, isNextRight: true },
    });
  });

  it('knows lists without being told that they are', () => {
    const missed = LAYOUTS.filter(
      (layout) => layout.ads.length > 0 && extract(layout).kind === 'detail',
    );
    expect(missed.map(({ id }) => id)).toEqual([]);
    const article = LAYOUTS.find(({ id }) => id === 'article');
    expect(article === undefined ? undefined : extract(article).kind).toBe('detail');
  });
});
