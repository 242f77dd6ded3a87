/** Which sample posting a found posting is: by the address of its own page, else by its text. */
import type { ExpectedPosting } from './expected.js';

/** One posting as a run stored and judged it. */
export interface FoundPosting {
  /** The posting's own address, or that of the page it stood on. */
  readonly url: string;
  /** Title and body. */
  readonly text: string;
  readonly flagged: boolean;
  readonly primary: string | null;
  readonly leadId: number | null;
}

export interface MatchedPosting {
  readonly found: FoundPosting;
  /** Null: nothing on the sample sites reads like that (a menu, a side bar, several postings in one). */
  readonly expected: ExpectedPosting | null;
}

/** Least share of the shorter text's four-character pieces that the other must have. */
const LEAST_SHARED = 0.8;
/** Text shorter than this is only recognised when it is exactly the same. */
const LEAST_LENGTH = 8;

/**
 * Matches each found posting with at most one expected one. Found postings that are the same one twice
 * (a posting on its list and on its page) match the same expected one.
 */
export function matchFound(
  expected: readonly ExpectedPosting[],
  found: readonly FoundPosting[],
): readonly MatchedPosting[] {
  const byPath = new Map<string, ExpectedPosting>();
  for (const posting of expected) if (posting.path !== null) byPath.set(posting.path, posting);
  const matches: (ExpectedPosting | null)[] = found.map(
    (posting) => byPath.get(pathOf(posting.url)) ?? null,
  );
  const taken = new Set(matches.filter((match) => match !== null));
  const expectedTexts = expected.map((posting) => shapeOf(`${posting.title}${posting.body}`));
  const candidates = found.flatMap((posting, foundIndex) => {
    if (matches[foundIndex] !== null) return [];
    const shape = shapeOf(posting.text);
    return expected.flatMap((target, index) => {
      const likeness = compare(shape, expectedTexts[index] ?? shapeOf(''));
      return likeness === 0 ? [] : [{ foundIndex, target, likeness }];
    });
  });
  candidates.sort((left, right) => right.likeness - left.likeness);
  // First the best partner that is still free, so that near copies do not share one answer.
  for (const onlyFree of [true, false]) {
    for (const { foundIndex, target } of candidates) {
      if (matches[foundIndex] !== null || (onlyFree && taken.has(target))) continue;
      matches[foundIndex] = target;
      taken.add(target);
    }
  }
  return found.map((posting, index) => ({ found: posting, expected: matches[index] ?? null }));
}

/** Letters and digits only, widths and case folded: what survives any mark-up. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

interface Shape {
  readonly text: string;
  readonly pieces: ReadonlySet<string>;
}

function shapeOf(text: string): Shape {
  const folded = foldText(text);
  const pieces = new Set<string>();
  for (let index = 0; index + 4 <= folded.length; index += 1) {
    pieces.add(folded.slice(index, index + 4));
  }
  return { text: folded, pieces };
}

/** 0 when the texts differ, else the share of common pieces among all (Jaccard), at most 1. */
function compare(left: Shape, right: Shape): number {
  if (left.text === '' || right.text === '') return 0;
  if (left.text === right.text) return 1;
  if (Math.min(left.text.length, right.text.length) < LEAST_LENGTH) return 0;
  const [small, large] =
    left.pieces.size <= right.pieces.size ? [left.pieces, right.pieces] : [right.pieces, left.pieces];
  let shared = 0;
  for (const piece of small) if (large.has(piece)) shared += 1;
  if (shared < LEAST_SHARED * small.size) return 0;
  return shared / (small.size + large.size - shared);
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
