/**
 * What tesseract saw, as lines. A poster is read twice, with two ways to tell ink from ground, because
 * neither finds both the white text on a coloured ground and the coloured text on a white one; where
 * both saw a line, the surer reading is kept.
 */

export interface OcrLine {
  readonly text: string;
  /** 0 to 100, of its characters. */
  readonly confidence: number;
  /** In pixels. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Below it a line is ornament rather than writing. */
const LEAST_CONFIDENCE = 40;
/** Two boxes that share so much of the smaller one hold the same line. */
const SAME_SHARE = 0.3;
/**
 * A gap wider than this share of the line's height separates words. Chinese has no spaces, and the
 * boxes of narrow characters leave gaps within a word.
 */
const WORD_GAP = 0.3;
const HAN_GAP = 0.6;
const MAX_LINES = 300;

/** The lines of tesseract's TSV output. */
export function parseOcrTsv(tsv: string): OcrLine[] {
  const lines = new Map<string, Word[]>();
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t');
    const text = (cells[11] ?? '').trim();
    // Level 5 is a word; page, block, paragraph and line number tell which line it stands in.
    if (cells[0] !== '5' || text === '') continue;
    const [left = 0, top = 0, width = 0, height = 0, confidence = 0] = cells
      .slice(6, 11)
      .map(Number);
    const line = cells.slice(1, 5).join(' ');
    const word = { text, confidence, left, top, right: left + width, bottom: top + height };
    lines.set(line, [...(lines.get(line) ?? []), word]);
  }
  return [...lines.values()].map(joinWords);
}

/** The lines of several readings of one picture as one text, from top to bottom. */
export function mergeOcrLines(readings: readonly (readonly OcrLine[])[]): string {
  const surestFirst = readings
    .flat()
    .filter(({ text, confidence }) => confidence >= LEAST_CONFIDENCE && /[\p{L}\p{N}]/u.test(text))
    .toSorted((one, other) => weightOf(other) - weightOf(one));
  const kept: OcrLine[] = [];
  for (const line of surestFirst) {
    if (kept.length === MAX_LINES) break;
    if (kept.every((other) => sharedBy(line, other) < SAME_SHARE)) kept.push(line);
  }
  return kept
    .toSorted((one, other) => one.top + one.bottom - other.top - other.bottom)
    .map(({ text }) => text)
    .join('\n');
}

type Word = OcrLine;

function joinWords(words: readonly Word[]): OcrLine {
  const height = Math.max(...words.map(({ top, bottom }) => bottom - top));
  let text = '';
  let last: Word | undefined;
  for (const word of words) {
    const isHan = /\p{Script=Han}$/u.test(text) && /^\p{Script=Han}/u.test(word.text);
    const gap = last === undefined ? 0 : word.left - last.right;
    text += gap > height * (isHan ? HAN_GAP : WORD_GAP) ? ` ${word.text}` : word.text;
    last = word;
  }
  const length = words.reduce((sum, word) => sum + word.text.length, 0);
  return {
    text,
    confidence: words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / length,
    left: Math.min(...words.map((word) => word.left)),
    top: Math.min(...words.map((word) => word.top)),
    right: Math.max(...words.map((word) => word.right)),
    bottom: Math.max(...words.map((word) => word.bottom)),
  };
}

/** A long sure line outweighs a short surer one: half a line read well is still half a line. */
function weightOf({ text, confidence }: OcrLine): number {
  return (confidence - 30) * (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
}

function sharedBy(one: OcrLine, other: OcrLine): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(areaOf(one), areaOf(other));
}

function areaOf({ left, top, right, bottom }: OcrLine): number {
  return Math.max(1, (right - left) * (bottom - top));
}
