/** Down from the page as long as one child holds most of the text that is no link. */
import type { AnyNode, Element } from 'domhandler';
import type { MainContent } from './main-content.js';
import { isElement, isInvisible, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

export function densest(tree: PageTree): MainContent {
  const own = (node: AnyNode) =>
    (tree.textLength.get(node) ?? 0) - (tree.linkTextLength.get(node) ?? 0);
  let node: AnyNode = tree.root;
  for (;;) {
    if (!('children' in node)) break;
    const total = own(node);
    const children: readonly Element[] = node.children
      .filter(isElement)
      .filter((child) => !isInvisible(child));
    const [heaviest] = children.toSorted((a, b) => own(b) - own(a));
    if (heaviest === undefined || own(heaviest) < total * 0.6) break;
    node = heaviest;
  }
  const isLinks = (tree.linkTextLength.get(node) ?? 0) > (tree.textLength.get(node) ?? 0) * 0.5;
  return { nodes: [node], text: renderText([node]), isLinks };
}
