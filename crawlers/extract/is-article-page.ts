/** Whether a page that also has a list is an article: many carry more links to others than text of their own. */
import type { Element } from 'domhandler';
import type { Article } from './find-article.js';
import type { FoundList } from './find-list.js';
import { findTitle } from './find-title.js';
import type { PageTree } from './page-tree.js';
import type { Run } from './read-prose.js';

/** What markup says to be an article needs this much prose to be one. */
const LEAST_MARKED = 300;
const LEAST_SCORE = 500;
const LEAST_PARAGRAPHS = 3;
/** A column's name is shorter than a headline; counted in letters, as prose is. */
const HEADLINE = 20;
/** From here on a heading is hardly the name of a column. */
export const LONG_HEADLINE = 30;
const LEAST_UNDER_HEADLINE = 250;
/** Items with longer prose are the sections of an article, unless a headline that leads elsewhere opens each. */
const LONG_ITEM = 200;
const LEAST_LINK = 12;

export function isArticlePage(
  article: Article | undefined,
  list: FoundList,
  tree: PageTree,
): boolean {
  if (article === undefined) return false;
  const inItems = list.items
    .flat()
    .reduce((sum, item) => sum + (article.prose.scores.get(item) ?? 0), 0);
  if (inItems >= article.score * 0.5) return areSections(list.items, article);
  const own = article.score - inItems;
  const isMarked = article.isNamed || tree.metas.some(isArticleType);
  if (isMarked && own >= LEAST_MARKED) return true;
  const headline = headlineWeight(tree);
  if (headline >= LONG_HEADLINE && own >= LEAST_UNDER_HEADLINE) return true;
  if (own < LEAST_SCORE || article.paragraphs < LEAST_PARAGRAPHS) return false;
  return own >= list.textLength || headline >= HEADLINE;
}

/** How long the heading is that the document's title repeats; 0 without one. */
export function headlineWeight(tree: PageTree): number {
  const { at, title } = findTitle(tree, undefined);
  return at === undefined ? 0 : title.replace(/\p{Script=Han}/gu, '###').length;
}

/** Items that hold the page's prose: parts of one text, not postings. */
function areSections(items: FoundList['items'], { prose }: Article): boolean {
  const runs = items.map((item) =>
    item.flatMap((element) => prose.runs.slice(...(prose.spans.get(element) ?? [0, 0]))),
  );
  const titled = runs.filter(opensElsewhere).length;
  if (titled > items.length * 0.5) return false;
  const lengths = runs
    .map((own) => own.reduce((sum, { score }) => sum + score, 0))
    .toSorted((a, b) => a - b);
  return (lengths[lengths.length >> 1] ?? 0) >= LONG_ITEM;
}

/** A headline that is a link stands before the text; a way to a shop after it. */
function opensElsewhere(runs: readonly Run[]): boolean {
  const [first] = runs.filter(
    ({ score, weight, linkWeight }) =>
      score > 0 || (linkWeight >= LEAST_LINK && linkWeight > weight * 0.8),
  );
  return first?.score === 0;
}

function isArticleType({ attribs }: Element): boolean {
  return (
    attribs['property']?.toLowerCase() === 'og:type' &&
    attribs['content']?.toLowerCase() === 'article'
  );
}
