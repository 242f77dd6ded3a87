/** Digits that belong together: with marks, line ends or a few idle words between them. */
import type { FoldedText } from '../normalise/fold-text.js';
import { createUnitSet, hasUnit, type UnitSet } from '../normalise/unit-set.js';
import { KIND, NONE, numberParts, SEPARATOR } from './number-parts.js';

/** What stands between a digit and the one before it. */
export const GAP = { none: 0, marks: 1, words: 2 } as const;

/** One run; the arrays are used again for the next. */
export interface DigitRun {
  count: number;
  readonly digits: number[];
  /** `KIND` of each digit. */
  readonly kinds: number[];
  /** Place in the loose view. */
  readonly places: number[];
  /** `GAP` before each digit. */
  readonly gaps: number[];
}

/** Shorter runs hold no number that anybody can be reached by. */
const LEAST_DIGITS = 7;
/** A flood of digits is cut at a gap, or left out when it has none. */
const MOST_DIGITS = 4_096;
const MOST_MARKS = 3;
const MOST_SAME_MARKS = 6;
const MOST_WORDS = 5;
const LONGEST_LOOK_ALIKE = 8;

/** Tells the runs of at least seven digits in order. Linear. */
export function readDigitRuns(folded: FoldedText, found: (run: DigitRun) => void): void {
  const partOf = numberParts();
  const units = folded.looseUnits;
  const run: DigitRun = { count: 0, digits: [], kinds: [], places: [], gaps: [] };
  let marks = 0;
  let gap: number = GAP.none;
  let isFlood = false;

  const close = (): void => {
    if (run.count >= LEAST_DIGITS && !isFlood) found(run);
    run.count = 0;
    marks = 0;
    gap = GAP.none;
    isFlood = false;
  };
  const add = (part: number, at: number): void => {
    if (run.count >= MOST_DIGITS) {
      if (gap === GAP.none) {
        isFlood = true;
        return;
      }
      close();
    }
    const { count } = run;
    run.digits[count] = part % 10;
    run.kinds[count] = Math.floor(part / 10);
    run.places[count] = at;
    run.gaps[count] = gap;
    run.count = count + 1;
    marks = 0;
    gap = GAP.none;
  };

  for (let at = 0; at < units.length; at += 1) {
    // Nearly every character is neither in a number nor able to begin one.
    if (run.count === 0) at = nextBeginning(units, at);
    const part = partOf[units[at] ?? 0] ?? NONE;
    if (part === NONE) {
      const end = gap === GAP.words ? at : idleEnd(units, at, run);
      if (end === at) close();
      else {
        gap = GAP.words;
        at = end - 1;
      }
    } else if (part === SEPARATOR) {
      marks += 1;
      if (gap === GAP.none) gap = GAP.marks;
      const most = units[at] === units[at - 1] ? MOST_SAME_MARKS : MOST_MARKS;
      if (marks > most) close();
    } else if (part < KIND.letter * 10 || part >= (KIND.letter + 1) * 10) {
      add(part, at);
    } else {
      const end = lookAlikeEnd(units, at);
      if (end === at) {
        close();
        while (isLetter(units[at + 1])) at += 1;
      } else {
        for (; at < end; at += 1) add(partOf[units[at] ?? 0] ?? 0, at);
        at -= 1;
      }
    }
  }
  close();
}

/** The first place from `at` on where a run can begin; the length when there is none. */
function nextBeginning(units: Uint16Array, from: number): number {
  const partOf = numberParts();
  begins ??= createUnitSet([...partOf.keys()].filter((unit) => mayBegin(partOf[unit] ?? NONE)));
  let at = from;
  for (; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    if (!hasUnit(begins, unit)) continue;
    // A Han numeral before another word begins no number.
    if (isDigit(unit) || (partOf[units[at + 1] ?? 0] ?? NONE) !== NONE) break;
  }
  return at;
}

let begins: UnitSet | undefined;

/** What sounds like a digit only begins a number as its 1. */
function mayBegin(part: number): boolean {
  if (part === NONE || part === SEPARATOR) return false;
  return part < KIND.sound * 10 || part === KIND.sound * 10 + 1;
}

function isLetter(unit = 0): boolean {
  return unit >= 97 && unit <= 122;
}

/** Where letters end that all look like digits; `at` when they belong to a word. Only o, l and i need no digit beside them. */
function lookAlikeEnd(units: Uint16Array, at: number): number {
  const partOf = numberParts();
  if (isLetter(units[at - 1])) return at;
  let end = at;
  let isSure = true;
  while (isLetter(units[end])) {
    const unit = units[end] ?? 0;
    if ((partOf[unit] ?? NONE) === NONE || end - at === LONGEST_LOOK_ALIKE) return at;
    if (unit === 0x73 || unit === 0x7a) isSure = false;
    end += 1;
  }
  if (isSure) return end;
  return isDigit(units[at - 1]) && isDigit(units[end]) ? end : at;
}

function isDigit(unit = 0): boolean {
  return unit >= 48 && unit <= 57;
}

/** Words after which a digit counts something, or is one of a larger number. */
const MEASURES = new Set(
  [
    ...'元块角分钱年月日号天周点时秒钟岁级届班人个名位米里吨克斤平方万亿千百十倍次课节题页册本套',
    ...'楼层栋幢室单户区路街弄巷座第至到期排组队条件项场轮站环线度比折版章篇集卷省市县',
  ].map((character) => character.charCodeAt(0)),
);

/** Where a few idle words end that only keep two groups of digits apart; `at` when these are none. */
function idleEnd(units: Uint16Array, at: number, run: DigitRun): number {
  // One word between every two digits is kept, too: 1啊3啊8.
  const isLong = run.count >= 3;
  const isPlain = run.kinds[run.count - 1] === KIND.plain;
  if (!isLong && !isPlain) return at;
  const partOf = numberParts();
  let end = at;
  while (end - at <= MOST_WORDS) {
    const unit = units[end] ?? 0;
    const isHan = unit >= 0x4e00 && unit <= 0x9fff;
    if (!isHan || (partOf[unit] ?? NONE) !== NONE) break;
    if (MEASURES.has(unit)) return at;
    end += 1;
  }
  const length = end - at;
  if (length === 0 || length > MOST_WORDS) return at;
  if (!isLong && length > 1) return at;
  return (partOf[units[end] ?? 0] ?? NONE) === NONE ? at : end;
}
