/** The items that a source's selector names, each alone or with the siblings that belong to it. */
import type { AnyNode, Element, ParentNode } from 'domhandler';
import type { Source } from '../../domain/source.js';
import { followersOf } from './follow-records.js';
import type { ListItem } from './group-siblings.js';
import { isElement, type PageTree } from './page-tree.js';
import { elementsOf } from './select-field.js';

/** @returns undefined when the source names none, or those of a JSON answer */
export function chooseItems(
  tree: PageTree,
  source: Source | null,
): readonly ListItem[] | undefined {
  if (source?.list.item === undefined || source.fetch === 'json') return undefined;
  const named = elementsOf(tree, tree.root, source.list.item).filter(isElement);
  return source.list.until === undefined ? named.map((item) => [item]) : withSiblings(named, tree);
}

function withSiblings(named: readonly Element[], tree: PageTree): readonly ListItem[] {
  const parents = new Map<ParentNode, Set<AnyNode>>();
  for (const item of named) {
    if (item.parent === null) continue;
    const inside = parents.get(item.parent);
    if (inside === undefined) parents.set(item.parent, new Set([item]));
    else inside.add(item);
  }
  const all = [...parents].map(([parent, heads]) => ({ parent, heads }));
  return followersOf(all, tree, () => false);
}
