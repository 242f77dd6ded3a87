/** The corpus of the benchmark: postings made from a seed, the same on every machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { ExampleSchema } from '../../domain/example.js';
import { loadExpected } from '../../test/sites/expected.js';
import { SENTENCES, WORDS } from './ordinary-chinese.js';

const LEAST_LENGTH = 300;
const MOST_LENGTH = 2_000;
const AD_SHARE = 0.08;
const NEAR_MISS_SHARE = 0.02;

interface Labelled {
  readonly text: string;
  readonly isAd: boolean;
}

/**
 * Postings of 300 to 2,000 characters: 8 % advertisements, 2 % texts that read like one, the rest ordinary Chinese.
 * Half of the advertisements are nothing but advertising, the others stand within ordinary text.
 */
export function makeCorpus(count: number, seed = 1): readonly string[] {
  const random = seededRandom(seed);
  const labelled = readLabelled();
  const ads = labelled.filter(({ isAd }) => isAd).map(({ text }) => text);
  const nearMisses = labelled.filter(({ isAd }) => !isAd).map(({ text }) => text);
  return Array.from({ length: count }, () => {
    const length = LEAST_LENGTH + Math.floor(random() * (MOST_LENGTH - LEAST_LENGTH - 100));
    const kind = random();
    if (kind < AD_SHARE / 2) return fill(length, () => `${pick(ads, random)}\n`);
    if (kind < AD_SHARE) return withinProse(pick(ads, random), length, random);
    if (kind < AD_SHARE + NEAR_MISS_SHARE)
      return withinProse(pick(nearMisses, random), length, random);
    return prose(length, random);
  });
}

/** Ordinary Chinese of about so many characters. */
export function prose(length: number, random: () => number): string {
  return fill(length, () => sentence(random) + (random() < 0.15 ? '\n' : ''));
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The labelled texts of the repository: the examples and the sample sites. */
export function readLabelled(): readonly Labelled[] {
  const folder = new URL('../../classifiers/examples/', import.meta.url);
  const examples = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
    .map((line) => ExampleSchema.parse(JSON.parse(line)));
  return [
    ...examples.map(({ text, expect }) => ({ text, isAd: expect.flag })),
    ...loadExpected().map(({ title, body, expect }) => ({
      text: `${title}\n${body}`,
      isAd: expect.flag,
    })),
  ];
}

function withinProse(text: string, length: number, random: () => number): string {
  const around = Math.max(0, length - text.length);
  const before = Math.floor(around * random());
  return `${prose(before, random)}\n${text}\n${prose(around - before, random)}`;
}

function fill(length: number, next: () => string): string {
  let text = '';
  while (text.length < length) text += next();
  // A cut can leave half of a pair, as cuts on real pages do.
  return text.slice(0, MOST_LENGTH);
}

function sentence(random: () => number): string {
  return pick(SENTENCES, random).replace(/\{([a-z]+)\}/g, (_, name: string) =>
    pick(WORDS[name] ?? [''], random),
  );
}

function pick(list: readonly string[], random: () => number): string {
  return list[Math.floor(random() * list.length)] ?? '';
}
