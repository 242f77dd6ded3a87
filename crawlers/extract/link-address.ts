/** Where a click on an element leads, when the markup says so: a link, or what scripts read. */
import type { Element } from 'domhandler';
import { absoluteUrl, type PageTree } from './page-tree.js';

/** Attributes in which scripts keep the address of a card or a row. */
const KEPT = ['data-href', 'data-url', 'data-link', 'data-jump', 'data-detail-url'];
const CLICK =
  /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\(|\bopen\s*\(|\b(?:go|jump|goto|nav|to|link)\w*\s*\()\s*(['"])([^'"]{1,2000})\1/i;
const NO_PAGE = /\.(?:jpe?g|png|gif|webp|svg|css|js|mp[34])(?:$|\?)/i;
const PATH = /^(?:https?:)?\/|^\.{0,2}\/|^\?|\.(?:s?html?|php|aspx?|jsp)(?:$|[?#])/i;

/** An absolute address without fragment; undefined when the element leads nowhere that can be read. */
export function linkAddress(element: Element, tree: PageTree): string | undefined {
  const { addresses } = tree;
  const before = addresses.get(element);
  if (before !== undefined || addresses.has(element)) return before;
  const address = readAddress(element, tree);
  addresses.set(element, address);
  return address;
}

function readAddress(element: Element, tree: PageTree): string | undefined {
  const { href } = element.attribs;
  if (element.name === 'a' && href !== undefined) {
    const url = absoluteUrl(href, tree.base);
    if (url !== undefined) return url;
  }
  const said = scriptedAddress(element);
  return said === undefined ? undefined : absoluteUrl(said, tree.base);
}

/** Whether a script would take a click on the element to some page. */
export function scriptedAddress({ attribs }: Element): string | undefined {
  if (!hasAny(attribs)) return undefined;
  for (const name of KEPT) {
    const value = attribs[name];
    if (value !== undefined && PATH.test(value) && !NO_PAGE.test(value)) return value;
  }
  const { onclick } = attribs;
  const clicked = onclick === undefined ? undefined : CLICK.exec(onclick)?.[2];
  return clicked !== undefined && PATH.test(clicked) && !NO_PAGE.test(clicked)
    ? clicked
    : undefined;
}

function hasAny(attribs: Element['attribs']): boolean {
  for (const name in attribs) if (name !== 'class') return true;
  return false;
}
