import { describe, expect, it } from 'vitest';
import { measureQuality, type Judged } from '../../../classifiers/model/measure-quality.js';
import { ExampleSchema } from '../../../domain/example.js';
import type { Classification } from '../../../domain/finding.js';
import { UNKNOWN_SUBJECT } from '../../support/unknown-subject.js';

function judged(
  id: string,
  expected: object,
  given: Pick<Classification, 'flag' | 'score'> & Partial<Classification>,
  genre = 'post',
): Judged {
  return {
    example: ExampleSchema.parse({ id, text: `text ${id}`, genre, expect: expected }),
    classification: {
      id,
      primary: null,
      findings: [],
      exclusion: null,
      facets: {
        audience: [],
        subjects: [],
        mode: [],
        classSize: null,
        price: null,
        venue: [],
        times: [],
        period: [],
        actor: [],
        paid: { state: 'UNKNOWN', text: null },
      },
      subject: UNKNOWN_SUBJECT,
      contacts: [],
      version: { rules: 'r', model: null },
      ...given,
    },
  };
}

const found = (code: string): Pick<Classification, 'flag' | 'score' | 'primary' | 'findings'> => ({
  flag: true,
  score: 0.9,
  primary: code,
  findings: [{ code, score: 0.9, rule: 'x', spans: [] }],
});

describe('measuring', () => {
  const report = measureQuality([
    judged('a', { flag: true, primary: 'COV-03', codes: ['COV-03', 'TIM-01'] }, found('COV-03')),
    judged('b', { flag: true, primary: 'COV-03', codes: ['COV-03'] }, found('INF-01')),
    judged(
      'c',
      { flag: true, primary: 'ADV-03', codes: ['ADV-03'] },
      { flag: false, score: 0.1 },
      'note',
    ),
    judged('d', { flag: false, exclusion: 'NEG-04' }, found('ADV-03'), 'note'),
    judged(
      'e',
      { flag: false, exclusion: 'NEG-01' },
      { flag: false, score: 0.2, exclusion: { code: 'NEG-01', reason: '' } },
    ),
    judged('f', { flag: false, exclusion: 'NEG-02' }, { flag: false, score: 0.2 }),
  ]);

  it('counts hits, misses and false alarms', () => {
    expect(report.texts).toBe(6);
    expect(report.precision.value).toBeCloseTo(2 / 3);
    expect(report.recall.value).toBeCloseTo(2 / 3);
    expect(report.f1.value).toBeCloseTo(2 / 3);
    expect(report.primaryRight.value).toBe(0.5);
    expect(report.exclusionRight.value).toBe(0.5);
  });

  it('puts each value inside its interval', () => {
    for (const rate of [report.precision, report.recall, report.f1]) {
      expect(rate.low).toBeLessThanOrEqual(rate.value ?? 0);
      expect(rate.high).toBeGreaterThanOrEqual(rate.value ?? 1);
    }
  });

  it('counts by genre and by code', () => {
    expect(
      report.byGenre.map(({ genre, texts, violations, hits }) => [genre, texts, violations, hits]),
    ).toEqual([
      ['post', 4, 2, 2],
      ['note', 2, 1, 0],
    ]);
    const byCode = new Map(report.byCode.map((counts) => [counts.code, counts]));
    expect(byCode.get('COV-03')).toMatchObject({ violations: 2, flagged: 1, hits: 1 });
    expect(byCode.get('TIM-01')).toMatchObject({
      violations: 1,
      flagged: 0,
      precision: null,
      recall: 0,
    });
    expect(byCode.get('ADV-03')).toMatchObject({ violations: 1, flagged: 1, hits: 0 });
  });

  it('names confusions and the surest mistakes first', () => {
    expect(report.confusion).toContainEqual({ expected: 'COV-03', given: 'INF-01', texts: 1 });
    expect(report.confusion).toContainEqual({ expected: 'NEG-04', given: 'ADV-03', texts: 1 });
    expect(report.worst.map(({ id, kind }) => [id, kind])).toEqual([
      ['c', 'missed'],
      ['d', 'false alarm'],
    ]);
  });

  it('says null where nothing was counted', () => {
    const empty = measureQuality([]);
    expect(empty).toMatchObject({ texts: 0, precision: { value: null, low: null, high: null } });
  });
});
