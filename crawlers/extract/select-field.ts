/** Selectors of a source definition: `selector` or `selector@attribute`, below an element. */
import type { AnyNode } from 'domhandler';
import type { PageTree } from './page-tree.js';
import { renderText } from './render-text.js';
import { tidyText } from './tidy-text.js';

/** The text (or attribute) of all matches, one a line; null when nothing matches. */
export function selectField(
  tree: PageTree,
  scope: AnyNode,
  selector: string | undefined,
): string | null {
  const found = selectAll(tree, scope, selector);
  return found.length === 0 ? null : tidyText(found.join('\n'));
}

/** Each match's text or attribute, empty ones left out. */
export function selectAll(
  tree: PageTree,
  scope: AnyNode,
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

/** The elements that a selector matches below `scope`; the scope itself for ''. */
export function elementsOf(tree: PageTree, scope: AnyNode, css: string): readonly AnyNode[] {
  return css.trim() === ''
    ? [scope]
    : tree
        .$(scope as never)
        .find(css)
        .toArray();
}

/** Of `selector@attribute`; an `@` inside brackets or quotes belongs to the selector. */
function attributeAt(selector: string): number {
  return /@[\w:-]+$/.exec(selector)?.index ?? -1;
}
