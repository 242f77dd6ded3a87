/** Publisher, date, price, place and pictures near a posting, found by the words pages use for them. */
import type { AnyNode, Element } from 'domhandler';
import type { ExtractedPosting } from '../../domain/posting.js';
import { findPrice } from './find-price.js';
import { absoluteUrl, isElement, isInvisible, type PageTree } from './page-tree.js';
import { findDate, parseDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { tidyLine } from './tidy-text.js';

type Image = ExtractedPosting['images'][number];

const MAX_IMAGES = 50;
const DATE_WORD =
  /(?:^|[-_\s])(?:date|time|pub(?:lish)?(?:ed)?|posted|update|create|rq|sj)|(?:date|time)(?:$|[-_\s])|Date|Time/;
const PUBLISHER_WORD =
  /(?:^|[-_\s])(?:author|publisher|source|company|comp|corp|shop|nick|nickname|user|username|user-name|poster|seller|school-name|org|account|laiyuan|by)(?:$|[-_\s])|author|nickname|company|publisher|username|js_name/i;
const PRICE_WORD = /price|salary|pay(?:$|[-_\s])|money|fee(?!d)|wage|cost/i;
const PLACE_WORD =
  /(?:^|[-_\s])(?:addr|loc|region|district|dizhi)(?:$|[-_\s])|^(?:area|city|place)$|address|location/i;
const SITE_ICONS =
  /(?:logo|icon|avatar|portrait|head_?(?:img|pic)|sprite|blank|spacer|loading|placeholder|1x1|pixel|emoji|emoticon|smil(?:ey|ies))/i;

/** Elements below a scope in document order, at most `limit`; invisible ones left out. */
export function elementsBelow(scope: AnyNode, limit = 3_000): readonly Element[] {
  const found: Element[] = [];
  const stack: AnyNode[] = [scope];
  for (let node = stack.pop(); node !== undefined && found.length < limit; node = stack.pop()) {
    if (!('children' in node)) continue;
    if (isElement(node)) {
      if (isInvisible(node)) continue;
      found.push(node);
    }
    for (let at = node.children.length - 1; at >= 0; at -= 1)
      stack.push(node.children[at] as AnyNode);
  }
  return found;
}

/** The date of a posting: `time`, elements named after dates, then short texts that are one. */
export function findPublishedAt(
  tree: PageTree,
  elements: readonly Element[],
  now: Date,
  title = '',
): string | null {
  let guess: string | null = null;
  for (const element of elements) {
    const machine = element.name === 'time' ? element.attribs['datetime'] : undefined;
    const stated = machine === undefined ? null : parseDate(machine, now);
    if (stated !== null) return stated;
    const length = tree.textLength.get(element) ?? 0;
    if (length === 0 || length > 60) continue;
    const text = tidyLine(renderText([element]));
    // `2023年5月1日开课` in a title is when lessons begin.
    if (title !== '' && (text.includes(title) || title.includes(text))) continue;
    const date = dateStatedBy(text, now, isNamed(element, DATE_WORD));
    if (date === null) continue;
    if (isNamed(element, DATE_WORD)) return date;
    guess ??= date;
  }
  return guess;
}

/** A short text that is a date, or says that it holds the time of publishing. */
function dateStatedBy(text: string, now: Date, isNamedDate: boolean): string | null {
  const found = findDate(text, now);
  if (found === null) return null;
  if (isNamedDate || /发布|发表|更新|时间|日期|来源|刷新|上传/.test(text.slice(0, found.start)))
    return found.iso;
  return found.start <= 1 || found.end - found.start >= text.length * 0.6 ? found.iso : null;
}

export function findPublisher(tree: PageTree, elements: readonly Element[]): string | null {
  for (const element of elements) {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 2 || length > 40) continue;
    if (!isNamed(element, PUBLISHER_WORD) && element.attribs['itemprop'] !== 'author') continue;
    const said = /^(?:主题)?作者\s*[:：]\s*(.{2,30})$/.exec(element.attribs['title'] ?? '')?.[1];
    const name = cleanPublisher(said ?? namedText(element));
    if (name !== null) return name;
  }
  for (const element of elements) {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 4 || length > 80) continue;
    const label =
      /(?:来源|作者|发布(?:者|人|单位)|发帖人|楼主|商家|机构|公司名称|单位名称)\s*[:：]\s*([^\s|｜,，;；]{2,30})/.exec(
        tidyLine(renderText([element])),
      );
    const name = label?.[1] === undefined ? null : cleanPublisher(label[1]);
    if (name !== null) return name;
  }
  return null;
}

/** The text of an element; of its link alone where a date or the like stands beside it. */
function namedText(element: Element): string {
  const [link, ...more] = elementsBelow(element, 30).filter(({ name }) => name === 'a');
  const text = link === undefined || more.length > 0 ? '' : renderText([link]);
  return /\p{L}/u.test(text) ? text : renderText([element]);
}

/** Who stands on the line of the date: `2019-05-17 · 某某报道`, `某某网 2022-09-30 14:07`. */
export function findPublisherBesideDate(
  tree: PageTree,
  elements: readonly Element[],
  now: Date,
): string | null {
  for (const element of elements) {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 8 || length > 60) continue;
    const text = tidyLine(renderText([element]));
    const date = findDate(text, now);
    if (date === null) continue;
    const rest = `${text.slice(0, date.start)} ${text.slice(date.end)}`
      .replace(/(?:发布|发表|更新)?(?:时间|日期|于)?\s*[:：]/g, ' ')
      .replace(/(?:浏览|阅读|点击|评论|人气)(?:次数|量|数)?\s*[:：]?\s*\d*/g, ' ');
    const name = cleanPublisher(rest.replace(/^[\s·⋅•|/-]+/, ''));
    if (name !== null && name.length <= 20 && /\p{Script=Han}|[a-z]{3}/iu.test(name)) return name;
  }
  return null;
}

/** A name as people write it, or null when the text is something else (a date, a label). */
export function cleanPublisher(text: string): string | null {
  const name = tidyLine(text.split('\n', 1)[0] ?? '')
    .replace(/^(?:来源|作者|发布者|发布人|主题作者|楼主|by)\s*[:：]?\s*/i, '')
    .replace(/(?:19|20)\d{2}[-/.年]\d{1,2}.*$/, '')
    .replace(/\s+(?:\d|刚刚|昨天|前天|今天|半小?时).*$/, '')
    .replace(/^[\s·⋅•|/：:-]+|[\s·⋅•|/：:-]+$/g, '');
  if (name.length < 2 || name.length > 40 || /^[\d\s:./-]+$/.test(name)) return null;
  // A sentence is no name.
  if (/[，。！？；]/.test(name)) return null;
  return /^(?:作者|来源|关注|登录|注册|回复|举报|更多|分享|热门|首页)$/.test(name) ? null : name;
}

export function findNamedPrice(tree: PageTree, elements: readonly Element[]): string | null {
  for (const element of elements) {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 2 || length > 40 || !isNamed(element, PRICE_WORD)) continue;
    const text = tidyLine(renderText([element]));
    if (/\d/.test(text) || /面议|面谈|免费/.test(text))
      return text.replace(/^(?:价格|薪资|收费|学费|费用)\s*[:：]\s*/, '');
  }
  return null;
}

export function findPlace(tree: PageTree, elements: readonly Element[]): string | null {
  for (const element of elements) {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 2 || length > 60 || !isNamed(element, PLACE_WORD)) continue;
    const text = tidyLine(renderText([element])).replace(PLACE_LABEL, '');
    if (text !== '' && /\p{Script=Han}/u.test(text)) return text;
  }
  return null;
}

const PLACE_LABEL =
  /^(?:(?:上课|授课|工作|公司|详细)?(?:地址|地点)|位置|区域|所在地区?)\s*[:：]\s*/;

/** A price or place that the running text states under a label. */
export function readLabelled(text: string): {
  readonly price: string | null;
  readonly location: string | null;
} {
  const place =
    /(?:^|\n)\s*(?:(?:上课|授课|工作|公司|详细)?(?:地址|地点)|位置|区域|所在地区?|工作区域)\s*[:：]\s*([^\n]{2,60})/.exec(
      text,
    );
  return { price: findPrice(text), location: place?.[1]?.trim() ?? null };
}

/** Pictures below some nodes, with the address that lazy loaders keep aside; icons left out. */
export function findImages(tree: PageTree, nodes: readonly AnyNode[]): Image[] {
  const images = new Map<string, Image>();
  for (const element of nodes.flatMap((node) => elementsBelow(node))) {
    if (element.name !== 'img' || images.size >= MAX_IMAGES) continue;
    const url = imageUrl(element, tree.base);
    if (url === undefined || images.has(url) || isIcon(element, url)) continue;
    images.set(url, { url, alt: tidyLine(element.attribs['alt'] ?? '').slice(0, 200) });
  }
  return [...images.values()];
}

function imageUrl(element: Element, base: string): string | undefined {
  for (const name of [
    'data-src',
    'data-original',
    'data-lazy-src',
    'data-actualsrc',
    'bpic',
    'original',
    'src',
  ]) {
    const value = element.attribs[name];
    const url = value === undefined ? undefined : absoluteUrl(value, base);
    if (url !== undefined) return url;
  }
  return undefined;
}

function isIcon(element: Element, url: string): boolean {
  const small = [element.attribs['width'], element.attribs['height']].some(
    (size) => size !== undefined && Number.parseInt(size, 10) < 40,
  );
  return (
    small ||
    SITE_ICONS.test(
      `${element.attribs['class'] ?? ''} ${new URL(url).pathname.split('/').at(-1) ?? ''}`,
    )
  );
}

function isNamed(element: Element, words: RegExp): boolean {
  const { class: className = '', id = '', itemprop = '', title = '' } = element.attribs;
  return (
    words.test(className) ||
    words.test(id) ||
    words.test(itemprop) ||
    (title.length < 12 && /[:：]$/.test(title) && words.test(title))
  );
}
