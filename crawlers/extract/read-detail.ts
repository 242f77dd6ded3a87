/** A detail page → its posting and the replies below it, part by part from the surest place. */
import type { Element } from 'domhandler';
import type { ExtractedPosting } from '../../domain/posting.js';
import type { Source } from '../../domain/source.js';
import {
  cleanPublisher,
  findImages,
  findNamedPrice,
  findPlace,
  findPublishedAt,
  findPublisher,
  findPublisherBesideDate,
  readLabelled,
} from './find-fields.js';
import { findReplies } from './find-replies.js';
import type { Article } from './find-article.js';
import { findTitle } from './find-title.js';
import { chosenImages, withoutTitleLine } from './list-postings.js';
import { findMainContent } from './main-content.js';
import type { PageTree } from './page-tree.js';
import { parseDate } from './parse-date.js';
import { selectField } from './select-field.js';
import { readEmbedded, readScriptDate } from './embedded-state.js';
import { readJsonLd, readMicrodata, readOpenGraph, type StatedFields } from './structured-data.js';
import { tidyLine } from './tidy-text.js';

export interface Detail {
  readonly posting: ExtractedPosting;
  readonly replies: readonly ExtractedPosting[];
}

/** Below this a body found in the markup gives way to one that scripts carry. */
const THIN_TEXT = 80;
/** Below this it does when scripts carry much more. */
const SHORT_TEXT = 300;
/** A stated body is taken when it is at least this long compared with the visible one. */
const STATED_SHARE = 0.5;
/** Of an article, whose visible text has its paragraphs and lists, only when the page shows a part of it. */
const STATED_ARTICLE = 1.5;

export interface DetailQuestion {
  readonly tree: PageTree;
  readonly url: string;
  readonly source: Source | null;
  readonly now: Date;
  readonly findArticle: () => Article | undefined;
}

export function readDetail({ tree, url, source, now, findArticle }: DetailQuestion): Detail {
  const fields = source?.detail.fields ?? {};
  const select = (name: keyof typeof fields) => selectField(tree, tree.root, fields[name]);
  const [jsonLd] = readJsonLd(tree, now);
  const micro = jsonLd ?? readMicrodata(tree, now);
  const graph = readOpenGraph(tree, now);
  const chosenBody = select('body');
  const known = findTitle(tree, micro?.title ?? graph.title);
  const content = chosenBody === null ? findMainContent(tree, findArticle()) : undefined;
  const isThin = content !== undefined && (content.text.length < SHORT_TEXT || content.isLinks);
  const embedded = isThin ? readEmbedded(tree, now) : undefined;

  const found =
    known.title === '' && embedded !== undefined ? findTitle(tree, embedded.title) : known;
  const title = tidyLine(select('title') ?? found.title);
  const visible =
    isThin && content.isLinks && embedded?.body !== undefined ? '' : (content?.text ?? '');
  const body =
    chosenBody ??
    bestBody(withoutFrame(withoutTitleLine(visible, title)), { micro, embedded, graph }, title);
  const labelled = readLabelled(body);
  const near = elementsNear(tree, found.at);
  const date = select('publishedAt');
  const publisher =
    select('publisher') ??
    micro?.publisher ??
    embedded?.publisher ??
    findPublisher(tree, near.below) ??
    findPublisherBesideDate(tree, [...near.below, ...near.above], now) ??
    findPublisher(tree, tree.elements) ??
    graph.publisher;
  const images = content === undefined ? [] : findImages(tree, content.nodes);
  const posting: ExtractedPosting = {
    title,
    url,
    body,
    publisher: publisher === undefined ? null : cleanPublisher(publisher),
    publishedAt:
      (date === null ? undefined : parseDate(date, now)) ??
      micro?.publishedAt ??
      graph.publishedAt ??
      embedded?.publishedAt ??
      readScriptDate(tree, now) ??
      findPublishedAt(tree, near.below, now, title) ??
      findPublishedAt(tree, tree.elements, now, title),
    price: select('price') ?? micro?.price ?? findNamedPrice(tree, tree.elements) ?? labelled.price,
    location:
      select('location') ?? micro?.location ?? labelled.location ?? findPlace(tree, tree.elements),
    images:
      chosenImages([tree.root], tree, fields.images) ??
      (images.length > 0 ? images : (micro?.images ?? embedded?.images ?? [])),
    kind: source?.kind === 'platform' ? 'post' : 'ad',
  };
  const isPlatform = source?.kind === 'platform' || source === null;
  return isPlatform ? splitThread(posting, findReplies(tree, now)) : { posting, replies: [] };
}

/** On a thread's page the first floor is the post itself, and the rest are its replies. */
function splitThread(posting: ExtractedPosting, floors: readonly ExtractedPosting[]): Detail {
  const [first, ...rest] = floors;
  if (first === undefined || !posting.body.includes(first.body.slice(0, 50)))
    return { posting, replies: floors };
  const { body, publisher, publishedAt, images } = first;
  // The main content was cut from the first floor: it is cleaner than all that the floor shows.
  if (body.length > posting.body.length) return { posting, replies: rest };
  return { posting: { ...posting, body, publisher, publishedAt, images }, replies: rest };
}

interface Surroundings {
  readonly above: readonly Element[];
  readonly below: readonly Element[];
}

/** The elements around the title, where pages put who and when; all of them without a heading. */
function elementsNear(tree: PageTree, at: number | undefined): Surroundings {
  if (at === undefined) return { above: [], below: tree.elements };
  return {
    above: tree.elements.slice(Math.max(0, at - ELEMENTS_ABOVE_TITLE), at),
    below: tree.elements.slice(at, at + ELEMENTS_BELOW_TITLE),
  };
}

const ELEMENTS_BELOW_TITLE = 60;
const ELEMENTS_ABOVE_TITLE = 15;

/** A frame line in the content: who, when, how often read; the way back. */
const HEAD_LINE =
  /^(?:(?:信息)?来源|作者|(?:发布|发表|更新)?(?:时间|日期)|编辑|浏览|阅读|点击|字号|字体|分享到?)\s*(?:次数|量|数)?\s*[:：]/;
const TAIL =
  /\s*(?:返回(?:[^\n。]{0,12}首页(?:>{1,2}|»)?|列表|上一页|上一级|顶部)|[上下]一篇\s*[:：][^\n]*|(?:分享到|打印本页|关闭窗口|收藏本页)[^\n]{0,20}|(?:温馨|安全|防骗|友情)提[示醒]\s*[:：][^\n]{0,150}|我?要?举报)\s*$/;

function withoutFrame(text: string): string {
  const lines = text.split('\n');
  let start = 0;
  while (start < Math.min(4, lines.length - 1)) {
    const line = lines[start] ?? '';
    if (line.length > 80 || !HEAD_LINE.test(line)) break;
    start += 1;
  }
  let rest = lines.slice(start).join('\n');
  for (let round = 0; round < 3; round += 1) {
    // Only the end is looked at: a pattern that ends in `$` is slow over a long text.
    const end = rest.slice(-200);
    rest = rest.slice(0, rest.length - end.length) + end.replace(TAIL, '');
  }
  return rest;
}

interface Stated {
  readonly micro: StatedFields | undefined;
  readonly embedded: StatedFields | undefined;
  readonly graph: StatedFields;
}

/** The visible text, unless the page states a body that is about as long, or shows next to none. */
function bestBody(visible: string, { micro, embedded, graph }: Stated, title: string): string {
  const stated = withoutTitleLine(micro?.body ?? '', title);
  const carried = withoutTitleLine(embedded?.body ?? '', title);
  const least = micro?.isArticle === true ? STATED_ARTICLE : STATED_SHARE;
  if (carried.length > visible.length * 2 && carried.length > stated.length) return carried;
  if (stated.length >= 20 && stated.length >= visible.length * least) return stated;
  if (visible.length >= THIN_TEXT) return visible;
  const longest = [visible, carried, stated].reduce((best, next) =>
    next.length > best.length ? next : best,
  );
  return longest === '' ? (graph.body ?? '') : longest;
}
