import { describe, expect, it } from 'vitest';
import { LAWS } from '../../../domain/taxonomy/laws.js';
import { SEED_DOCUMENTS } from '../../../domain/taxonomy/seed-documents.js';
import { LawSchema, TaxonomyCodeSchema } from '../../../domain/taxonomy/taxonomy-code.js';
import {
  behaviourCodes,
  exclusionCodes,
  extensionCodes,
  findCode,
  legalBasesAt,
  riskCodes,
} from '../../../domain/taxonomy/taxonomy.js';

const allCodes = [...behaviourCodes, ...riskCodes, ...exclusionCodes, ...extensionCodes];

describe('the taxonomy', () => {
  it('has 41 behaviour codes in nine families, 4 risk, 10 exclusion and 7 extension codes', () => {
    const counts: Record<string, number> = {};
    for (const { family } of allCodes) counts[family] = (counts[family] ?? 0) + 1;
    expect(counts).toEqual({
      ...{ LIC: 5, COV: 10, ONL: 7, TIM: 1, ADV: 7, PRC: 5, CTR: 2, TCH: 1, INF: 3 },
      ...{ RSK: 4, NEG: 10, X: 7 },
    });
    expect(behaviourCodes).toHaveLength(41);
  });

  it.each(allCodes)('$id is well formed and belongs to its family', (code) => {
    expect(TaxonomyCodeSchema.parse(code)).toEqual(code);
    expect(code.id.startsWith(`${code.family}-`)).toBe(true);
    expect(findCode(code.id)).toBe(code);
    expect(code.nameZh).toMatch(/\p{Script=Han}/u);
    expect(code.nameEn).not.toMatch(/\p{Script=Han}/u);
    expect(code.definition).toMatch(/\p{Script=Han}/u);
    for (const clause of code.clauses) {
      expect(SEED_DOCUMENTS.map(({ id }) => id)).toContain(clause.split(':')[0]);
    }
  });

  it('uses every id and every name once', () => {
    for (const key of ['id', 'nameZh', 'nameEn'] as const) {
      expect(new Set(allCodes.map((code) => code[key])).size).toBe(allCodes.length);
    }
  });

  it('gives every behaviour code a clause and a basis', () => {
    for (const code of behaviourCodes) {
      expect(code.clauses.length, code.id).toBeGreaterThan(0);
      expect(code.legalBases.length, code.id).toBeGreaterThan(0);
    }
  });

  it('has only the extensions switched off', () => {
    expect(allCodes.filter(({ enabled }) => !enabled)).toEqual(extensionCodes);
  });

  it('finds nothing under an unknown id', () => {
    expect(findCode('LIC-06')).toBeUndefined();
    expect(findCode('constructor')).toBeUndefined();
    expect(legalBasesAt('LIC-06', '2024-01-01')).toEqual([]);
  });
});

describe('the laws', () => {
  it.each(Object.entries(LAWS))('%s is well formed', (_key, law) => {
    expect(LawSchema.parse(law)).toEqual(law);
    if (law.effectiveTo !== null) expect(law.effectiveFrom <= law.effectiveTo).toBe(true);
  });

  it('says of every unknown day that it must be checked', () => {
    const unknown = Object.values(LAWS).filter(({ effectiveFrom }) => effectiveFrom === null);
    expect(unknown.length).toBeGreaterThan(0);
    for (const law of unknown) expect(law.note, law.name).toContain('上线前须人工核对');
  });

  it('never has two versions of one law in force on the same day', () => {
    const versions = Object.values(LAWS);
    for (const one of versions) {
      for (const other of versions) {
        if (one === other || one.name !== other.name) continue;
        const [first, second] =
          (one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? [one, other] : [other, one];
        expect(first.effectiveTo, first.name).not.toBeNull();
        expect((first.effectiveTo ?? '9999') < (second.effectiveFrom ?? '')).toBe(true);
      }
    }
  });
});

describe('legalBasesAt', () => {
  const unfair = (day: string): readonly string[] =>
    legalBasesAt('ADV-01', day)
      .filter(({ law }) => law.includes('反不正当竞争法'))
      .map(({ article }) => article);

  it('takes the version in force on the day, both ends included', () => {
    expect(unfair('2019-04-22')).toEqual([]);
    expect(unfair('2019-04-23')).toEqual(['第八条（虚假宣传）']);
    expect(unfair('2025-10-14')).toEqual(['第八条（虚假宣传）']);
    expect(unfair('2025-10-15')).toEqual(['第九条（虚假宣传）']);
  });

  it('leaves out a law that was not yet in force', () => {
    const before = legalBasesAt('COV-03', '2023-10-14');
    const after = legalBasesAt('COV-03', '2023-10-15');
    expect(before).toEqual([]);
    expect(after.map(({ law }) => law)).toEqual(['校外培训行政处罚暂行办法']);
  });

  it('keeps a basis whose first day is not known, marked by null', () => {
    const bases = legalBasesAt('ONL-03', '2000-01-01');
    expect(bases).toHaveLength(1);
    expect(bases[0]).toMatchObject({ effectiveFrom: null });
  });
});
