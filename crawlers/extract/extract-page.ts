/** The text of a page or a feed → its postings, fields and links. Pure: the clock comes in as `now`. */
import type { AnyNode } from 'domhandler';
import type { ExtractedPosting, Extraction, Link } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import { readCarriedAnswers } from './carried-answers.js';
import { chooseItems } from './choose-items.js';
import { findArticle, type Article } from './find-article.js';
import { headlineWeight, isArticlePage, LONG_HEADLINE } from './is-article-page.js';
import { isDetailPage } from './is-detail-page.js';
import { mergeAnswers } from './merge-answers.js';
import { readDetail, type DetailQuestion } from './read-detail.js';
import { extractFeed } from './read-feed.js';
import { readEmbeddedList, readStatedList, withStated } from './embedded-list.js';
import { readEmbedded } from './embedded-state.js';
import { findList, type FoundList } from './find-list.js';
import { findNextUrl } from './find-next.js';
import { saysEmptyList } from './says-empty-list.js';
import { findTitle } from './find-title.js';
import { readListPostings } from './list-postings.js';
import { absoluteUrl, isText, parsePageTree, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';
import { isOrganisation, readJsonLd } from './structured-data.js';
import { tidyLine } from './tidy-text.js';

export interface PageQuestion {
  /** The text as decoded; of a page that is too long only the beginning is looked at. */
  readonly html: string;
  /** Where the page came from, absolute: relative links are resolved against it. */
  readonly url: string;
  /** Its selectors win over what is found without them. */
  readonly source?: Source | null;
  /** When the page was fetched; "3小时前" counts from here. */
  readonly now: Date;
  /** What the page was linked as; left out, the page itself decides. */
  readonly role?: 'list' | 'detail';
}

const MAX_LINKS = 5_000;
const MAX_LINK_TEXT = 300;

export function extractPage({ html, url, source = null, now, role }: PageQuestion): Extraction {
  const feed = extractFeed({ text: html, url, source, now });
  return feed ?? extractTree({ tree: parsePageTree(html, url), url, source, now, role });
}

export interface TreeQuestion {
  readonly tree: PageTree;
  readonly url: string;
  readonly source: Source | null;
  readonly now: Date;
  readonly role: 'list' | 'detail' | undefined;
}

/** The same for a page that is parsed already. */
export function extractTree(question: TreeQuestion): Extraction {
  const answers = readCarriedAnswers(question.tree);
  const extraction = extractMarkup({ ...question, source: ofMarkup(question.source) });
  return answers.length === 0 ? extraction : mergeAnswers({ ...question, extraction, answers });
}

/** Of a source whose list or detail comes as JSON, the paths say nothing of the markup. */
function ofMarkup(source: Source | null): Source | null {
  if (source === null) return null;
  const { list, detail } = source;
  return {
    ...source,
    list: list.xhr === undefined ? list : { next: list.next, fields: {} },
    detail: detail.xhr === undefined ? detail : { fields: {} },
  };
}

function extractMarkup(question: TreeQuestion): Extraction {
  const { tree, url, source, now } = question;
  const findArticle = articleFinder(tree);
  // A detail page is read as one, whatever list stands on it.
  const list =
    question.role === 'detail' ? undefined : (chosenList(tree, source) ?? findList(tree));
  const isList = list !== undefined && isListPage(question, list, findArticle);
  const next = question.role === 'detail' ? null : findNextUrl(tree, url, source?.list.next);
  if (isList) {
    const shown = readListPostings(list.items, tree, source, now);
    return listOf(question, withStated(shown, tree, now), next);
  }
  const carried = list === undefined ? carriedPostings(question, findArticle) : [];
  if (carried.length > 0) return listOf(question, carried, next);
  if (question.role === 'list' && saysEmptyList(tree)) return listOf(question, [], next);
  return extractDetail({ tree, url, source, now, findArticle }, next);
}

/** The list of a page that shows none: its scripts, or JSON-LD, hold it. */
function carriedPostings(
  { tree, source, now, role }: TreeQuestion,
  findArticle: () => Article | undefined,
): readonly ExtractedPosting[] {
  if (role === 'detail') return [];
  if (role === undefined && (hasHeadline(tree) || findArticle() !== undefined)) return [];
  const stated = readStatedList(tree, source, now);
  return stated.length > 0 ? stated : readEmbeddedList(tree, source, now);
}

function listOf(
  { tree, url }: TreeQuestion,
  postings: readonly ExtractedPosting[],
  next: string | null,
): Extraction {
  return {
    kind: 'list',
    title: tidyLine(tree.title).slice(0, MAX_LINK_TEXT),
    body: postings.map(({ title, body }) => [title, body].filter(Boolean).join('\n')).join('\n'),
    publisher: null,
    publishedAt: null,
    price: null,
    location: null,
    images: [],
    links: readLinks(tree, url, next, new Set(postings.flatMap((posting) => posting.url ?? []))),
    postings: [...postings],
  };
}

/** Finds the article when it is first asked for, and once. */
function articleFinder(tree: PageTree): () => Article | undefined {
  let found: { readonly article: Article | undefined } | undefined;
  return () => {
    found ??= { article: findArticle(tree, findTitle(tree, undefined).title) };
    return found.article;
  };
}

function extractDetail(question: DetailQuestion, next: string | null): Extraction {
  const { tree, url } = question;
  const { posting, replies } = readDetail(question);
  const { title, body, publisher, publishedAt, price, location, images } = posting;
  // A title alone is the frame of a page, not its posting.
  const isBlank = body === '' && images.length === 0;
  return {
    kind: 'detail',
    ...{ title, body, publisher, publishedAt, price, location, images },
    links: readLinks(tree, url, next, new Set()),
    postings: isBlank ? [] : [posting, ...replies],
  };
}

/** The list that the source's selector names. */
function chosenList(tree: PageTree, source: Source | null): FoundList | undefined {
  const items = chooseItems(tree, source);
  return items === undefined
    ? undefined
    : { items, score: Infinity, textLength: sum(items.flat(), tree), isBeside: false };
}

/**
 * A page is a list when its repeated items carry more than its prose. A page that says it is one
 * article or one offer is not, whatever it links to.
 */
function isListPage(
  { tree, now, role }: TreeQuestion,
  list: FoundList,
  findArticle: () => Article | undefined,
): boolean {
  if (role === 'detail') return false;
  if (list.score === Infinity) return list.items.length > 0 || role === 'list';
  const described = readJsonLd(tree, now).filter((fields) => !isOrganisation(fields)).length;
  if (described === 1 && role !== 'list') return false;
  if (isDetailPage(tree, list, role)) return false;
  if (role === undefined && isArticlePage(findArticle(), list, tree)) return false;
  const prose = proseLength(tree, new Set<AnyNode>(list.items.flat()));
  if (role === undefined && prose >= list.textLength && headlineWeight(tree) >= LONG_HEADLINE)
    return false;
  // A start page that has the headline of an article is one, even where a list was expected.
  const isExpected = role === 'list' && !hasHeadline(tree);
  const share = isExpected && list.items.length >= SURE_ITEMS ? 1.5 : 0.6;
  if (prose >= Math.max(list.textLength * share, isExpected ? 300 : 120)) return false;
  // A gallery or an app page may keep its text in a script and show only where it leads to.
  return isExpected || (readEmbedded(tree, now)?.body?.length ?? 0) < list.textLength;
}

const SURE_ITEMS = 5;
const HEADLINE_LENGTH = 10;

/** A heading that the document's title repeats and that is too long to be the name of a column. */
function hasHeadline(tree: PageTree): boolean {
  const { at, title } = findTitle(tree, undefined);
  return at !== undefined && title.length >= HEADLINE_LENGTH;
}

/** Characters of running text outside of the items: long texts that are no links. */
function proseLength(tree: PageTree, items: ReadonlySet<AnyNode>): number {
  let total = 0;
  const inside = new Set<AnyNode>(items);
  for (const element of tree.elements) {
    if (items.has(element) || (element.parent !== null && inside.has(element.parent))) {
      inside.add(element);
      continue;
    }
    if (element.name === 'a' || tree.linkTextLength.get(element) === tree.textLength.get(element))
      continue;
    for (const child of element.children) {
      const length = isText(child) ? child.data.trim().length : 0;
      // Running text has punctuation; labels, footers and menus have little of it.
      if (isText(child) && length >= 20 && /[，。！？；,.!?]/.test(child.data)) total += length;
    }
  }
  return total;
}

function sum(items: readonly AnyNode[], tree: PageTree): number {
  return items.reduce((total, item) => total + (tree.textLength.get(item) ?? 0), 0);
}

function readLinks(
  tree: PageTree,
  pageUrl: string,
  next: string | null,
  details: ReadonlySet<string>,
): Link[] {
  const links = new Map<string, Link>();
  const add = (url: string, text: string) => {
    if (links.size >= MAX_LINKS || links.has(url)) return;
    const role = url === next ? 'next' : details.has(url) ? 'detail' : 'other';
    links.set(url, { url, text, role });
  };
  if (next !== null) add(next, '');
  for (const url of details) if (url !== next) add(url, '');
  for (const element of tree.elements) {
    if (element.name !== 'a') continue;
    const url = absoluteUrl(element.attribs['href'] ?? '', tree.base);
    if (url === undefined || url === pageUrl) continue;
    const known = links.get(url);
    if (known === undefined && links.size >= MAX_LINKS) continue;
    const text = tidyLine(renderText([element])).slice(0, MAX_LINK_TEXT);
    if (known === undefined) add(url, text);
    else if (known.text === '' && text !== '') links.set(url, { ...known, text });
  }
  return [...links.values()];
}
