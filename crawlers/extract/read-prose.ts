/** A page → its runs of text in order, each with what tells prose from labels and links, summed up over the tree. */
import type { AnyNode, Element, ParentNode, Text } from 'domhandler';
import { frameKind, type FrameKind } from './frame-signs.js';
import { isElement, isInvisible, isText, type PageTree } from './page-tree.js';
import { isBlock } from './render-text.js';

/** Text between two breaks of a block: a paragraph, a heading, an item, or a part of a loose text. */
export interface Run {
  readonly nodes: readonly Text[];
  /** The block that it stands in. */
  readonly block: ParentNode;
  /** Visible characters; one of a script without blanks says as much as three letters. */
  readonly weight: number;
  readonly linkWeight: number;
  /** How much it looks like prose, in weight; 0 for headings, labels and links. */
  readonly score: number;
  /** It is part of a teaser: a headline that leads elsewhere, and the first words of what is there. */
  isTeaser: boolean;
}

export interface Frame {
  readonly kind: FrameKind;
  readonly score: number;
}

export interface Prose {
  readonly runs: readonly Run[];
  /** The scores of the runs below each block, frames left out. */
  readonly scores: ReadonlyMap<AnyNode, number>;
  /** Where the runs of a block begin and end in `runs`. */
  readonly spans: ReadonlyMap<AnyNode, readonly [number, number]>;
  /** Elements that are the page's frame, with the prose in each; none inside of another. */
  readonly frames: ReadonlyMap<Element, Frame>;
}

/** Shorter runs are labels, headlines and the like. */
const LEAST_PROSE = 50;
/** From here on a run is a paragraph. */
const FULL_PROSE = 160;
const WIDE_WEIGHT = 3;
const MARKS = new Set([...'.,;:!?…。，；：！？、'].map((mark) => mark.charCodeAt(0)));
/** A teaser says no more than this beside its link. */
const MAX_TEASER = 450;
const LEAST_TEASERS = 3;
const LEAST_HEADLINE = 12;
const UNREAD = new Set(['textarea', 'video', 'audio', 'canvas', 'map', 'option']);

interface OpenRun {
  nodes: Text[];
  weight: number;
  linkWeight: number;
  marks: number;
  breaks: number;
}

export interface ProseQuestion {
  /** Elements that are content whatever their names say. */
  readonly trusted: ReadonlySet<Element>;
  /** Whether rows of teasers are told from the items of an article. */
  readonly hasTeasers: boolean;
}

export function readProse(tree: PageTree, { trusted, hasTeasers }: ProseQuestion): Prose {
  const runs: Run[] = [];
  const scores = new Map<AnyNode, number>();
  const spans = new Map<AnyNode, readonly [number, number]>();
  const frames = new Map<Element, Frame>();
  let open = newRun();
  let frameDepth = 0;

  function close(block: ParentNode): number {
    const { nodes, weight, linkWeight } = open;
    if (weight === 0) {
      open.breaks = 0;
      return 0;
    }
    const score = isNotice(nodes, weight) ? 0 : scoreRun(open, block);
    if (frameDepth === 0) runs.push({ nodes, block, weight, linkWeight, score, isTeaser: false });
    open = newRun();
    return score;
  }

  function readBlock(block: ParentNode, inLink: boolean): number {
    const start = runs.length;
    let score = readInside(block, block, inLink) + close(block);
    if (hasTeasers && frameDepth === 0) score -= dropTeasers(block);
    if (frameDepth === 0) {
      spans.set(block, [start, runs.length]);
      scores.set(block, score);
    }
    return score;
  }

  function readInside(node: ParentNode, block: ParentNode, inLink: boolean): number {
    let score = 0;
    for (const child of node.children) {
      if (isText(child)) {
        addText(open, child, inLink);
        continue;
      }
      if (!isElement(child)) {
        if ('children' in child) score += readInside(child, block, inLink);
        continue;
      }
      if (isInvisible(child) || UNREAD.has(child.name)) continue;
      if (child.name === 'br') {
        open.breaks += 1;
        if (open.breaks > 1) score += close(block);
        continue;
      }
      const inOwnLink = inLink || child.name === 'a';
      const kind = frameDepth > 0 || trusted.has(child) ? undefined : frameKind(child);
      if (kind === undefined && !isBlock(child.name)) {
        score += readInside(child, block, inOwnLink);
        continue;
      }
      score += close(block);
      if (kind === undefined) {
        score += readBlock(child, inOwnLink);
        continue;
      }
      frameDepth += 1;
      frames.set(child, { kind, score: readBlock(child, inOwnLink) });
      frameDepth -= 1;
    }
    return score;
  }

  /** @returns the prose in the teasers that stand in a block side by side */
  function dropTeasers(block: ParentNode): number {
    const teasers = block.children.filter((child) => {
      const span = spans.get(child);
      return span !== undefined && isElement(child) && isTeaser(child, runs.slice(...span));
    });
    if (teasers.length < LEAST_TEASERS) return 0;
    let dropped = 0;
    for (const teaser of teasers) {
      dropped += scores.get(teaser) ?? 0;
      scores.set(teaser, 0);
      for (const run of runs.slice(...(spans.get(teaser) ?? []))) run.isTeaser = true;
    }
    return dropped;
  }

  readBlock(tree.root, false);
  return { runs, scores, spans, frames };
}

function isTeaser({ name }: Element, runs: readonly Run[]): boolean {
  if (runs.length < 2 || runs.length > 8 || name === 'p' || name === 'blockquote') return false;
  let own = 0;
  let hasHeadline = false;
  for (const { weight, linkWeight } of runs) {
    own += weight - linkWeight;
    if (linkWeight >= LEAST_HEADLINE && linkWeight > weight * 0.8) hasHeadline = true;
  }
  return hasHeadline && own <= MAX_TEASER;
}

function newRun(): OpenRun {
  return { nodes: [], weight: 0, linkWeight: 0, marks: 0, breaks: 0 };
}

function addText(run: OpenRun, text: Text, inLink: boolean): void {
  const { data } = text;
  let weight = 0;
  for (let at = 0; at < data.length; at += 1) {
    const code = data.charCodeAt(at);
    if (code <= 0x20 || code === 0xa0 || code === 0x3000) continue;
    weight += code >= 0x2e80 && code < 0xfe00 ? WIDE_WEIGHT : 1;
    if (MARKS.has(code)) run.marks += 1;
  }
  if (weight === 0) return;
  run.nodes.push(text);
  run.weight += weight;
  run.breaks = 0;
  if (inLink) run.linkWeight += weight;
}

/** What a site says on every page, wherever it stands and whatever it is called. */
function isNotice(nodes: readonly Text[], weight: number): boolean {
  if (weight > MAX_NOTICE) return false;
  const text = nodes.length === 1 ? (nodes[0]?.data ?? '') : nodes.map(({ data }) => data).join('');
  return WARNING.test(text) || (/cookies/i.test(text) && CONSENT.test(text));
}

const MAX_NOTICE = 900;
const WARNING =
  /^\s*(?:(?:温馨|安全|防骗|友情|特别|风险|重要)(?:提[示醒]|声明)|免责声明|版权(?:声明|所有|归)|特别声明|本站(?:信息|内容|所有|仅)|平台仅|未经[^，。]{0,12}(?:授权|许可|禁止)|copyright\b|©|all rights reserved|disclaimer\b)/iu;
const CONSENT =
  /\b(?:we|our|us|you|your|this (?:web)?site|wir|unsere|diese|nous|notre|ce site|utilizamos|usamos|este sitio|este site|questo sito|utilizziamo|wij|we|onze|deze|używamy|strona|мы|сайт)\b[^.]{0,120}cookies|cookies[^.]{0,120}\b(?:accept|agree|consent|privacy|settings|policy|datenschutz|akzept|accept|paramètr|politique|política|aceptar|privac|akkoord|akcept)/iu;

function scoreRun({ weight, linkWeight, marks }: OpenRun, block: ParentNode): number {
  const own = weight - linkWeight;
  if (own < LEAST_PROSE || linkWeight > weight * 0.5) return 0;
  const name = isElement(block) ? block.name : '';
  if (/^h[1-6]$/.test(name)) return 0;
  const share = (marks === 0 ? 0.25 : 1) * (name === 'li' || name === 'dd' ? 0.5 : 1);
  return own * Math.min(1, own / FULL_PROSE) * share;
}
