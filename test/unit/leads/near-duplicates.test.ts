/** The same ad posted again with small changes: how often it is taken for the same, and never for another. */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../classifiers/model/seeded-random.js';
import { GROUPING_LIMITS } from '../../../leads/group-posting.js';
import { lshBands, similarity, textFingerprint } from '../../../leads/text-fingerprint.js';
import { readShippedExamples } from '../../gold/read-examples.js';

const LEAST_LENGTH = 40;
const TEXTS = readShippedExamples()
  .map(({ text }) => text)
  .filter((text) => text.length >= LEAST_LENGTH);
const LETTERS = [...TEXTS.join('')].filter((character) => /\p{L}/u.test(character));

describe('an ad that is posted again', () => {
  it.each([
    ['in runs of two to six characters', 0.05, 0.99],
    ['in runs of two to six characters', 0.1, 0.99],
    ['in runs of two to six characters', 0.2, 0.83],
    ['in single characters', 0.05, 0.95],
    ['in single characters', 0.1, 0.75],
  ])('changed %s, a share of %d of it, is found at least at a rate of %d', (how, share, least) => {
    const random = seededRandom(1);
    const change = how.includes('runs') ? changeRuns : changeCharacters;
    const sample = TEXTS.slice(0, 1_000);
    const found = sample.filter((text) => isFound(text, change(text, share, random)));
    process.stdout.write(
      `changed ${how}, ${share}: ${(found.length / sample.length).toFixed(3)}\n`,
    );
    expect(found.length / sample.length).toBeGreaterThanOrEqual(least);
  });

  it('is never taken for another: no two of these texts are the same ad', () => {
    const byBand = new Map<string, string[]>();
    for (const text of TEXTS) {
      for (const band of lshBands(textFingerprint(text))) {
        byBand.set(band, [...(byBand.get(band) ?? []), text]);
      }
    }
    const taken = [...byBand.values()].flatMap((texts) =>
      texts.flatMap((one, place) =>
        texts
          .slice(place + 1)
          .filter((other) => isFound(one, other))
          .map((other) => [one, other]),
      ),
    );
    expect(taken).toEqual([]);
  });
});

/** As grouping does: a shared band makes a candidate, the estimate decides. */
function isFound(one: string, other: string): boolean {
  const [first, second] = [textFingerprint(one), textFingerprint(other)];
  const bands = new Set(lshBands(first));
  const isCandidate = lshBands(second).some((band) => bands.has(band));
  return isCandidate && similarity(first, second) >= GROUPING_LIMITS.similarity;
}

function changeCharacters(text: string, share: number, random: () => number): string {
  return [...text]
    .map((character) => {
      if (random() >= share) return character;
      const kind = random();
      if (kind < 1 / 3) return '';
      return kind < 2 / 3 ? letter(random) : letter(random) + character;
    })
    .join('');
}

function changeRuns(text: string, share: number, random: () => number): string {
  const characters = [...text];
  let left = Math.round(characters.length * share);
  while (left > 0) {
    const count = Math.min(left, 2 + Math.floor(random() * 5));
    const at = Math.floor(random() * Math.max(1, characters.length - count));
    const kind = random();
    const written = kind < 0.3 ? [] : Array.from({ length: count }, () => letter(random));
    characters.splice(at, kind < 0.8 ? count : 0, ...written);
    left -= count;
  }
  return characters.join('');
}

function letter(random: () => number): string {
  return LETTERS[Math.floor(random() * LETTERS.length)] ?? '';
}
