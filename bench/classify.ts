/**
 * How fast postings are classified, on one thread, beside the mere reading of every character and
 * native NFKC in the same run: the ratios hold on other machines, the absolutes do not.
 */
import { buildFoldTable } from '../classifiers/normalise/fold-table.js';
import { foldText } from '../classifiers/normalise/fold-text.js';
import { loadClassifier } from '../workers/load-classifier.js';
import { loadExpected } from '../test/sites/expected.js';

const ROUNDS = 5;
/** The sample postings are short; joined they are as long as a usual ad with its frame. */
const LEAST_LENGTH = 300;

/** So that the quickest of the measured things takes longer than the clock's grain. */
const COPIES = 40;

const postings = joinPostings(loadExpected().map(({ title, body }) => `${title}\n${body}`));
const corpus = Array.from({ length: COPIES }, () => postings).flat();
const characters = corpus.reduce((sum, text) => sum + text.length, 0);
const classifier = loadClassifier();
const table = buildFoldTable();

const reading = median(() => corpus.reduce((sum, text) => sum + readAll(text), 0));
const measured = {
  'read every character': reading,
  'native NFKC': median(() => corpus.reduce((sum, text) => sum + text.normalize('NFKC').length, 0)),
  'fold with offset map': median(() =>
    corpus.reduce((sum, text) => sum + foldText(text, table).tight.length, 0),
  ),
  classify: median(() =>
    corpus.reduce(
      (sum, text, index) => sum + Number(classifier.classify({ id: String(index), text }).flag),
      0,
    ),
  ),
};

console.log(
  `${corpus.length} texts, ${Math.round(characters / corpus.length)} characters each, rules ${classifier.version.rules}, median of ${ROUNDS}`,
);
for (const [what, ms] of Object.entries(measured)) {
  const perSecond = Math.round(corpus.length / (ms / 1_000));
  console.log(
    `${what.padEnd(22)} ${ms.toFixed(1).padStart(9)} ms ${String(perSecond).padStart(9)} texts/s ${(ms / reading).toFixed(1).padStart(8)} x reading`,
  );
}

function joinPostings(texts: readonly string[]): string[] {
  const joined: string[] = [];
  let current = '';
  for (const text of texts) {
    current = current === '' ? text : `${current}\n${text}`;
    if (current.length < LEAST_LENGTH) continue;
    joined.push(current);
    current = '';
  }
  return joined;
}

function readAll(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

/** Milliseconds, the middle one of several rounds after one to warm up. */
function median(work: () => number): number {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const startedAt = performance.now();
    work();
    if (round > 0) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
