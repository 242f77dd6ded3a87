/** Finds the lines of menus and footers that came with a posting's page. */
import type { FoldedText } from '../normalise/fold-text.js';

interface Range {
  /** Offsets into the tight view. */
  readonly start: number;
  readonly end: number;
}

interface Line extends Range {
  readonly isMenu: boolean;
  /** Could be an entry of a menu: a few characters, no number, no sentence. */
  readonly isShort: boolean;
}

const LONGEST_ENTRY = 8;
const LONGEST_MENU_LINE = 60;
/** How many unknown entries may stand between two lines of a menu. */
const MAX_BETWEEN = 3;

/**
 * A line is a menu when it has no sentence and no number and holds two menu words, or is one. Short
 * lines between two of them belong to the same menu. Text with fewer than two menu words has none.
 */
export function findPageChrome(field: FoldedText, menuWords: readonly Range[]): readonly Range[] {
  if (menuWords.length < 2) return [];
  const lines = linesOf(field, menuWords);
  const chrome: Range[] = [];
  let lastMenu = -1;
  for (const [place, line] of lines.entries()) {
    if (!line.isMenu) continue;
    const between = lines.slice(lastMenu + 1, place);
    if (lastMenu >= 0 && between.length <= MAX_BETWEEN && between.every((each) => each.isShort)) {
      chrome.push(...between);
    }
    chrome.push(line);
    lastMenu = place;
  }
  return chrome;
}

function linesOf(field: FoldedText, menuWords: readonly Range[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let from = 0;
  for (const written of field.loose.split('\n')) {
    const to = from + written.length;
    let end = start;
    while (end < field.tightAt.length && (field.tightAt[end] ?? 0) < to) end += 1;
    const words = menuWords.filter((word) => word.start >= start && word.end <= end);
    const isPlain = !/[。!?;,]|[0-9]{2}/.test(written);
    const isWholly = words.some((word) => word.end - word.start === end - start);
    lines.push({
      start,
      end,
      isMenu: isPlain && end - start <= LONGEST_MENU_LINE && (isWholly || words.length >= 2),
      isShort: isPlain && end - start <= LONGEST_ENTRY,
    });
    start = end;
    from = to + 1;
  }
  return lines;
}
