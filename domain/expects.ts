/** Whether a run yielded what its source expects. Less is an issue, never a silent zero. */
import type { NewIssue } from './run.js';
import type { PostingField, Source } from './source.js';

export interface RunYield {
  /** Fetched, or found unchanged. */
  readonly pages: number;
  /** Postings seen in the run, new or known. */
  readonly postings: number;
  /** How many of them have the field. */
  readonly filled: Readonly<Record<PostingField, number>>;
  /** Characters of the middle one of the bodies; null without postings. */
  readonly medianLength: number | null;
}

/** A field that fewer postings than this share have is missing. */
const LEAST_FILLED = 0.5;

export function checkExpects(
  source: Source,
  { postings, filled, medianLength }: RunYield,
): NewIssue[] {
  const issues: NewIssue[] = [];
  const url = source.start[0] ?? null;
  if (postings < source.expects.postings) {
    issues.push({
      kind: 'expects-postings',
      message: `${postings} postings, at least ${source.expects.postings} expected: has the site changed?`,
      url,
    });
  }
  if (postings === 0) return issues;
  for (const field of source.expects.fields) {
    if (filled[field] >= postings * LEAST_FILLED) continue;
    issues.push({
      kind: 'expects-fields',
      message: `only ${filled[field]} of ${postings} postings have the field ${field}`,
      url,
    });
  }
  if (medianLength !== null && medianLength < source.expects.length) {
    issues.push({
      kind: 'expects-length',
      message: `the usual body has ${medianLength} characters, at least ${source.expects.length} expected`,
      url,
    });
  }
  return issues;
}
