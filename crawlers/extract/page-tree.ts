/** A page as a bounded tree, parsed once, that every step of the extraction reads and none changes. */
import { load, type CheerioAPI } from 'cheerio';
import type { AnyNode, CDATA, Element, ParentNode, Text } from 'domhandler';

export interface PageTree {
  readonly $: CheerioAPI;
  readonly root: ParentNode;
  /** What the document calls itself, as written; '' without a title. */
  readonly title: string;
  /** The first `title`, empty or not. */
  readonly firstTitle: Element | undefined;
  /** `h1` to `h3` in document order, invisible ones too. */
  readonly headings: readonly Element[];
  readonly hasPasswordField: boolean;
  readonly metas: readonly Element[];
  readonly scripts: readonly Element[];
  /** What relative links are relative to. */
  readonly base: string;
  /** Visible characters (blanks not counted) below each element. */
  readonly textLength: ReadonlyMap<AnyNode, number>;
  /** The part of them that is inside links. */
  readonly linkTextLength: ReadonlyMap<AnyNode, number>;
  /** Elements in document order, invisible ones left out. */
  readonly elements: readonly Element[];
  /** Where links lead, as far as that was asked for; undefined for those that lead nowhere. */
  readonly addresses: Map<Element, string | undefined>;
}

/** More than any page written for people; the rest of a longer one is not looked at. */
const MAX_CHARACTERS = 5_000_000;
/** Walks and serialisers recurse; real pages stay far below. */
const MAX_DEPTH = 120;
/** The parser takes quadratic time over nesting; what comes after this many open tags is not read. */
const MAX_OPEN_TAGS = 5_000;
const MAX_ATTRIBUTE = 4_000;
const MAX_ELEMENTS = 400_000;
const INVISIBLE = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'head',
  'iframe',
  'object',
  'datalist',
]);
/** A hidden element with more than this share of the text is the content, waiting for its script. */
const HIDDEN_CONTENT_SHARE = 0.4;

/** @param url where the page was fetched from, absolute */
export function parsePageTree(html: string, url: string): PageTree {
  const bounded = unwrapComments(html.slice(0, MAX_CHARACTERS).replaceAll('\0', ''));
  const $ = load(cutOpenTags(bounded), {
    xml: {
      xmlMode: false,
      decodeEntities: true,
      lowerCaseTags: true,
      lowerCaseAttributeNames: true,
    },
  });
  const root = $.root()[0] as ParentNode;
  const { href, ...declared } = cutDepth(root);
  const base = (href && absoluteUrl(href, url)) ?? url;
  return { $, root, ...declared, base, ...measure(root), addresses: new Map() };
}

/** Whether nothing in an element is shown, judged by tag and attributes alone. */
export function isInvisible(element: Element): boolean {
  return INVISIBLE.has(element.name) || isHidden(element);
}

/** An absolute http(s) URL without fragment, or undefined. */
export function absoluteUrl(href: string, base: string): string | undefined {
  const trimmed = href.trim();
  if (trimmed === '' || trimmed.startsWith('#') || /^(?!https?:)[a-z][a-z\d+.-]*:/i.test(trimmed))
    return undefined;
  const url = parseUrl(trimmed, base);
  if (url === undefined) return undefined;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  // An empty fragment leaves its mark as well.
  if (trimmed.includes('#')) url.hash = '';
  return url.href;
}

function parseUrl(href: string, base: string): URL | undefined {
  try {
    return new URL(href, base);
  } catch {
    return undefined;
  }
}

export function isElement(node: AnyNode): node is Element {
  // By its node type a doctype would be an element as well.
  return 'attribs' in node;
}

export function isText(node: AnyNode): node is Text {
  return node.nodeType === 3;
}

function isCdata(node: AnyNode): node is CDATA {
  return node.nodeType === 4;
}

/** Some sites (Tieba) send the page's parts inside comments of `code` elements and unpack them by script. */
function unwrapComments(html: string): string {
  if (!html.includes('<code') || !html.includes('--></code>')) return html;
  return html.replace(/<code\b[^>]{0,2000}>\s*<!--/g, '<div>').replaceAll('--></code>', '</div>');
}

/** Tags that may stay open, as in any hand-written page, do not nest and do not count. */
const UNNESTED =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|dd|dt|option|tbody|thead|tfoot)$/i;

function cutOpenTags(html: string): string {
  if (html.length < MAX_OPEN_TAGS * 3) return html;
  let open = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z\d]{0,20})/gi)) {
    if (UNNESTED.test(match[2] ?? '')) continue;
    open += match[1] === '' ? 1 : -1;
    if (open > MAX_OPEN_TAGS) return html.slice(0, match.index);
    if (open < 0) open = 0;
  }
  return html;
}

interface Declared {
  title: string;
  firstTitle: Element | undefined;
  hasPasswordField: boolean;
  readonly headings: Element[];
  href: string | undefined;
  readonly metas: Element[];
  readonly scripts: Element[];
}

/** Replaces what lies deeper than MAX_DEPTH by its text, and takes down what the page declares on the way. */
function cutDepth(root: ParentNode): Declared {
  const declared: Declared = {
    ...{ title: '', firstTitle: undefined, href: undefined, hasPasswordField: false },
    ...{ headings: [], metas: [], scripts: [] },
  };
  const stack: { node: ParentNode; depth: number }[] = [{ node: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, depth } = top;
    if (isElement(node)) declare(node, declared);
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at] as AnyNode;
      if (!('children' in child)) continue;
      if (depth < MAX_DEPTH || child.children.length === 0)
        stack.push({ node: child, depth: depth + 1 });
      else flatten(child);
    }
  }
  return declared;
}

function declare(element: Element, declared: Declared): void {
  switch (element.name) {
    case 'title':
      declared.firstTitle ??= element;
      if (declared.title === '') declared.title = textContent(element);
      return;
    case 'h1':
    case 'h2':
    case 'h3':
      declared.headings.push(element);
      return;
    case 'input':
      if (element.attribs['type']?.toLowerCase() === 'password') declared.hasPasswordField = true;
      return;
    case 'base':
      declared.href ??= element.attribs['href'];
      return;
    case 'meta':
      declared.metas.push(element);
      return;
    case 'script':
      declared.scripts.push(element);
      return;
    default:
  }
}

/** The text below an element that holds nothing but text, such as a script. */
export function textContent({ children }: ParentNode): string {
  return children.map((child) => (isText(child) ? child.data : '')).join('');
}

function flatten(node: ParentNode): void {
  const texts: AnyNode[] = [];
  const stack: AnyNode[] = [...node.children].reverse();
  for (let child = stack.pop(); child !== undefined; child = stack.pop()) {
    if (isText(child)) texts.push(child);
    if (!isElement(child) || isInvisible(child)) continue;
    for (let at = child.children.length - 1; at >= 0; at -= 1) stack.push(child.children[at]!);
  }
  for (const text of texts) text.parent = node;
  node.children = texts;
}

type Measures = Pick<PageTree, 'textLength' | 'linkTextLength' | 'elements'>;

function measure(root: ParentNode): Measures {
  const textLength = new Map<AnyNode, number>();
  const linkTextLength = new Map<AnyNode, number>();
  const elements: Element[] = [];
  const hidden: Element[] = [];

  function visit(node: ParentNode, inLink: boolean): void {
    let text = 0;
    let linked = 0;
    for (const child of node.children) {
      if (isText(child)) {
        const length = countVisible(child.data);
        text += length;
        if (inLink) linked += length;
      } else if (isElement(child) && !INVISIBLE.has(child.name) && elements.length < MAX_ELEMENTS) {
        elements.push(child);
        cutAttributes(child);
        visit(child, inLink || child.name === 'a');
        if (isHidden(child)) hidden.push(child);
        text += textLength.get(child) ?? 0;
        linked += linkTextLength.get(child) ?? 0;
      } else if (isCdata(child)) {
        visit(child, inLink);
        text += textLength.get(child) ?? 0;
      }
    }
    textLength.set(node, text);
    linkTextLength.set(node, linked);
  }

  visit(root, false);
  return { textLength, linkTextLength, elements: dropHidden(hidden, elements, textLength, root) };
}

function cutAttributes({ attribs }: Element): void {
  for (const [name, value] of Object.entries(attribs)) {
    if (value.length > MAX_ATTRIBUTE) attribs[name] = value.slice(0, MAX_ATTRIBUTE);
  }
}

/** Marks content that only waits for its script as visible, and leaves out what is really hidden. */
function dropHidden(
  hidden: readonly Element[],
  elements: Element[],
  textLength: ReadonlyMap<AnyNode, number>,
  root: ParentNode,
): Element[] {
  const total = textLength.get(root) ?? 0;
  const dropped = new Set<AnyNode>();
  for (const element of hidden) {
    if ((textLength.get(element) ?? 0) > total * HIDDEN_CONTENT_SHARE) reveal(element);
    else dropped.add(element);
  }
  if (dropped.size === 0) return elements;
  return elements.filter((element) => {
    if (element.parent !== null && dropped.has(element.parent)) dropped.add(element);
    return !dropped.has(element);
  });
}

function reveal(element: Element): void {
  delete element.attribs['hidden'];
  delete element.attribs['style'];
}

function isHidden(element: Element): boolean {
  const { style, hidden } = element.attribs;
  if (hidden !== undefined) return true;
  return style !== undefined && /display\s*:\s*none/i.test(style);
}

function countVisible(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code !== 0xa0 && code !== 0x3000) count += 1;
  }
  return count;
}
