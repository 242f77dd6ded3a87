/**
 * How alike two texts are, by the runs of four words that they share: the measure of the article extraction
 * benchmark of Zyte. A word is a run of letters and digits; each Han character counts as a word.
 */

export interface TextScore {
  /** The share of what was found that is true; undefined when nothing was found. */
  readonly precision: number | undefined;
  /** The share of what is true that was found. */
  readonly recall: number;
}

const RUN = 4;

export function scoreText(truth: string, found: string): TextScore {
  const expected = countRuns(truth);
  const taken = countRuns(found);
  let shared = 0;
  for (const [run, count] of taken) shared += Math.min(count, expected.get(run) ?? 0);
  const takenTotal = total(taken);
  return {
    precision: takenTotal === 0 ? undefined : shared / takenTotal,
    recall: shared / Math.max(total(expected), 1),
  };
}

/** Means over pages; F1 is taken of the means, as the benchmark does. */
export function meanScore(scores: readonly TextScore[]): {
  precision: number;
  recall: number;
  f1: number;
} {
  const precision = mean(scores.flatMap((score) => score.precision ?? []));
  const recall = mean(scores.map((score) => score.recall));
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) };
}

function countRuns(text: string): Map<string, number> {
  const words = text.match(/\p{Script=Han}|[\p{L}\p{N}_]+/gu) ?? [];
  const runs = new Map<string, number>();
  if (words.length === 0) return runs;
  for (let at = 0; at < Math.max(1, words.length - RUN + 1); at += 1) {
    const run = words.slice(at, at + RUN).join(' ');
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

function total(runs: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of runs.values()) sum += count;
  return sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
