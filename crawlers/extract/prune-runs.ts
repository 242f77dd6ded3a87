/** The runs of an article's part → those that are the article. */
import type { ParentNode } from 'domhandler';
import { isByline, isFrameLine, isFramePartHeading, isTextLabel } from './frame-lines.js';
import { isElement } from './page-tree.js';
import type { Run } from './read-prose.js';
import { tidyLine } from './tidy-text.js';

export interface PruneQuestion {
  readonly title: string;
  /** The part is named as the article's text: little stands before the text. */
  readonly isNamed: boolean;
}

/** A frame line is hardly longer. */
const MAX_LINE = 260;
const LABEL = 60;
const LINK_SHARE = 0.8;

export function pruneRuns(runs: readonly Run[], { title, isNamed }: PruneQuestion): readonly Run[] {
  const lines = runs.map((run) => (run.weight <= MAX_LINE ? textOf(run) : ''));
  const start = afterTitle(runs, lines, title);
  const firstProse = runs.findIndex((run, at) => at >= start && run.score > 0);
  const lastProse = runs.findLastIndex((run) => run.score > 0);
  const parts = foreignParts(runs, lines, lastProse);
  const kept = runs.filter((run, at) => {
    if (at < start || parts.has(at)) return false;
    const line = lines[at] ?? '';
    if (isLinkOnly(run) || isAside(run, line)) return false;
    if (at >= firstProse || line === '') return true;
    if (line === title || isByline(line) || isTextLabel(line)) return false;
    return isNamed || rankOf(run) > 0 || run.weight > LABEL || /\p{Script=Han}/u.test(line);
  });
  return withoutBareHeadings(kept);
}

/** Lines of a text whose paragraphs are only broken, such as who edited it. */
export function withoutFrameLines(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.length > FIRST_LINE);
  return lines
    .filter(
      (line, at) =>
        line.length > MAX_BROKEN_LINE || !(isFrameLine(line) || (at < first && isByline(line))),
    )
    .join('\n');
}

const FIRST_LINE = 40;
const MAX_BROKEN_LINE = 90;

/** Where the text begins: after the page's title, when it stands inside. */
function afterTitle(runs: readonly Run[], lines: readonly string[], title: string): number {
  if (title.length < 4) return 0;
  const at = lines.findIndex((line, index) => rankOf(runs[index]) > 0 && line === title);
  return at + 1;
}

/** Runs under a heading that opens a part of related articles, comments and the like. */
function foreignParts(
  runs: readonly Run[],
  lines: readonly string[],
  lastProse: number,
): ReadonlySet<number> {
  const foreign = new Set<number>();
  for (const [at, run] of runs.entries()) {
    const line = lines[at] ?? '';
    if (line === '' || run.weight > LABEL * 1.5 || !isFramePartHeading(line)) continue;
    const rank = rankOf(run);
    const isLabel = rank > 0 || isAlone(run, line);
    if (!isLabel) continue;
    foreign.add(at);
    const part = partOf(run, runs, at);
    for (let next = at + 1; next < runs.length; next += 1) {
      const other = runs[next] as Run;
      const isInside = part !== undefined && isWithin(other.block, part);
      if (!isInside && at < lastProse && (rankOf(other) > 0 || other.score > 0)) break;
      if (!isInside && rank > 0 && rankOf(other) > 0 && rankOf(other) <= rank) break;
      foreign.add(next);
    }
  }
  return foreign;
}

/** The block that a heading opens, when it is not the article itself. */
function partOf({ block }: Run, runs: readonly Run[], at: number): ParentNode | undefined {
  const before = runs[at - 1];
  let part: ParentNode | undefined;
  for (let node: ParentNode | null = block.parent; node !== null; node = node.parent) {
    if (before === undefined || isWithin(before.block, node)) break;
    part = node;
  }
  return part;
}

function isWithin(node: ParentNode, outer: ParentNode): boolean {
  for (let at: ParentNode | null = node; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

function isAlone({ block, weight }: Run, line: string): boolean {
  return isElement(block) && weight === line.replace(/\s/g, '').length && block.name !== 'li';
}

/** A longer line without a link is a sentence of the text, however it begins. */
function isAside({ weight, linkWeight }: Run, line: string): boolean {
  if (line === '' || (linkWeight === 0 && weight > MAX_UNLINKED)) return false;
  return isFrameLine(line);
}

const MAX_UNLINKED = 200;

/** Headings that nothing follows before the next one of their rank are left over. */
function withoutBareHeadings(runs: readonly Run[]): readonly Run[] {
  const kept: Run[] = [];
  // The rank of what comes next: text counts as the lowest heading, nothing as the highest.
  let next = 0;
  for (const run of runs.toReversed()) {
    const rank = rankOf(run);
    if (rank > 0 && next <= rank) continue;
    next = rank === 0 ? Infinity : rank;
    kept.push(run);
  }
  return kept.reverse();
}

function isLinkOnly(run: Run): boolean {
  return run.linkWeight > run.weight * LINK_SHARE && rankOf(run) === 0;
}

/** 1 to 6 for headings, else 0. */
function rankOf(run: Run | undefined): number {
  const name = run !== undefined && isElement(run.block) ? run.block.name : '';
  return /^h[1-6]$/.test(name) ? Number(name[1]) : 0;
}

function textOf(run: Run): string {
  return tidyLine(run.nodes.map((node) => node.data).join(''));
}
