/** Whether a page with a list is the page of one posting: its title and its text stand outside of the list. */
import type { AnyNode, Element } from 'domhandler';
import type { FoundList } from './find-list.js';
import { withoutSite } from './find-title.js';
import type { ListItem } from './group-siblings.js';
import { saysAside } from './is-aside.js';
import { isElement, isInvisible, isText, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';
import { LEAST_ITEMS } from './score-list.js';
import { tidyLine } from './tidy-text.js';

/** What a page says of its own, where a side box is all that repeats. */
const LEAST_BESIDE = 20;
/** The same above a list of replies. */
const LEAST_ABOVE_REPLIES = 40;
/** The same above a list that is named and headed like none of these. */
const LEAST_ABOVE = 120;
const LEAST_SHARE = 0.8;
/** The same where a list was expected. */
const EXPECTED_SHARE = 2;
const LEAST_TITLE = 4;
const LEAST_WORD = 2;
const LEAST_FIRST_WORDS = 8;
const MAX_TITLE = 120;
const MAX_LEVELS = 4;
const REPLIES = /repl(?:y|ies)|comment|answer|pinglun|huifu/i;
const COPYRIGHT = /版权所有|copyright|©|ICP\s*备/i;
const MAX_COPYRIGHT = 120;

/**
 * @param role `list` where the page was linked, or named, as a list: only what is plainly beside or below a posting counts then
 */
export function isDetailPage(tree: PageTree, list: FoundList, role: 'list' | undefined): boolean {
  const items = new Set<AnyNode>(list.items.flat());
  const title = squeeze(withoutSite(tidyLine(tree.title)));
  if (title.length < LEAST_TITLE) return false;
  // A page that shows one post under the post's own title, or under its first words.
  if (list.items.length < LEAST_ITEMS && list.items.some((item) => holdsTitle(item, title, tree)))
    return true;
  const own = readOwn(tree, items, title);
  if (!own.hasTitle) return false;
  if (list.isBeside) return own.textLength >= LEAST_BESIDE;
  if (areReplies(list)) return own.textLength >= LEAST_ABOVE_REPLIES;
  const share = role === 'list' ? EXPECTED_SHARE : LEAST_SHARE;
  return own.textLength >= Math.max(LEAST_ABOVE, list.textLength * share);
}

interface OwnText {
  /** Visible characters outside of items, links, frame and side boxes. */
  readonly textLength: number;
  /** The document's title stands there as well. */
  readonly hasTitle: boolean;
}

function readOwn(tree: PageTree, items: ReadonlySet<AnyNode>, title: string): OwnText {
  let textLength = 0;
  let hasTitle = false;
  const visit = (node: AnyNode): void => {
    if (items.has(node)) return;
    if (isText(node)) {
      textLength += node.data.replace(/\s+/g, '').length;
      return;
    }
    if (!('children' in node)) return;
    if (isElement(node)) {
      const length = tree.textLength.get(node) ?? 0;
      if (length === 0 || node.name === 'a' || isInvisible(node) || saysAside(node)) return;
      if (length < MAX_COPYRIGHT && COPYRIGHT.test(renderText([node]))) return;
      if (!hasTitle && length >= LEAST_WORD && length <= MAX_TITLE)
        hasTitle = saysTitle(node, title, tree);
    }
    for (const child of node.children) visit(child);
  };
  for (const child of tree.root.children) visit(child);
  return { textLength, hasTitle };
}

function holdsTitle(item: ListItem, title: string, tree: PageTree): boolean {
  if (item.some((node) => saysTitle(node, title, tree))) return true;
  return title.length >= LEAST_FIRST_WORDS && squeeze(renderText(item)).includes(title);
}

/** The element, or one in it, holds the title and nothing else. */
function saysTitle(node: AnyNode, title: string, tree: PageTree): boolean {
  if (!isElement(node)) return false;
  const length = tree.textLength.get(node) ?? 0;
  if (length < LEAST_WORD) return false;
  if (length <= MAX_TITLE && isTitle(squeeze(renderText([node])), title)) return true;
  return node.children.some((child) => isElement(child) && saysTitle(child, title, tree));
}

/** A title of two or three letters keeps its neighbour: `仓管员 某某市场`. */
function isTitle(text: string, title: string): boolean {
  return title.startsWith(text) && (text.length >= LEAST_TITLE || text.length < title.length);
}

function areReplies({ items }: FoundList): boolean {
  let node: AnyNode | null = items[0]?.[0] ?? null;
  for (let level = 0; level < MAX_LEVELS && node !== null && isElement(node); level += 1) {
    const { class: named = '', id = '' }: Element['attribs'] = node.attribs;
    if (REPLIES.test(named) || REPLIES.test(id)) return true;
    node = node.parent;
  }
  return false;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}
