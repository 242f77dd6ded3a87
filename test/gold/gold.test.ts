/**
 * Labelled texts that nothing was trained on, every one written for this project.
 *
 * `found` (in the manner of real pages, long ones included) and `evasions`, and later sets of each, were written by
 * others who saw neither the rules nor the examples: their first run is the guide to unseen text (docs/quality.md).
 */
import { describe, expect, it } from 'vitest';
import { measureQuality, type Rate } from '../../classifiers/model/measure-quality.js';
import { ClassificationSchema } from '../../domain/finding.js';
import { loadClassifier, loadRules } from '../../workers/load-classifier.js';
import { readGold } from './read-examples.js';

const classifier = loadClassifier();
const rules = loadRules();

const SETS = [
  { name: 'found', precision: 0.88, recall: 0.92, primaryRight: 0.7 },
  { name: 'evasions', precision: 0.85, recall: 0.85, primaryRight: 0.8 },
  { name: 'found-second', precision: 0.92, recall: 0.9, primaryRight: 0.78 },
  { name: 'evasions-second', precision: 0.8, recall: 0.75, primaryRight: 0.8 },
  { name: 'found-third', precision: 0.92, recall: 0.94, primaryRight: 0.75 },
  { name: 'evasions-third', precision: 0.85, recall: 0.85, primaryRight: 0.75 },
  { name: 'found-fourth', precision: 0.88, recall: 0.88, primaryRight: 0.8 },
  { name: 'evasions-fourth', precision: 0.87, recall: 0.8, primaryRight: 0.62 },
  { name: 'found-fifth', precision: 0.85, recall: 0.93, primaryRight: 0.7 },
  { name: 'found-sixth', precision: 0.88, recall: 0.92, primaryRight: 0.85 },
  { name: 'evasions-sixth', precision: 0.9, recall: 0.75, primaryRight: 0.75 },
  { name: 'evasions-fifth', precision: 0.87, recall: 0.8, primaryRight: 0.7 },
] as const;

describe.each(SETS)('gold texts: $name', ({ name, ...floors }) => {
  const golds = readGold(name);
  const judged = golds.map((example) => ({
    example,
    classification: classifier.classify(example),
  }));
  const report = measureQuality(judged, golds.length);

  it('holds its floors', () => {
    const alone = measureQuality(
      golds.map((example) => ({ example, classification: rules.classify(example) })),
    );
    process.stdout.write(
      `gold ${name}: ${golds.length} texts; precision ${show(report.precision)}, recall ${show(report.recall)}, F1 ${show(report.f1)}, ` +
        `primary ${show(report.primaryRight)}; rules alone F1 ${show(alone.f1)}; ` +
        `${report.worst.map(({ id, kind }) => `${kind} ${id}`).join(', ')}\n`,
    );
    expect(report.precision.value).toBeGreaterThanOrEqual(floors.precision);
    expect(report.recall.value).toBeGreaterThanOrEqual(floors.recall);
    expect(report.primaryRight.value ?? 1).toBeGreaterThanOrEqual(floors.primaryRight ?? 0);
  });

  it('answers in the shape of the contract, with exact spans', () => {
    for (const { example, classification } of judged) {
      const answer = ClassificationSchema.parse(classification);
      const spans = [
        ...answer.findings.flatMap((finding) => finding.spans),
        ...answer.contacts.map((contact) => contact.span),
      ];
      for (const { field, start, end, text } of spans) {
        expect((field === 'image' ? '' : (example[field] ?? '')).slice(start, end)).toBe(text);
      }
      expect(answer.primary === null).toBe(!answer.flag);
      if (answer.flag) expect(answer.findings.map(({ code }) => code)).toContain(answer.primary);
    }
  });
});

it('on texts written by others, the model beats the rules alone', () => {
  for (const { name } of SETS) {
    const f1 = (by: typeof classifier) =>
      measureQuality(
        readGold(name).map((example) => ({ example, classification: by.classify(example) })),
      ).f1.value ?? 0;
    expect(f1(classifier)).toBeGreaterThan(f1(rules) + 0.05);
  }
});

it('no text stands in two sets, and ids are unique', () => {
  const golds = SETS.flatMap(({ name }) => readGold(name));
  expect(new Set(golds.map((gold) => gold.id)).size).toBe(golds.length);
  expect(new Set(golds.map((gold) => gold.text)).size).toBe(golds.length);
});

function show({ value, low, high }: Rate): string {
  const percent = (share: number | null): string =>
    share === null ? '–' : (share * 100).toFixed(1);
  return `${percent(value)} (${percent(low)} to ${percent(high)})`;
}
