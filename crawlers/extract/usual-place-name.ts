/** Names of places that no class name announces: short texts that stand at the same place in most items. */
import type { AnyNode, Element } from 'domhandler';
import { placeIn } from './item-shape.js';
import { isElement, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

interface Item {
  readonly nodes: readonly AnyNode[];
  readonly elements: readonly Element[];
}

const MAX_NAME = 24;
const PLACE_NAME =
  /^\p{Script=Han}{1,10}(?:省|市|区|县|州|旗|镇|乡|街道|新区|开发区)(?:[\s·\-|/>,，]*\p{Script=Han}[\p{Script=Han}\d]{1,14})?$/u;
/** What ends like a place and is none. */
const NO_PLACE = /(?:小区|专区|社区|地区|城市|超市|门市|园区|夜市|上市|都市|特区|分区|战区|校区)$/;
const USUAL_SHARE = 0.6;
/** Items that are looked at to see what is usual. */
const MAX_LOOKED = 20;

/** @returns what tells the place of an item; null where none is usual */
export function usualPlaceName(
  items: readonly Item[],
  tree: PageTree,
): (elements: readonly Element[], nodes: readonly AnyNode[]) => string | null {
  const counts = new Map<string, number>();
  const step = Math.max(1, Math.floor(items.length / MAX_LOOKED));
  const looked = items.filter((_, at) => at % step === 0);
  for (const { elements, nodes } of looked) {
    for (const { place } of namesIn(elements, nodes, tree))
      counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const usual = [...counts].filter(
    ([, count]) => count >= Math.max(2, looked.length * USUAL_SHARE),
  );
  if (usual.length === 0) return () => null;
  const places = new Set(usual.map(([place]) => place));
  return (elements, nodes) =>
    namesIn(elements, nodes, tree).find(({ place }) => places.has(place))?.name ?? null;
}

function namesIn(
  elements: readonly Element[],
  nodes: readonly AnyNode[],
  tree: PageTree,
): readonly { readonly place: string; readonly name: string }[] {
  const item = new Set<unknown>(nodes);
  return elements.flatMap((element) => {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 2 || length > MAX_NAME || element.children.some(isElement)) return [];
    const name = renderText([element]);
    if (!PLACE_NAME.test(name) || NO_PLACE.test(name)) return [];
    return [{ place: placeIn(item, element), name }];
  });
}
