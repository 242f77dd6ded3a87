/** What makes elements look alike: their tag and the class words that say what they are. */
import type { Element } from 'domhandler';
import { isElement } from './page-tree.js';

/** Class words that say what state an element is in, not what it is. */
const STATE_WORDS =
  /^(?:first|last|odd|even|active|current|on|cur|selected|hover|clearfix|cf|fl|fr|top|hot|new|vip|js-.*|is-.*|col-.*)$/i;

/** Pages repeat a few class attributes many times. */
const known = new Map<string, string>();
const MAX_KNOWN = 5_000;

/** Class words in a fixed order, without states and without numbers at their end. */
export function classShape({ attribs }: Element): string {
  const classes = attribs['class'];
  if (classes === undefined || classes === '') return '';
  const before = known.get(classes);
  if (before !== undefined) return before;
  const shape = classes
    .split(/\s+/)
    .map((word) => word.replace(/[-_]?\d+$/, ''))
    .filter((word) => word !== '' && !STATE_WORDS.test(word))
    .sort()
    .join('.');
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(classes, shape);
  return shape;
}

export function itemShape(element: Element): string {
  return `${element.name}.${classShape(element)}`;
}

/** Where an element stands below one of the nodes of an item: the shapes from there down to it. */
export function placeIn(item: ReadonlySet<unknown>, element: Element): string {
  const shapes: string[] = [];
  for (let node: Element | undefined = element; node !== undefined;) {
    if (item.has(node)) break;
    shapes.push(itemShape(node));
    const parent: unknown = node.parent;
    node = isElementLike(parent) ? parent : undefined;
  }
  return shapes.reverse().join('>');
}

function isElementLike(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && isElement(node as Element);
}
