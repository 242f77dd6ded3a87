/** What a page looks like from outside: enough to tell a wall or an empty shell from content. */
import type { PageTree } from './page-tree.js';
import { renderText } from './render-text.js';
import { tidyLine } from './tidy-text.js';

export interface PageSigns {
  readonly title: string;
  /** All visible text, at most 2,000 characters. */
  readonly text: string;
  readonly hasPasswordField: boolean;
  /** There is next to no text, and scripts that would bring it. */
  readonly isScriptShell: boolean;
}

const MAX_TEXT = 2_000;
const SHELL_TEXT = 400;

export function readPageSigns(tree: PageTree): PageSigns {
  const { root, textLength } = tree;
  const isShort = (textLength.get(root) ?? 0) < MAX_TEXT;
  const text = isShort ? renderText([root]) : renderText([root]).slice(0, MAX_TEXT + 1);
  return {
    title: tidyLine(tree.title),
    text,
    hasPasswordField: tree.hasPasswordField,
    isScriptShell: text.length < SHELL_TEXT && tree.scripts.length > 0,
  };
}
