/** RSS, Atom and sitemaps → postings and links. What is no such file is left to the page extraction. */
import { load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import type { Extraction, ExtractedPosting, Link } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import { cleanPublisher, findImages } from './find-fields.js';
import { absoluteUrl, isElement, isText, parsePageTree } from './page-tree.js';
import { parseDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { tidyLine, tidyText } from './tidy-text.js';

export interface FeedQuestion {
  /** The text as decoded; of a file that is too long only the beginning is looked at. */
  readonly text: string;
  /** Where it came from, absolute. */
  readonly url: string;
  readonly source: Source | null;
  readonly now: Date;
}

type FeedFormat = 'rss' | 'atom' | 'sitemap' | 'sitemap-index';

/** More than any feed written for readers. */
const MAX_CHARACTERS = 5_000_000;
/** A feed nests a handful of levels, XHTML inside Atom some dozens more. */
const MAX_DEPTH = 200;
const MAX_ENTRIES = 5_000;
const MAX_TITLE = 300;
const MAX_IMAGES = 50;
/** Comments, a document type and the like may stand before the root element. */
const MAX_PROLOGUE = 20_000;
const ROOTS: Readonly<Record<string, FeedFormat>> = {
  rss: 'rss',
  rdf: 'rss',
  feed: 'atom',
  urlset: 'sitemap',
  sitemapindex: 'sitemap-index',
};
const ENTRIES: Readonly<Record<FeedFormat, string>> = {
  rss: 'item',
  atom: 'entry',
  sitemap: 'url',
  'sitemap-index': 'sitemap',
};

/** Which format a text is by its root element, whatever it was served as; undefined for any other. */
export function feedFormat(text: string): FeedFormat | undefined {
  const root = rootName(text.slice(0, MAX_PROLOGUE));
  return Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
}

/**
 * Postings of an RSS or Atom feed; the addresses that a sitemap names, as links to details or, of an
 * index, to further lists. Undefined when the text is none of them. Entities that a document type
 * declares are never expanded.
 */
export function extractFeed({ text, url, source, now }: FeedQuestion): Extraction | undefined {
  const format = feedFormat(text);
  if (format === undefined) return undefined;
  const $ = load(cutDepth(text.slice(0, MAX_CHARACTERS).replaceAll('\0', '')), {
    xml: { xmlMode: true, decodeEntities: true },
  });
  const { head, entries } = readTree($.root()[0]?.children ?? [], ENTRIES[format]);
  if (format === 'sitemap' || format === 'sitemap-index') {
    return listOf({ links: sitemapLinks(entries, format, url) });
  }
  const kind: ExtractedPosting['kind'] = source?.kind === 'platform' ? 'post' : 'ad';
  const postings = distinct(
    entries.map((entry) => readEntry(entry, url, now, kind)).filter(hasContent),
  );
  const next = nextOf(head, url);
  const details = new Set(postings.flatMap((posting) => posting.url ?? []));
  const links: Link[] = [...details]
    .filter((detail) => detail !== next)
    .map((detail) => ({ url: detail, text: '', role: 'detail' }));
  if (next !== undefined) links.unshift({ url: next, text: '', role: 'next' });
  const title = head.find((element) => localName(element) === 'title');
  return listOf({
    links,
    postings,
    title: title === undefined ? '' : tidyLine(plainText(textOf(title), url)).slice(0, MAX_TITLE),
    body: postings.map((posting) => `${posting.title}\n${posting.body}`.trim()).join('\n'),
  });
}

function listOf(found: Partial<Extraction>): Extraction {
  return {
    ...{ kind: 'list', title: '', body: '', publisher: null, publishedAt: null },
    ...{ price: null, location: null, images: [], links: [], postings: [] },
    ...found,
  };
}

/** The local name of the root element, lower case; '' when none is in sight. */
function rootName(text: string): string {
  // With text before its first tag it is some other file.
  let at = text.search(/[^\s\uFEFF]/);
  if (text[at] !== '<') return '';
  for (;;) {
    at = text.indexOf('<', at);
    if (at === -1) return '';
    if (text.startsWith('<?', at)) at = text.indexOf('?>', at);
    else if (text.startsWith('<!--', at)) at = text.indexOf('-->', at);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) at = endOfDoctype(text, at);
    else break;
    if (at === -1) return '';
  }
  const name = /^<(?:[\w.-]+:)?([\w.-]+)[\s/>]/.exec(text.slice(at, at + 200))?.[1] ?? '';
  return name.toLowerCase();
}

/** A document type may hold declarations in brackets, with `>` of their own. */
function endOfDoctype(text: string, at: number): number {
  const close = text.indexOf('>', at);
  const open = text.indexOf('[', at);
  return open === -1 || close < open ? close : text.indexOf(']', open);
}

/** Drops everything from where a file nests deeper than any feed does: walks and parsers stay linear. */
function cutDepth(xml: string): string {
  let depth = 0;
  let at = xml.indexOf('<');
  while (at !== -1) {
    const skipped = xml.startsWith('<![CDATA[', at)
      ? ']]>'
      : xml.startsWith('<!--', at)
        ? '-->'
        : '>';
    const end = xml.indexOf(skipped, at);
    if (end === -1) return xml;
    const mark = xml[at + 1];
    if (mark === '/') depth -= 1;
    else if (mark !== '!' && mark !== '?' && xml[end - 1] !== '/') depth += 1;
    if (depth > MAX_DEPTH) return xml.slice(0, at);
    at = xml.indexOf('<', end);
  }
  return xml;
}

interface FeedTree {
  /** Elements that are no entry: what the feed says about itself. */
  readonly head: readonly Element[];
  readonly entries: readonly Element[];
}

function readTree(nodes: readonly AnyNode[], entryName: string): FeedTree {
  const head: Element[] = [];
  const entries: Element[] = [];
  const stack: AnyNode[] = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isElement(node)) continue;
    const isEntry = localName(node) === entryName;
    if (isEntry && entries.length < MAX_ENTRIES) entries.push(node);
    if (!isEntry) head.push(node);
    // In broken markup an entry that was not closed holds the next ones.
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child !== undefined && (!isEntry || isNamed(child, entryName))) stack.push(child);
    }
  }
  return { head, entries };
}

function isNamed(node: AnyNode, name: string): boolean {
  return isElement(node) && localName(node) === name;
}

/** `content:encoded` → `encoded` */
function localName(element: Element): string {
  return element.name.slice(element.name.indexOf(':') + 1).toLowerCase();
}

function readEntry(
  entry: Element,
  feedUrl: string,
  now: Date,
  kind: ExtractedPosting['kind'],
): ExtractedPosting {
  const parts = entry.children.filter(isElement);
  const url = linkOf(parts, feedUrl) ?? null;
  const base = url ?? feedUrl;
  const contents = ['encoded', 'content', 'description', 'summary']
    .map((name) => markupOf(parts, name))
    .map((markup) => readMarkup(markup, base));
  // Many feeds give the whole text in one part and its beginning in another.
  const content = contents.reduce((best, next) =>
    next.text.length > best.text.length ? next : best,
  );
  const image = contents.find(({ images }) => images.length > 0)?.images ?? [];
  const named = first(parts, ['creator', 'author', 'publisher', 'source']);
  return {
    title: tidyLine(plainText(textOf(first(parts, ['title'])), base)).slice(0, MAX_TITLE),
    url,
    body: content.text,
    publisher: named === undefined ? null : cleanPublisher(nameIn(named)),
    publishedAt: dateOf(first(parts, ['pubdate', 'published', 'date', 'issued', 'updated']), now),
    price: null,
    location: null,
    images: [...image, ...enclosedImages(parts, base)].slice(0, MAX_IMAGES),
    kind,
  };
}

function first(parts: readonly Element[], names: readonly string[]): Element | undefined {
  for (const name of names) {
    const found = parts.find((part) => localName(part) === name && textOf(part).trim() !== '');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** RSS writes the address into `link`, Atom into its `href`; a `guid` is one unless it says it is not. */
function linkOf(parts: readonly Element[], base: string): string | undefined {
  const links = parts.filter((part) => localName(part) === 'link');
  for (const link of links) {
    const { rel = 'alternate', href } = link.attribs;
    const url = rel === 'alternate' ? absoluteUrl(href ?? textOf(link), base) : undefined;
    if (url !== undefined) return url;
  }
  const id = parts.find((part) => /^(?:guid|id)$/.test(localName(part)));
  if (id === undefined || id.attribs['isPermaLink'] === 'false') return undefined;
  const stated = textOf(id).trim();
  return /^https?:/i.test(stated) ? absoluteUrl(stated, base) : undefined;
}

/** `<author><name>…</name></author>`, `mail@example.org (name)` or the name itself. */
function nameIn(element: Element): string {
  const inner = element.children.find((child) => isNamed(child, 'name'));
  const name = tidyLine(textOf(inner === undefined ? element : (inner as Element)));
  return /^\S+@\S+\s*\((.+)\)$/.exec(name)?.[1] ?? name;
}

/** RFC 822 (RSS), RFC 3339 (Atom) and, where a site knows neither, the forms people write. */
function dateOf(element: Element | undefined, now: Date): string | null {
  const text = tidyLine(textOf(element));
  const rfc822 =
    /^(?:[a-z]{3,9},?\s+)?(\d{1,2}\s+[a-z]{3})[a-z]*\s+(\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?)\s*(gmt|utc?|z|[+-]\d{4}|[ecmp][sd]t)?$/i.exec(
      text,
    );
  if (rfc822 === null) return parseDate(text, now);
  // Without a zone a Chinese site means its own.
  const time = Date.parse(`${rfc822[1]} ${rfc822[2]} ${rfc822[3] ?? '+0800'}`);
  return Number.isNaN(time) ? null : parseDate(new Date(time).toISOString(), now);
}

interface ReadMarkup {
  readonly text: string;
  readonly images: ExtractedPosting['images'];
}

/** The inside of a part: escaped or quoted markup as text, elements that stand there unescaped as they are. */
function markupOf(parts: readonly Element[], name: string): string | readonly AnyNode[] {
  const part = parts.find((one) => localName(one) === name && one.children.length > 0);
  if (part === undefined) return '';
  return part.children.some(isElement) ? part.children : textOf(part);
}

function readMarkup(markup: string | readonly AnyNode[], base: string): ReadMarkup {
  if (typeof markup !== 'string') return { text: renderText(markup), images: [] };
  const isMarkup = /<\/?[a-z][^>]*>/i.test(markup);
  if (!isMarkup) return { text: plainText(markup, base), images: [] };
  const tree = parsePageTree(markup, base);
  return { text: renderText([tree.root]), images: findImages(tree, [tree.root]) };
}

/** Text that may be escaped once more than it should (`&amp;nbsp;`, `&lt;p&gt;`). */
function plainText(text: string, base: string): string {
  if (!/<\/?[a-z][^>]*>|&(?:[a-z]{2,8}|#x?[\da-f]{1,6});/i.test(text)) return tidyText(text);
  const once = renderText([parsePageTree(text, base).root]);
  return /<\/?[a-z][^>]*>/i.test(once) ? renderText([parsePageTree(once, base).root]) : once;
}

/** `enclosure`, `media:content` and `media:thumbnail` that are pictures. */
function enclosedImages(parts: readonly Element[], base: string): ExtractedPosting['images'] {
  const urls = parts.flatMap((part) => {
    const { type = '', medium = '', url = '' } = part.attribs;
    const isImage =
      localName(part) === 'thumbnail' || /^image\//i.test(type) || /^image$/i.test(medium);
    return isImage ? (absoluteUrl(url, base) ?? []) : [];
  });
  return [...new Set(urls)].map((url) => ({ url, alt: '' }));
}

/** A feed in pages (RFC 5005) names the next one. */
function nextOf(head: readonly Element[], url: string): string | undefined {
  const link = head.find((one) => localName(one) === 'link' && one.attribs['rel'] === 'next');
  const next = absoluteUrl(link?.attribs['href'] ?? '', url);
  return next === url ? undefined : next;
}

function sitemapLinks(entries: readonly Element[], format: FeedFormat, url: string): Link[] {
  const role = format === 'sitemap' ? 'detail' : 'next';
  const links = new Map<string, Link>();
  for (const entry of entries) {
    const loc = entry.children.find((child) => isNamed(child, 'loc'));
    const address = absoluteUrl(textOf(loc as Element | undefined), url);
    if (address !== undefined && address !== url)
      links.set(address, { url: address, text: '', role });
  }
  return [...links.values()];
}

function distinct(postings: readonly ExtractedPosting[]): ExtractedPosting[] {
  const byKey = new Map<string, ExtractedPosting>();
  for (const posting of postings) {
    const key = posting.url ?? `${posting.title}\n${posting.body}`;
    if (!byKey.has(key)) byKey.set(key, posting);
  }
  return [...byKey.values()];
}

function hasContent({ title, body, images }: ExtractedPosting): boolean {
  return title !== '' || body !== '' || images.length > 0;
}

/** All text below an element, CDATA included. */
function textOf(element: Element | undefined): string {
  const parts: string[] = [];
  const stack: AnyNode[] = element === undefined ? [] : [...element.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) parts.push(node.data);
    else if ('children' in node) {
      for (let at = node.children.length - 1; at >= 0; at -= 1) stack.push(node.children[at]!);
    }
  }
  return parts.join('');
}
