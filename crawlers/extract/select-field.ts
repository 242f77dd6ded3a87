/** Selectors of a source definition: `selector` or `selector@attribute`, below an element. */
import type { AnyNode } from 'domhandler';
import type { PageTree } from './page-tree.js';
import { renderText } from './render-text.js';
import { tidyText } from './tidy-text.js';

/** An element or a document, or the nodes of one item. */
type Scope = AnyNode | readonly AnyNode[];

/** The text (or attribute) of all matches, one a line; null when nothing matches. */
export function selectField(
  tree: PageTree,
  scope: Scope,
  selector: string | undefined,
): string | null {
  const found = selectAll(tree, scope, selector);
  return found.length === 0 ? null : tidyText(found.join('\n'));
}

/** Each match's text or attribute, empty ones left out. */
export function selectAll(
  tree: PageTree,
  scope: Scope,
  selector: string | undefined,
): readonly string[] {
  if (selector === undefined) return [];
  const at = attributeAt(selector);
  const css = at === -1 ? selector : selector.slice(0, at);
  const attribute = at === -1 ? undefined : selector.slice(at + 1);
  return elementsOf(tree, scope, css)
    .map((element) =>
      attribute === undefined ? renderText([element]) : (tree.$(element).attr(attribute) ?? ''),
    )
    .filter((text) => text !== '');
}

/**
 * The elements that a selector matches below `scope`; the scope itself for ''. Of several nodes in a
 * row it matches these as well: `dd.price` beside its `dt`.
 */
export function elementsOf(tree: PageTree, scope: Scope, css: string): readonly AnyNode[] {
  const nodes = 'length' in scope ? scope : [scope];
  if (css.trim() === '') return nodes;
  const all = tree.$(nodes as never);
  const below = all.find(css).toArray();
  return nodes.length < 2 ? below : [...all.filter(css).toArray(), ...below];
}

/** Of `selector@attribute`; an `@` inside brackets or quotes belongs to the selector. */
function attributeAt(selector: string): number {
  return /@[\w:-]+$/.exec(selector)?.index ?? -1;
}
