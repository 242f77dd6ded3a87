/** The codes of one or more classifications, gravest and surest first. */
import type { Classification } from '../domain/finding.js';
import { severityOf } from './severity.js';

export interface WeighedCode {
  readonly code: string;
  /** The best score of any finding with this code, 0 … 1. */
  readonly score: number;
  readonly severity: 1 | 2 | 3 | 4 | 5;
}

/**
 * Every code found, once, by severity × score, then score, then code: the first is the primary one.
 * Postings that the classifier did not flag count only when none was flagged.
 */
export function weighCodes(classifications: readonly Classification[]): readonly WeighedCode[] {
  const flagged = classifications.filter(({ flag }) => flag);
  const scores = new Map<string, number>();
  for (const { findings } of flagged.length > 0 ? flagged : classifications) {
    for (const { code, score } of findings) {
      scores.set(code, Math.max(score, scores.get(code) ?? 0));
    }
  }
  return [...scores]
    .map(([code, score]) => ({ code, score, severity: severityOf(code).weight }))
    .sort(
      (one, other) =>
        other.severity * other.score - one.severity * one.score ||
        other.score - one.score ||
        (one.code < other.code ? -1 : 1),
    );
}
