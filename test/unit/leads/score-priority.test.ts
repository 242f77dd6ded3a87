import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VenueSchema } from '../../../domain/finding.js';
import { PrioritySchema } from '../../../domain/lead.js';
import { behaviourCodes, riskCodes } from '../../../domain/taxonomy/taxonomy.js';
import {
  PRIORITY_MAXIMA,
  scorePriority,
  type PriorityInput,
} from '../../../leads/score-priority.js';
import { SEVERITIES, severityOf } from '../../../leads/severity.js';
import { NOW, sampleClassification, sampleContact, sampleFinding } from './sample-posting.js';

const codes = [...behaviourCodes, ...riskCodes].map(({ id }) => id);

function input(changes: Partial<PriorityInput> = {}): PriorityInput {
  return {
    classifications: [sampleClassification()],
    postingCount: 1,
    sourceCount: 1,
    firstSeenAt: NOW,
    now: NOW,
    recurrenceCount: 0,
    complaintCount: 0,
    ...changes,
  };
}

const arbitraryClassification = fc
  .record({
    findings: fc.array(
      fc.tuple(fc.constantFrom(...codes), fc.double({ min: 0, max: 1, noNaN: true })),
      { minLength: 1, maxLength: 4 },
    ),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    price: fc.constantFrom(null, '80元/小时'),
    hasContact: fc.boolean(),
    venue: fc.array(fc.constantFrom(...VenueSchema.options), { maxLength: 2 }),
  })
  .map(({ findings, score, price, hasContact, venue }) => {
    const base = sampleClassification();
    return sampleClassification({
      score,
      findings: findings.map(([code, points]) => sampleFinding(code, points)),
      facets: { ...base.facets, price, venue },
      contacts: hasContact ? [sampleContact('phone', '13800000001')] : [],
    });
  });

const arbitraryInput: fc.Arbitrary<PriorityInput> = fc.record({
  classifications: fc.array(arbitraryClassification, { minLength: 1, maxLength: 3 }),
  postingCount: fc.integer({ min: 1, max: 500 }),
  sourceCount: fc.integer({ min: 1, max: 20 }),
  firstSeenAt: fc
    .integer({ min: 0, max: 400 })
    .map((hours) => new Date(NOW.getTime() - hours * 3_600_000)),
  now: fc.constant(NOW),
  recurrenceCount: fc.integer({ min: 0, max: 3 }),
  complaintCount: fc.integer({ min: 0, max: 10 }),
});

describe('scorePriority', () => {
  it('adds up exactly, stays within 0 … 100 and gives a reason for every part', () => {
    fc.assert(
      fc.property(arbitraryInput, (sample) => {
        const priority = scorePriority(sample);
        PrioritySchema.parse(priority);
        expect(priority.parts.reduce((sum, { points }) => sum + points, 0)).toBe(priority.total);
        for (const { part, points, reason } of priority.parts) {
          expect(Number.isInteger(points) && points > 0, part).toBe(true);
          expect(reason, part).toMatch(/\p{Script=Han}/u);
        }
      }),
    );
    expect(Object.values(PRIORITY_MAXIMA).reduce((sum, points) => sum + points, 0)).toBe(100);
  });

  it.each([
    ['more reposts', (sample) => ({ ...sample, postingCount: sample.postingCount + 1 })],
    ['more sources', (sample) => ({ ...sample, sourceCount: sample.sourceCount + 1 })],
    ['more complaints', (sample) => ({ ...sample, complaintCount: sample.complaintCount + 1 })],
    [
      'another recurrence',
      (sample) => ({ ...sample, recurrenceCount: sample.recurrenceCount + 1 }),
    ],
    [
      'one more posting like the rest',
      (sample) => ({
        ...sample,
        classifications: [...sample.classifications, sampleClassification()],
      }),
    ],
    [
      'a price',
      (sample) => ({
        ...sample,
        classifications: sample.classifications.map((one) => ({
          ...one,
          facets: { ...one.facets, price: '100元/课时' },
        })),
      }),
    ],
    [
      'a teacher in service',
      (sample) => ({
        ...sample,
        classifications: sample.classifications.map((one) => ({
          ...one,
          findings: [...one.findings, sampleFinding('TCH-01', 0.5)],
        })),
      }),
    ],
  ] satisfies readonly (readonly [string, (sample: PriorityInput) => PriorityInput])[])(
    '%s never lowers it',
    (_what, change) => {
      fc.assert(
        fc.property(arbitraryInput, (sample) => {
          expect(scorePriority(change(sample)).total).toBeGreaterThanOrEqual(
            scorePriority(sample).total,
          );
        }),
      );
    },
  );

  it('age never raises it', () => {
    fc.assert(
      fc.property(arbitraryInput, fc.integer({ min: 0, max: 1_000 }), (sample, hours) => {
        const later = { ...sample, now: new Date(sample.now.getTime() + hours * 3_600_000) };
        expect(scorePriority(later).total).toBeLessThanOrEqual(scorePriority(sample).total);
      }),
    );
  });

  it('puts a lead that came back above every lead that did not', () => {
    fc.assert(
      fc.property(arbitraryInput, arbitraryInput, (one, other) => {
        const back = scorePriority({ ...one, recurrenceCount: 1 });
        const first = scorePriority({ ...other, recurrenceCount: 0 });
        expect(back.total).toBeGreaterThan(first.total);
        expect(back.level).toBe('high');
      }),
    );
  });

  it('names what it rests on', () => {
    const base = sampleClassification();
    const { parts } = scorePriority(
      input({
        classifications: [
          sampleClassification({
            findings: [sampleFinding('COV-03'), sampleFinding('TCH-01')],
            facets: { ...base.facets, price: '每家80元/小时', venue: ['RESIDENTIAL'] },
            contacts: [sampleContact('phone', '13800000001')],
          }),
        ],
        postingCount: 4,
        sourceCount: 2,
        complaintCount: 1,
      }),
    );
    expect(parts).toEqual([
      { part: 'code', points: 25, reason: expect.stringContaining('涉嫌 COV-03') as string },
      { part: 'score', points: 16, reason: '机器置信度 0.90' },
      { part: 'reposts', points: 4, reason: '同一内容或联系方式共发布 4 次' },
      { part: 'sources', points: 2, reason: '出现在 2 个来源' },
      { part: 'paid', points: 6, reason: '有标价原文：每家80元/小时' },
      { part: 'contact', points: 4, reason: '留有联系方式，便于核查' },
      { part: 'teacher', points: 5, reason: '疑似在职教师参与' },
      { part: 'venue', points: 4, reason: '未成年人在隐匿场所受训：居民楼' },
      { part: 'freshness', points: 4, reason: '首次发现距今 0 天' },
      { part: 'complaints', points: 3, reason: '投诉举报 1 件' },
    ]);
  });

  it('gives no venue points when only adults are taught', () => {
    const base = sampleClassification();
    const facets = {
      ...base.facets,
      audience: ['ADULT_HE' as const],
      venue: ['RESIDENTIAL' as const],
    };
    const { parts } = scorePriority(input({ classifications: [sampleClassification({ facets })] }));
    expect(parts.map(({ part }) => part)).not.toContain('venue');
  });

  it('ignores the findings of postings that were not flagged', () => {
    const unflagged = sampleClassification({ flag: false, findings: [sampleFinding('TCH-01')] });
    const flagged = sampleClassification({ findings: [sampleFinding('ADV-05')] });
    const { parts } = scorePriority(input({ classifications: [flagged, unflagged] }));
    expect(parts[0]).toMatchObject({ part: 'code', points: 10 });
  });
});

describe('SEVERITIES', () => {
  it('holds every behaviour and risk code and nothing else', () => {
    expect(Object.keys(SEVERITIES).sort()).toEqual([...codes].sort());
  });

  it('puts an unknown code in the middle', () => {
    expect(severityOf('X-01').weight).toBe(3);
    expect(severityOf('constructor').weight).toBe(3);
  });
});
