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
 * Marks the tight characters that belong to a menu (1), or gives undefined when there is none. A line is
 * a menu when it has no sentence and no number and holds two menu words, or is one. Short lines between
 * two of them belong to the same menu. Text with fewer than two menu words has none.
 * @param menuWords in order of their start
 */
export function findPageChrome(
  field: FoldedText,
  menuWords: readonly Range[],
): Uint8Array | undefined {
  if (menuWords.length < 2) return undefined;
  const lines = linesOf(field, menuWords);
  const isChrome = new Uint8Array(field.tightUnits.length);
  let lastMenu = -1;
  for (const [place, line] of lines.entries()) {
    if (!line.isMenu) continue;
    isChrome.fill(1, line.start, line.end);
    if (lastMenu >= 0 && place - lastMenu - 1 <= MAX_BETWEEN) {
      const between = lines.slice(lastMenu + 1, place);
      if (between.every((each) => each.isShort)) {
        for (const { start, end } of between) isChrome.fill(1, start, end);
      }
    }
    lastMenu = place;
  }
  return lastMenu < 0 ? undefined : isChrome;
}

function linesOf(field: FoldedText, menuWords: readonly Range[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let from = 0;
  let next = 0;
  for (const written of field.loose.split('\n')) {
    const to = from + written.length;
    let end = start;
    while (end < field.tightAt.length && (field.tightAt[end] ?? 0) < to) end += 1;
    let words = 0;
    let isWholly = false;
    for (; next < menuWords.length && (menuWords[next]?.start ?? 0) < end; next += 1) {
      const word = menuWords[next];
      if (word === undefined || word.start < start || word.end > end) continue;
      words += 1;
      if (word.end - word.start === end - start) isWholly = true;
    }
    const isPlain = end - start <= LONGEST_MENU_LINE && !/[。!?;,]|[0-9]{2}/.test(written);
    lines.push({
      start,
      end,
      isMenu: isPlain && (isWholly || words >= 2),
      isShort: isPlain && end - start <= LONGEST_ENTRY,
    });
    start = end;
    from = to + 1;
  }
  return lines;
}
