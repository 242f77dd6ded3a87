/** Scores a run over the sample sites against their expected answers. Pure: postings in, figures out. */
import type { ExpectedPosting } from './expected.js';
import { matchFound, type FoundPosting, type MatchedPosting } from './match-found.js';
import { scoreGrouping, type GroupingScore } from './score-grouping.js';

/** Ratios are between 0 and 1, or null when there is nothing to divide by. */
export interface Figures {
  readonly postings: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Of the rightly flagged: how many carry the expected primary code. */
  readonly primaryAccuracy: number | null;
  /** Of the rightly flagged: how many carry a primary code that is among the right ones. */
  readonly codeAccuracy: number | null;
}

export interface RunScore {
  /** Everything but what needs the text in pictures. */
  readonly overall: Figures;
  readonly ocr: Figures;
  readonly bySite: Readonly<Record<string, Figures>>;
  readonly byDifficulty: Readonly<Record<string, Figures>>;
  /** Ids of postings that should have been flagged and were not, and those that were not found at all. */
  readonly misses: readonly string[];
  /** Ids of postings that were flagged and should not have been. */
  readonly falseAlarms: readonly string[];
  /** Ids of postings that the run never stored (forbidden ones aside). */
  readonly notFound: readonly string[];
  /** Ids of postings behind a robots.txt rule that were fetched all the same: must be empty. */
  readonly forbiddenFetched: readonly string[];
  /** Flagged postings that match nothing on the sites; they count as false alarms overall. */
  readonly unexpected: readonly FoundPosting[];
  readonly grouping: GroupingScore;
}

interface Judged {
  readonly posting: ExpectedPosting;
  readonly wasFound: boolean;
  readonly flagged: boolean;
  readonly primary: string | null;
}

/**
 * @param expected from `loadExpected()`, or a part of it when only some sites were patrolled
 * @param found every posting that the run stored, flagged or not
 */
export function scoreRun(
  expected: readonly ExpectedPosting[],
  found: readonly FoundPosting[],
): RunScore {
  const matched = matchFound(expected, found);
  const judged = expected.map((posting) => judge(posting, matched));
  const open = judged.filter((each) => !each.posting.forbidden);
  const readable = open.filter((each) => each.posting.needs === null);
  const unexpected = matched
    .filter((match) => match.expected === null && match.found.flagged)
    .map((match) => match.found);
  return {
    overall: figuresOf(readable, unexpected.length),
    ocr: figuresOf(open.filter((each) => each.posting.needs === 'ocr')),
    bySite: figuresBy(readable, (each) => each.posting.site),
    byDifficulty: figuresBy(readable, (each) => each.posting.expect.difficulty),
    misses: idsOf(readable.filter((each) => each.posting.expect.flag && !each.flagged)),
    falseAlarms: idsOf(readable.filter((each) => !each.posting.expect.flag && each.flagged)),
    notFound: idsOf(open.filter((each) => !each.wasFound)),
    forbiddenFetched: idsOf(judged.filter((each) => each.posting.forbidden && each.wasFound)),
    unexpected,
    grouping: scoreGrouping(matched),
  };
}

function judge(posting: ExpectedPosting, matched: readonly MatchedPosting[]): Judged {
  const own = matched.filter((match) => match.expected === posting).map((match) => match.found);
  const flagged = own.find((found) => found.flagged);
  return {
    posting,
    wasFound: own.length > 0,
    flagged: flagged !== undefined,
    primary: flagged?.primary ?? null,
  };
}

function figuresOf(judged: readonly Judged[], unexpectedCount = 0): Figures {
  const hits = judged.filter((each) => each.posting.expect.flag && each.flagged);
  const truePositives = hits.length;
  const falsePositives =
    judged.filter((each) => !each.posting.expect.flag && each.flagged).length + unexpectedCount;
  const falseNegatives = judged.filter(
    (each) => each.posting.expect.flag && !each.flagged,
  ).length;
  const rightPrimary = hits.filter((each) => each.primary === each.posting.expect.primary).length;
  const rightCode = hits.filter((each) => isRightCode(each)).length;
  return {
    postings: judged.length,
    truePositives,
    falsePositives,
    falseNegatives,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    primaryAccuracy: ratio(rightPrimary, truePositives),
    codeAccuracy: ratio(rightCode, truePositives),
  };
}

function isRightCode(judged: Judged): boolean {
  const { primary, codes } = judged.posting.expect;
  return judged.primary !== null && (judged.primary === primary || codes.includes(judged.primary));
}

function figuresBy(
  judged: readonly Judged[],
  keyOf: (judged: Judged) => string,
): Readonly<Record<string, Figures>> {
  const keys = [...new Set(judged.map((each) => keyOf(each)))];
  return Object.fromEntries(
    keys.map((key) => [key, figuresOf(judged.filter((each) => keyOf(each) === key))]),
  );
}

function idsOf(judged: readonly Judged[]): readonly string[] {
  return judged.map((each) => each.posting.id);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
