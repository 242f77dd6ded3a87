/** The main content of a detail page: Readability's article, or the densest part where it finds none. */
import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import type { AnyNode, Element } from 'domhandler';
import { parseHTML } from 'linkedom';
import { densest } from './densest.js';
import type { Article } from './find-article.js';
import { isElement, isText, isInvisible, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

export interface MainContent {
  readonly nodes: readonly AnyNode[];
  readonly text: string;
  /** Most of it is links: what the page leads to, not what it says. */
  readonly isLinks: boolean;
}

/** Readability tries several times over the whole page; larger pages take the linear way. */
const MAX_READABLE_ELEMENTS = 15_000;
const MAX_READABLE_TEXT = 500_000;
const LEAST_TEXT = 25;
const KEPT_ATTRIBUTES = [
  'class',
  'id',
  'href',
  'src',
  'data-src',
  'data-original',
  'alt',
  'width',
  'height',
  'itemprop',
  'rel',
];

export function findMainContent(tree: PageTree, found: Article | undefined): MainContent {
  if (found !== undefined) return { nodes: found.nodes, text: found.text, isLinks: false };
  const isReadable =
    tree.elements.length <= MAX_READABLE_ELEMENTS &&
    (tree.textLength.get(tree.root) ?? 0) <= MAX_READABLE_TEXT;
  const article = isReadable ? readArticle(tree) : undefined;
  const dense = densest(tree);
  if (article === undefined || article.text.length < LEAST_TEXT) return dense;
  return article;
}

function readArticle(tree: PageTree): MainContent | undefined {
  const html = `<!doctype html><html><head></head><body>${serialise(tree.root)}</body></html>`;
  const { document } = parseHTML(html);
  const article = new Readability(document, { charThreshold: 200, keepClasses: false }).parse();
  if (article?.content === undefined || article.content === null) return undefined;
  const content = load(article.content, { xml: { xmlMode: false, decodeEntities: true } });
  const nodes = content.root().toArray();
  const text = renderText(nodes);
  return { nodes, text, isLinks: content('a').text().length > text.length * 0.5 };
}

function serialise(node: AnyNode): string {
  const parts: string[] = [];
  write(node, parts, false);
  return parts.join('');
}

function write(node: AnyNode, parts: string[], isInContent: boolean): void {
  if (isText(node)) {
    parts.push(escapeText(node.data));
    return;
  }
  if (!('children' in node)) return;
  if (!isElement(node) || node.name === 'html' || node.name === 'body') {
    for (const child of node.children) write(child, parts, isInContent);
    return;
  }
  if (isInvisible(node) || isFrame(node, isInContent)) return;
  const isContent = isInContent || node.name === 'article' || node.name === 'main';
  parts.push(`<${node.name}`);
  for (const name of KEPT_ATTRIBUTES) {
    const value = node.attribs[name];
    if (value !== undefined)
      parts.push(` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`);
  }
  parts.push('>');
  if (VOID.has(node.name)) return;
  for (const child of node.children) write(child, parts, isContent);
  parts.push(`</${node.name}>`);
}

/**
 * What a page itself marks as its frame. Readability takes a frame for content where the content is
 * only a few lines, as in most small ads.
 */
function isFrame({ name, attribs }: Element, isInContent: boolean): boolean {
  if (name === 'nav' || FRAME_ROLES.has(attribs['role'] ?? '')) return true;
  // An article may have a head and a foot of its own.
  return !isInContent && (name === 'header' || name === 'footer');
}

const FRAME_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'search']);

const VOID = new Set([
  'br',
  'img',
  'hr',
  'input',
  'meta',
  'link',
  'source',
  'wbr',
  'area',
  'col',
  'embed',
  'param',
  'track',
  'base',
]);

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
