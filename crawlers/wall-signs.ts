/** What a page looks like to somebody who wants to know whether it is a wall. */
import { isElement, type PageTree } from './extract/page-tree.js';
import { renderText } from './extract/render-text.js';
import { tidyLine } from './extract/tidy-text.js';

export interface WallSigns {
  readonly finalUrl: string;
  readonly title: string;
  /** The first few `h1` to `h3`. */
  readonly headings: readonly string[];
  /** Visible text outside of links, a block a line, at most 3,000 characters. */
  readonly prose: string;
  readonly hasPasswordField: boolean;
  /** The beginning of the page as served. */
  readonly markup: string;
}

const MAX_PROSE = 3_000;
const MAX_HEADINGS = 5;
/** Beyond it nobody takes a page for a wall, and its text need not be put together. */
const MAX_TEXT = 20_000;
const MAX_MARKUP = 60_000;

export function readWallSigns(tree: PageTree, finalUrl: string, markup: string): WallSigns {
  const { root, textLength } = tree;
  const isLong = (textLength.get(root) ?? 0) > MAX_TEXT;
  const isLink = (node: Parameters<typeof isElement>[0]) => isElement(node) && node.name === 'a';
  return {
    finalUrl,
    title: tree.firstTitle === undefined ? '' : tidyLine(tree.$(tree.firstTitle).text()),
    headings: tree.headings
      .slice(0, MAX_HEADINGS)
      .map((heading) => tidyLine(renderText([heading]))),
    prose: isLong ? 'x'.repeat(MAX_PROSE) : renderText([root], isLink).slice(0, MAX_PROSE),
    hasPasswordField: tree.hasPasswordField,
    markup: markup.slice(0, MAX_MARKUP),
  };
}
