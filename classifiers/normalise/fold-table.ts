/**
 * The table behind `foldText`: for each UTF-16 unit what it folds to. Built in memory from
 * Unicode's own data (NFKD/NFKC), OpenCC's character dictionary and `fold-marks.ts`.
 */
import characters from 'opencc-js/dict/TSCharacters';
import { createFoldBuffers, type FoldBuffers } from './fold-buffers.js';
import { EMOJI_WORDS, LOOK_ALIKES, MARKS, NUMERALS } from './fold-marks.js';

/** The unit is deleted: invisible, or a mark on the character before. */
export const DELETE = 0;
/** The unit needs `expand`: a surrogate, or one that becomes several. */
export const EXPAND = 0xffff;

export interface FoldTable {
  /**
   * 65,536 entries, both views of a unit in one look-up: low half `DELETE`, `EXPAND` or the folded unit, high half
   * what `tight` has for it.
   */
  readonly units: Int32Array;
  /** What a code point marked `EXPAND` folds to; may be empty. */
  readonly expand: (codePoint: number) => string;
  /** For folded units: the digit's unit for Han numerals, else the unit itself; 0 for marks. */
  readonly tight: Uint16Array;
  readonly buffers: FoldBuffers;
}

const INVISIBLE = /^(?:\p{Mn}|\p{Me}|\p{Cf}|\p{Emoji_Modifier}|\u3164|\u115f|\u1160|\uffa0)$/u;
const WORD = /^[\p{L}\p{N}]$/u;

/**
 * Builds the table. Only what nearly every text is made of is worked out now; the rest stays
 * `EXPAND` and is worked out when a text first has it.
 */
export function buildFoldTable(): FoldTable {
  const single = collectSingles();
  const tight = buildTight();
  const units = new Int32Array(65_536).fill(EXPAND);
  for (let unit = 0x4e00; unit <= 0x9fff; unit += 1) set(unit, unit);
  for (let unit = 0; unit < 0x80; unit += 1) settle(unit);
  for (const from of single.keys()) if (from.length === 1) settle(from.charCodeAt(0));

  function settle(unit: number): string {
    const folded = foldCodePoint(unit, single);
    if (folded.length === 0) units[unit] = DELETE;
    else if (folded.length === 1) set(unit, folded.charCodeAt(0));
    else units[unit] = EXPAND;
    return folded;
  }

  function set(unit: number, folded: number): void {
    units[unit] = folded + (tight[folded] ?? 0) * 65_536;
  }

  const expansions = new Map<number, string>();
  const expand = (codePoint: number): string => {
    const known = expansions.get(codePoint);
    if (known !== undefined) return known;
    const isUnit = codePoint <= 0xffff && (codePoint < 0xd800 || codePoint > 0xdfff);
    const folded = isUnit ? settle(codePoint) : foldCodePoint(codePoint, single);
    expansions.set(codePoint, folded);
    return folded;
  };
  return { units, expand, tight, buffers: createFoldBuffers('own') };
}

/** Marks, look-alikes, emoji and traditional forms as one map from a character to its folded form. */
function collectSingles(): ReadonlyMap<string, string> {
  const single = new Map<string, string>();
  for (const pair of characters.split('|')) {
    const [from, to] = pair.split(' ');
    if (from !== undefined && to !== undefined) single.set(from, to);
  }
  for (const [from, to] of Object.entries(LOOK_ALIKES)) single.set(from, to);
  for (const [mark, looks] of Object.entries(MARKS))
    for (const look of looks) single.set(look, mark);
  for (const [emoji, word] of Object.entries(EMOJI_WORDS)) {
    if ([...emoji].length === 1) single.set(emoji, word);
  }
  return single;
}

function foldCodePoint(codePoint: number, single: ReadonlyMap<string, string>): string {
  if (codePoint === 0x0a || codePoint === 0x0d || codePoint === 0x2028 || codePoint === 0x2029)
    return '\n';
  if (codePoint === 0x09) return ' ';
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return '';
  // A surrogate that stands alone carries nothing to read.
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '';
  const character = String.fromCodePoint(codePoint);
  const numbered = foldEnclosed(codePoint);
  if (numbered !== undefined) return numbered;
  const known = single.get(character);
  if (known !== undefined) return close(known, single);
  const isPlain =
    (codePoint >= 0x4e00 && codePoint <= 0x9fff) || (codePoint >= 0x3400 && codePoint <= 0x4dbf);
  if (isPlain) return character;
  if (INVISIBLE.test(character)) return '';
  const isHangul = codePoint >= 0xac00 && codePoint <= 0xd7a3;
  const bare = isHangul
    ? character
    : character
        .normalize('NFKD')
        .replace(/\p{Mn}/gu, '')
        .normalize('NFKC')
        .toLowerCase();
  let folded = '';
  for (const part of bare) folded += foldPart(part, single);
  return folded;
}

/** One character of a decomposition: no further decomposition, so this always ends. */
function foldPart(part: string, single: ReadonlyMap<string, string>): string {
  const known = single.get(part);
  if (known !== undefined) return close(known, single);
  if (part === '\u00a0' || /^\p{Z}$/u.test(part)) return ' ';
  if (INVISIBLE.test(part)) return '';
  return WORD.test(part) ? part : '·';
}

/** Follows look-alike → traditional → simplified chains, so that folding twice changes nothing. */
function close(folded: string, single: ReadonlyMap<string, string>): string {
  let current = folded;
  for (let step = 0; step < 4; step += 1) {
    let next = '';
    for (const part of current) next += single.get(part) ?? part;
    if (next === current) return current;
    current = next;
  }
  return current;
}

const ENCLOSED_NUMBERS: readonly (readonly [first: number, last: number, start: number])[] = [
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
];

/** Enclosed digits and letters that NFKC leaves as they are. */
function foldEnclosed(codePoint: number): string | undefined {
  if (codePoint === 0x24ff) return '0';
  for (const [first, last, start] of ENCLOSED_NUMBERS) {
    if (codePoint >= first && codePoint <= last) return String(codePoint - first + start);
  }
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    if (codePoint >= first && codePoint < first + 26)
      return String.fromCharCode(97 + codePoint - first);
  }
  return undefined;
}

function buildTight(): Uint16Array {
  const tight = new Uint16Array(65_536);
  for (let unit = 1; unit < 65_536; unit += 1) tight[unit] = unit;
  for (const mark of [...Object.keys(MARKS), ' ', '\n', '·']) tight[mark.charCodeAt(0)] = 0;
  for (const [numeral, digit] of Object.entries(NUMERALS)) {
    tight[numeral.charCodeAt(0)] = digit.charCodeAt(0);
  }
  return tight;
}
