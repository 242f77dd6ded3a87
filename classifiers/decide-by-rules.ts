/** What is said of a posting when no model is there: the rules' own score, order and exclusions. */
import type { Classification, Finding } from '../domain/finding.js';
import { FLAG_FROM, type Reading } from './read-posting.js';
import type { PrimaryPicker } from './rules/pick-primary.js';

export type Decision = Pick<
  Classification,
  'flag' | 'score' | 'primary' | 'findings' | 'exclusion'
>;

export function decideByRules(
  reading: Reading,
  findings: readonly Finding[],
  pickPrimary: PrimaryPicker,
): Decision {
  const flag = reading.score >= FLAG_FROM;
  return {
    flag,
    score: reading.score,
    primary: flag ? pickPrimary(findings, reading.kind) : null,
    findings: [...findings],
    exclusion: ruledExclusion(reading),
  };
}

/** The exclusion that the rules see in a text, whether or not it is flagged. */
export function ruledExclusion({ exclusion }: Reading): Classification['exclusion'] {
  return exclusion === undefined ? null : { code: exclusion.code, reason: exclusion.reason };
}
