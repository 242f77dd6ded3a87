/** Parts of a page that repeat and are not its list, by what they are called. */
import type { AnyNode, Element } from 'domhandler';
import { elementsBelow } from './find-fields.js';
import { isElement, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

const ASIDE =
  /(?:^|[-_\s])(?:nav|navbar|menu|foot|footer|header|side|sidebar|aside|crumbs?|breadcrumbs?|pager|pagination|pages?|filter|tags?|links?|friend|rank|recommend|recom|related|relate|hot|toolbar|share|login|banner|slide|swiper|copyright|ads?)(?=$|[-_\s\d])/i;
const ASIDE_TAGS = new Set(['nav', 'footer', 'aside', 'header', 'select', 'menu']);
/** What stands above a box that is not the page's list. */
const ASIDE_HEADING =
  /^(?:本周|今日|本月|最近)?(?:热门|热点|热帖|推荐|相关|相似|同类|猜你喜欢|大家都?在?(?:看|搜)|看了又看|看过.{1,6}还|排行|友情链接|最近浏览|浏览记录|阅读排行|点击排行|编辑推荐|你可能|延伸阅读|(?:该|本)(?:公司|机构|店铺?|用户|老师)(?:的)?其[他它])|(?:排行榜?|推荐|热榜)$/;

/** @returns whether an element or one around it is named as a menu, a side box or the like */
export function asideFinder(): (element: AnyNode) => boolean {
  const known = new Map<AnyNode, boolean>();
  return (element) => {
    const chain: AnyNode[] = [];
    let answer = false;
    for (let node: AnyNode | null = element; node !== null; node = node.parent) {
      const before = known.get(node);
      if (before !== undefined) {
        answer = before;
        break;
      }
      chain.push(node);
      if (isElement(node) && saysAside(node)) {
        answer = true;
        break;
      }
    }
    for (const node of chain) known.set(node, answer);
    return answer;
  };
}

/** By its own name alone. */
export function saysAside(element: Element): boolean {
  if (element.name === 'body' || element.name === 'html') return false;
  if (ASIDE_TAGS.has(element.name)) return true;
  return ASIDE.test(element.attribs['class'] ?? '') || ASIDE.test(element.attribs['id'] ?? '');
}

export function isHeadedAside(box: Element, tree: PageTree): boolean {
  return ASIDE_HEADING.test(headingAbove(box, tree));
}

/** The short text right before a box, or before what holds it; '' without one. */
export function headingAbove(box: Element, tree: PageTree): string {
  let node = box;
  for (let level = 0; level < 2; level += 1) {
    const { parent } = node;
    const siblings = parent === null ? [] : parent.children.filter(isElement);
    const before = siblings[siblings.indexOf(node) - 1];
    if (before !== undefined) {
      const length = tree.textLength.get(before) ?? 0;
      const isShort = length > 0 && length <= 16 && !isMenu(before);
      return isShort ? renderText([before]).split('\n', 1)[0]! : '';
    }
    if (parent === null || !isElement(parent)) return '';
    node = parent;
  }
  return '';
}

function isMenu(element: Element): boolean {
  return elementsBelow(element, 50).filter(({ name }) => name === 'a').length > 2;
}
