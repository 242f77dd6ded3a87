/** The article of a page: the part that holds its prose, without what pages set before, between and after it. */
import type { AnyNode, Element, ParentNode } from 'domhandler';
import { isNamedBody } from './frame-signs.js';
import { isElement, type PageTree } from './page-tree.js';
import { pruneRuns, withoutFrameLines } from './prune-runs.js';
import { readProse, type Frame, type Prose } from './read-prose.js';
import { renderText } from './render-text.js';

export interface Article {
  /** Its parts in document order: one, or neighbours. */
  readonly nodes: readonly AnyNode[];
  readonly text: string;
  /** How much prose it is, about its letters; a character of Chinese counts as three. */
  readonly score: number;
  readonly paragraphs: number;
  /** Markup says that it is the text of an article. */
  readonly isNamed: boolean;
  /** The prose of the whole page, frames left out. */
  readonly pageScore: number;
  readonly prose: Prose;
}

/** A page with less prose has no article that could be told from its frame by prose. */
const LEAST_SCORE = 150;
const PARAGRAPH = 60;
/** A child with this share of the prose is where the article is. */
const MAIN_SHARE = 0.7;
/** Of the article's prose: what a sibling must have to belong to it, by how far up it stands. */
const SIBLING_SHARES = [0.02, 0.08, 0.2, 0.4];
/** A frame by its name that holds more of a page's prose than all the rest is none. */
const FRAME_SHARE = 0.6;
/** What is read behind a gate is more than what asks to pass it. */
const LEAST_GATED = 250;
const GATED_SHARE = 0.15;

/** @param title the page's, to know its heading by */
export function findArticle(tree: PageTree, title: string): Article | undefined {
  const prose = readTrustedProse(tree);
  const pageScore = prose.scores.get(tree.root) ?? 0;
  if (pageScore < LEAST_SCORE) return undefined;
  const nodes = findParts(tree.root, prose, title);
  const score = sum(nodes.map((node) => prose.scores.get(node) ?? 0));
  if (score < LEAST_SCORE) return undefined;
  const runs = nodes
    .flatMap((node) => prose.runs.slice(...(prose.spans.get(node) ?? [0, 0])))
    .filter((run) => !run.isTeaser);
  const isNamed = nodes.some((node) => isElement(node) && isNamedBody(node));
  const kept = pruneRuns(runs, { title, isNamed });
  const texts = new Set<AnyNode>(kept.flatMap((run) => run.nodes));
  const isLeftOut = (node: AnyNode) =>
    isElement(node) ? prose.frames.has(node) : !texts.has(node);
  return {
    ...{ nodes, score, pageScore, isNamed, prose },
    text: withoutFrameLines(renderText(nodes, isLeftOut)),
    paragraphs: kept.filter((run) => run.score >= PARAGRAPH).length,
  };
}

/** The prose of a page, read again where a frame by its name turns out to be what the page says. */
function readTrustedProse(tree: PageTree): Prose {
  const trusted = new Set<Element>();
  let hasTeasers = true;
  for (let round = 0; ; round += 1) {
    const prose = readProse(tree, { trusted, hasTeasers });
    const own = prose.scores.get(tree.root) ?? 0;
    const teasers = sum(prose.runs.filter((run) => run.isTeaser).map(({ score }) => score));
    const misnamed = [...prose.frames].filter(([, frame]) => isContent(frame, own));
    const isTeaserContent = teasers >= LEAST_SCORE && own < LEAST_SCORE;
    if (round === MAX_ROUNDS || !(misnamed.length > 0 || isTeaserContent)) return prose;
    if (isTeaserContent) hasTeasers = false;
    for (const [element] of misnamed)
      for (const like of framesLike(element, prose)) trusted.add(like);
  }
}

const MAX_ROUNDS = 3;

/** Whether a frame by its name is what the page says; `own` is the prose outside of all frames. */
function isContent({ kind, score }: Frame, own: number): boolean {
  if (kind === 'gate') return score >= LEAST_GATED && score >= GATED_SHARE * (own + score);
  return kind === 'frame' && score >= LEAST_SCORE && score >= FRAME_SHARE * (own + score);
}

function framesLike(element: Element, { frames }: Prose): readonly Element[] {
  return [...frames.keys()].filter(
    ({ name, attribs }) => name === element.name && attribs['class'] === element.attribs['class'],
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function findParts(page: ParentNode, prose: Prose, title: string): readonly ParentNode[] {
  const path = descend(page, prose, title);
  const named = namedBody(path, prose);
  return named === undefined ? climb(path, prose) : besides(named, prose);
}

/** The text of an article that boxes divide stands in neighbours of the same name. */
function besides(named: ParentNode, prose: Prose): readonly ParentNode[] {
  if (!isElement(named) || named.parent === null) return [named];
  const like = blocksBelow(named.parent, prose).filter(
    ({ name, attribs }) => name === named.name && attribs['class'] === named.attribs['class'],
  );
  return named.attribs['class'] === undefined || !like.includes(named) ? [named] : like;
}

/** From the page to the block that no single child of holds most of the prose. */
function descend(page: ParentNode, prose: Prose, title: string): ParentNode[] {
  const path = [page];
  for (let node = page; ;) {
    const total = prose.scores.get(node) ?? 0;
    const children = blocksBelow(node, prose);
    const [heaviest] = children.toSorted(
      (a, b) => (prose.scores.get(b) ?? 0) - (prose.scores.get(a) ?? 0),
    );
    if (heaviest === undefined) return path;
    const isMain = (prose.scores.get(heaviest) ?? 0) >= total * MAIN_SHARE;
    const next = isMain ? heaviest : oneOfSeveral(children, total, prose, title);
    if (next === undefined) return path;
    path.push(next);
    node = next;
  }
}

/** Of several articles on one page (the next ones are loaded below the first) the one that the page is named after. */
function oneOfSeveral(
  children: readonly Element[],
  total: number,
  prose: Prose,
  title: string,
): Element | undefined {
  const articles = children.filter(
    (child) => child.name === 'article' && (prose.scores.get(child) ?? 0) > total * 0.1,
  );
  if (articles.length < 2) return undefined;
  return articles.find(
    (article) => title !== '' && renderText([article]).slice(0, 1_000).includes(title),
  );
}

/** Child blocks, those inside of inline elements included. */
function blocksBelow(node: ParentNode, prose: Prose): Element[] {
  return node.children.flatMap((child) => {
    if (!isElement(child) || prose.frames.has(child)) return [];
    return prose.scores.has(child) ? [child] : blocksBelow(child, prose);
  });
}

/** The innermost element named as an article's text that has nearly all of the prose found. */
function namedBody(path: readonly ParentNode[], prose: Prose): ParentNode | undefined {
  const last = path.at(-1);
  const total = last === undefined ? 0 : (prose.scores.get(last) ?? 0);
  const named = path.filter((node) => isElement(node) && isNamedBody(node));
  const best = named.at(-1);
  if (best === undefined || last === undefined) return namedBelow(last, total, prose);
  return best;
}

/** The text of an article whose head has much prose of its own. */
function namedBelow(
  node: ParentNode | undefined,
  total: number,
  prose: Prose,
): ParentNode | undefined {
  if (node === undefined) return undefined;
  for (const child of blocksBelow(node, prose)) {
    if ((prose.scores.get(child) ?? 0) < total * 0.5) continue;
    return isNamedBody(child) ? child : namedBelow(child, total, prose);
  }
  return undefined;
}

/** Up again as long as what stands beside is prose as well. */
function climb(path: readonly ParentNode[], prose: Prose): readonly ParentNode[] {
  let at = path.length - 1;
  while (at > 0 && !isContainer(path[at])) at -= 1;
  let parts: readonly ParentNode[] = [path[at] ?? (path[0] as ParentNode)];
  let [inner] = parts;
  for (const share of SIBLING_SHARES) {
    const from = path[at];
    at -= 1;
    const parent = path[at];
    // What is beside an article is another one.
    if (parent === undefined || (from !== undefined && isElement(from) && from.name === 'article'))
      break;
    const own = sum(parts.map((part) => prose.scores.get(part) ?? 0));
    const siblings = blocksBelow(parent, prose);
    const isSmall = own < SMALL_SCORE;
    const isPart = (child: ParentNode) =>
      child === inner ||
      (prose.scores.get(child) ?? 0) > own * share ||
      (isSmall && saysHowToAnswer(child, prose));
    const joined = siblings.slice(siblings.findIndex(isPart), siblings.findLastIndex(isPart) + 1);
    if (joined.length > 1) parts = joined;
    inner = parent;
  }
  return parts;
}

/** A small ad may keep whom to call, where and when beside its text. */
function saysHowToAnswer(node: ParentNode, { runs, spans }: Prose): boolean {
  const own = runs.slice(...(spans.get(node) ?? [0, 0]));
  const weight = sum(own.map((run) => run.weight));
  if (weight > MAX_ANSWER || weight === 0) return false;
  return own.some(({ nodes, score }) => score === 0 && nodes.some(({ data }) => ANSWER.test(data)));
}

const SMALL_SCORE = 900;
const MAX_ANSWER = 400;
const ANSWER = /(?:电话|手机|微信|联系(?:人|方式|我)|Q\s?Q|(?:上课|授课|教学)(?:时间|地点|地址))/i;

function isContainer(node: ParentNode | undefined): boolean {
  return (
    node !== undefined &&
    (!isElement(node) || !/^(?:p|li|td|dd|blockquote|h[1-6])$/.test(node.name))
  );
}
