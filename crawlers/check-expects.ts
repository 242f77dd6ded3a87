/** What a source promises against what a crawl brought: less is an issue, never a silent zero. */
import type { NewIssue } from '../domain/run.js';
import type { Source } from '../domain/source.js';

export interface CrawlTally {
  readonly postings: number;
  /** Pages that were the same as last time; they yield no postings and prove no change. */
  readonly unchanged: number;
  /** Postings whose body is shorter than `expects.length`. */
  readonly short: number;
  /** For each expected field, how many postings lack it. */
  readonly missing: ReadonlyMap<string, number>;
}

/** One odd posting is no change of layout; half of them is. */
const SUSPICIOUS_SHARE = 0.5;

export function checkExpects(source: Source, tally: CrawlTally): readonly NewIssue[] {
  const { expects } = source;
  const issues: NewIssue[] = [];
  if (tally.unchanged === 0 && tally.postings < expects.postings) {
    const message = `${tally.postings} postings, at least ${expects.postings} were expected`;
    issues.push({ kind: 'expects-postings', message, url: null });
  }
  for (const [field, count] of tally.missing) {
    if (count < tally.postings * SUSPICIOUS_SHARE) continue;
    const message = `${count} of ${tally.postings} postings lack "${field}"`;
    issues.push({ kind: 'expects-fields', message, url: null });
  }
  if (tally.short > tally.postings * SUSPICIOUS_SHARE) {
    const message = `${tally.short} of ${tally.postings} postings are shorter than ${expects.length} characters`;
    issues.push({ kind: 'expects-length', message, url: null });
  }
  return issues;
}
