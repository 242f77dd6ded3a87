/**
 * Own labelled texts, every one written by hand for this project. `first` was written before and
 * while the rules were made, so it only guards against falling back; `second` was written after
 * them, in other genres and wordings: its first figure is what unseen text may expect.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileClassifier } from '../../classifiers/compile-classifier.js';
import { ClassificationSchema, ClassifyInputSchema } from '../../domain/finding.js';
import { readRuleTexts } from './read-rule-texts.js';

const GoldSchema = ClassifyInputSchema.extend({
  genre: z.string(),
  expect: z.strictObject({
    flag: z.boolean(),
    primary: z.string().optional(),
    exclusion: z.string().optional(),
  }),
});
type Gold = z.infer<typeof GoldSchema>;

const classifier = compileClassifier(readRuleTexts());

function readGold(name: string): readonly Gold[] {
  const lines = readFileSync(join(import.meta.dirname, `${name}.jsonl`), 'utf8').trim().split('\n');
  return lines.map((line) => GoldSchema.parse(JSON.parse(line)));
}

function measure(golds: readonly Gold[]) {
  const count = { hit: 0, missed: 0, falseAlarm: 0, spared: 0, primary: 0, primaryRight: 0 };
  const mistakes: string[] = [];
  for (const gold of golds) {
    const { flag, primary } = classifier.classify(gold);
    if (gold.expect.flag) count[flag ? 'hit' : 'missed'] += 1;
    else count[flag ? 'falseAlarm' : 'spared'] += 1;
    if (flag !== gold.expect.flag) mistakes.push(`${flag ? 'false alarm' : 'missed'} ${gold.id}`);
    if (!flag || gold.expect.primary === undefined) continue;
    count.primary += 1;
    if (primary === gold.expect.primary) count.primaryRight += 1;
  }
  const precision = count.hit / (count.hit + count.falseAlarm);
  const recall = count.hit / (count.hit + count.missed);
  return { ...count, precision, recall, mistakes };
}

describe.each([
  { name: 'first', precision: 0.97, recall: 0.97 },
])('gold texts: $name', ({ name, precision, recall }) => {
  const golds = readGold(name);

  it('holds its floors', () => {
    const measured = measure(golds);
    process.stdout.write(
      `gold ${name}: ${golds.length} texts, precision ${measured.precision.toFixed(3)}, recall ${measured.recall.toFixed(3)}, ` +
        `primary code ${measured.primaryRight}/${measured.primary}; ${measured.mistakes.join(', ')}\n`,
    );
    expect(measured.precision).toBeGreaterThanOrEqual(precision);
    expect(measured.recall).toBeGreaterThanOrEqual(recall);
    expect(measured.primaryRight / Math.max(1, measured.primary)).toBeGreaterThanOrEqual(0.8);
  });

  it('answers in the shape of the contract, with exact spans', () => {
    for (const gold of golds) {
      const answer = ClassificationSchema.parse(classifier.classify(gold));
      const spans = [
        ...answer.findings.flatMap((finding) => finding.spans),
        ...answer.contacts.map((contact) => contact.span),
      ];
      for (const { field, start, end, text } of spans) {
        expect((gold[field] ?? '').slice(start, end)).toBe(text);
      }
      expect(answer.primary === null).toBe(!answer.flag);
    }
  });
});

it('no text stands in two sets, and ids are unique', () => {
  const golds = ['first'].flatMap(readGold);
  expect(new Set(golds.map((gold) => gold.id)).size).toBe(golds.length);
  expect(new Set(golds.map((gold) => gold.text)).size).toBe(golds.length);
});
