/**
 * The model has the last word, having weighed what the rules said: it may overrule a rule, flag what
 * no rule knows, and say which of the codes that rules found hold. A rule that it has never seen,
 * because it was trained before, is not for it to judge.
 */
import type { Classification, Finding } from '../domain/finding.js';
import { findCode } from '../domain/taxonomy/taxonomy.js';
import { ruledExclusion, type Decision } from './decide-by-rules.js';
import type { Prediction } from './model/predict.js';
import { FLAG_FROM, type Reading } from './read-posting.js';

/** An exclusion that the model only guesses is not named. */
const SURE_EXCLUSION = 0.5;
/** From which chance a code holds beside the one that names the text; with a rule for it, a smaller one will do. */
const HOLDS_FROM = { alone: 0.4, ruled: 0.2 } as const;
/** No example has more of them by the model alone; only a text that is like none does, one sign a million times over. */
const MOST_ADDED = 6;

export function decideWithModel(
  reading: Reading,
  findings: readonly Finding[],
  prediction: Prediction,
): Decision {
  const score = rounded(prediction.probability);
  if (score < FLAG_FROM) {
    return {
      flag: false,
      score,
      primary: null,
      findings: [...findings],
      exclusion: ruledExclusion(reading) ?? likelyExclusion(prediction),
    };
  }
  const { code: primary, share } = prediction.likeliest('primary');
  const chances = prediction.chances();
  const kept = findings.filter(
    ({ code, rule }) =>
      code === primary ||
      (chances.get(code) ?? 0) >= HOLDS_FROM.ruled ||
      !prediction.knowsRule(rule),
  );
  const isFound = new Set(kept.map(({ code }) => code));
  const others: CodeChance[] = [];
  for (const [code, chance] of chances) {
    if (chance < HOLDS_FROM.alone || code === primary || isFound.has(code)) continue;
    others.push({ code, chance });
  }
  others.sort((a, b) => b.chance - a.chance);
  // Own examples may name a text without listing what holds: the code that names it holds all the same.
  if (!isFound.has(primary)) {
    others.unshift({ code: primary, chance: chances.get(primary) ?? share });
  }
  const added = others.slice(0, MOST_ADDED).map(({ code, chance }) => ({
    code,
    score: rounded(score * chance),
    rule: 'model',
    spans: prediction.spans(code),
  }));
  const all = [...kept, ...added].sort((a, b) => b.score - a.score);
  return { flag: true, score, primary, findings: all, exclusion: null };
}

interface CodeChance {
  readonly code: string;
  readonly chance: number;
}

function likelyExclusion(prediction: Prediction): Classification['exclusion'] {
  const { code, share } = prediction.likeliest('exclusion');
  return share < SURE_EXCLUSION
    ? null
    : { code, reason: `统计模型判断：更像“${findCode(code)?.nameZh ?? code}”` };
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
