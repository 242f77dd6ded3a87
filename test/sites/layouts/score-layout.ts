/** How right an extraction is about a layout. */
import type { ExtractedPosting, Extraction } from '../../../domain/posting.js';
import type { Layout, ShownField } from './layout.js';
import type { LayoutAd } from './layout-ads.js';

export interface LayoutScore {
  readonly id: string;
  readonly wanted: number;
  /** Postings with the right title and the right address, each once. */
  readonly right: number;
  /** Postings that are none of the page's ads. */
  readonly extra: number;
  /** Fields shown by the page and read as they stand there, of the postings that are right. */
  readonly fieldsRight: number;
  readonly fieldsShown: number;
  readonly isNextRight: boolean;
}

/** @param origin where the layout was served, without a slash at the end */
export function scoreLayout(
  layout: Layout,
  { kind, postings, links }: Pick<Extraction, 'kind' | 'postings' | 'links'>,
  origin: string,
): LayoutScore {
  // What a page says that is no list is no posting of a list.
  const left = kind === 'list' ? [...postings] : [];
  let right = 0;
  let fieldsRight = 0;
  for (const ad of layout.ads) {
    const path = layout.href(ad);
    const url = path === null ? null : origin + path;
    const at = left.findIndex((posting) => posting.url === url && saysTitle(posting, ad, path));
    const [posting] = at === -1 ? [] : left.splice(at, 1);
    if (posting === undefined) continue;
    right += 1;
    fieldsRight += layout.shows.filter((field) => isFieldRight(field, posting, ad)).length;
  }
  const next = links.find(({ role }) => role === 'next')?.url ?? null;
  return {
    ...{ id: layout.id, wanted: layout.ads.length, right, extra: left.length, fieldsRight },
    fieldsShown: layout.ads.length * layout.shows.length,
    isNextRight: next === (layout.next === null ? null : origin + layout.next),
  };
}

/** A post without a page of its own has no title either. */
function saysTitle({ title, body }: ExtractedPosting, ad: LayoutAd, path: string | null): boolean {
  return title === ad.title || (path === null && body.includes(ad.title));
}

function isFieldRight(field: ShownField, posting: ExtractedPosting, ad: LayoutAd): boolean {
  switch (field) {
    case 'body':
      return posting.body.includes(ad.body);
    case 'price':
      return posting.price === ad.price;
    case 'location':
      return posting.location === ad.place;
    case 'publishedAt':
      return posting.publishedAt?.slice(0, 10) === ad.date;
    case 'publisher':
      return posting.publisher === ad.who;
  }
}

/** `table-rows 10/10, fields 40/40, next` */
export function describeScore(score: LayoutScore): string {
  return [
    score.id.padEnd(16),
    `${score.right}/${score.wanted}`.padEnd(8),
    `fields ${score.fieldsRight}/${score.fieldsShown}`.padEnd(16),
    score.isNextRight ? 'next ok' : 'NEXT WRONG',
    score.extra > 0 ? `${score.extra} EXTRA` : '',
  ].join(' ');
}

