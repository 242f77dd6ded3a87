/** A list of one or two items: these look like nothing; their names, what they say and where they lead must tell. */
import type { AnyNode, Element } from 'domhandler';
import { elementsBelow } from './find-fields.js';
import { findPrice } from './find-price.js';
import type { ListItem } from './group-siblings.js';
import { linkAddress } from './link-address.js';
import { isElement, type PageTree } from './page-tree.js';
import { findDate } from './parse-date.js';
import { renderText } from './render-text.js';

const LIST_NAME =
  /(?:^|[-_\s])(?:list|items|results?|posts|feed|threads|infos?)(?=$|[-_\s\d])|list$/i;
const ITEM_NAME =
  /(?:^|[-_\s])(?:item|card|post|result|row|thread|entry|cell)(?=$|[-_\s\d])|item$/i;
const LEAST_TITLE = 6;
const MAX_ITEMS = 2;
const MAX_TEXT = 800;
const MAX_LINKS = 6;

/** @returns its items; none where the page has no such list */
export function findShortList(
  tree: PageTree,
  isAside: (element: AnyNode) => boolean,
): readonly ListItem[] {
  for (const parent of tree.elements) {
    if (parent.name === 'head' || isAside(parent)) continue;
    const inner = parent.children
      .filter(isElement)
      .filter((child) => (tree.textLength.get(child) ?? 0) > 0);
    if (inner.length === 0 || inner.length > MAX_ITEMS) continue;
    const isNamed =
      LIST_NAME.test(namesOf(parent)) || inner.every((child) => ITEM_NAME.test(namesOf(child)));
    if (isNamed && inner.every((child) => isShortListItem(child, tree)))
      return inner.map((child) => [child]);
  }
  return [];
}

/** It leads to a page, under a title, and says something else as well: a date, a price. */
function isShortListItem(element: Element, tree: PageTree): boolean {
  if (!/^(?:li|div|article|section|tr|dl|a)$/.test(element.name)) return false;
  const inLinks = tree.linkTextLength.get(element) ?? 0;
  const length = tree.textLength.get(element) ?? 0;
  if (inLinks < LEAST_TITLE || length > MAX_TEXT) return false;
  const links = elementsBelow(element).filter(
    (anchor) => anchor.name === 'a' && linkAddress(anchor, tree) !== undefined,
  );
  if (links.length === 0 || links.length > MAX_LINKS) return false;
  const text = renderText([element]);
  return findDate(text, new Date(0)) !== null || findPrice(text) !== null;
}

function namesOf({ attribs }: Element): string {
  return `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`;
}
