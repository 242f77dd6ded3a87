import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readModel, writeModel } from '../../../classifiers/model/model-file.js';
import { trainModel } from '../../../classifiers/model/train-model.js';
import { InvalidInput } from '../../../domain/errors.js';
import type { Example } from '../../../domain/example.js';
import { loadClassifier } from '../../../workers/load-classifier.js';
import { readShippedExamples } from '../../gold/read-examples.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';
import { OWN_RULE } from '../../support/own-rule.js';

const rules = compileClassifier(readRuleTexts());
const shipped = readFileSync(
  join(import.meta.dirname, '../../../classifiers/model/model.json'),
  'utf8',
);
const some = readShippedExamples().filter((_, place) => place % 12 === 0);
const many = readShippedExamples().filter((_, place) => place % 3 === 0);

describe('training', () => {
  it('gives the same model for the same examples and seed, byte for byte', () => {
    const [first, second] = [1, 1].map((seed) => writeModel(trainModel(some, rules, { seed })));
    expect(second).toBe(first);
    expect(writeModel(trainModel(some, rules, { seed: 2 }))).not.toBe(first);
  });

  it('learns what the rules do not know, measured on genres that it has not seen', () => {
    const model = readModel(writeModel(trainModel(many, rules, { seed: 1 })), 'a test');
    expect(model.quality.model.f1).toBeGreaterThan(model.quality.rules.f1 ?? 1);
  });

  it('leaves alone an own rule that no example shows, and judges one that some do', () => {
    const own = ['一对一', '麓山暗号'].map((term, place) => ({
      name: `own-${place}.yml`,
      text: OWN_RULE.replaceAll('麓山暗号', term).replaceAll(
        'own',
        place === 0 ? 'shown' : 'unseen',
      ),
    }));
    const ownRules = new Set(['shown-word', 'unseen-word']);
    const { trainedOn } = trainModel(some, compileClassifier([...readRuleTexts(), ...own]), {
      seed: 1,
      ownRules,
    });
    expect(trainedOn.rules.ids).toEqual(
      expect.arrayContaining([...rules.ruleIds, 'shown-word']) as unknown,
    );
    expect(trainedOn.rules.ids).not.toContain('unseen-word');
  });

  it.each([
    ['nothing', []],
    ['too few', some.slice(0, 20)],
    ['one kind only', some.filter((example) => example.expect.flag)],
  ] as [string, Example[]][])('refuses %s', (_, examples) => {
    expect(() => trainModel(examples, rules, { seed: 1 })).toThrow(InvalidInput);
  });
});

describe('the shipped model', () => {
  it('was trained on the examples and rules that stand here: train it again after a change', () => {
    const { trainedOn } = readModel(shipped, 'model.json');
    expect(trainedOn.examples).toBe(readShippedExamples().length);
    expect(trainedOn.rules).toEqual({ version: rules.version.rules, ids: rules.ruleIds });
  });
});

describe('with the model', () => {
  const classifier = loadClassifier();
  const classify = (text: string) => classifier.classify({ id: 'x', text });

  it('a text is flagged that no rule knows, by spans that stand in it', () => {
    const text = '饭后半小时，三年级的小崽子排排坐，错的那几道当场改到会，月底结一次，楼下姐姐家';
    const alone = rules.classify({ id: 'x', text });
    const answer = classify(text);
    expect(alone.flag).toBe(false);
    expect(answer.flag).toBe(true);
    const finding = answer.findings.find(({ rule }) => rule === 'model');
    expect(finding?.spans.length).toBeGreaterThan(0);
    for (const { start, end, text: quoted } of finding?.spans ?? []) {
      expect(text.slice(start, end)).toBe(quoted);
    }
    expect(answer.primary).toBe(finding?.code);
  });

  it('what is not flagged has no primary code, and a reason where one is likely', () => {
    const answer = classify(
      '社区卫生服务中心本周六为老人免费量血压，医生一对一讲解用药，请带医保卡',
    );
    expect(answer).toMatchObject({ flag: false, primary: null, exclusion: { code: 'NEG-07' } });
  });

  it.each(['', '课', '🙂🙂', '\u0000', '\ud800', '<b></b>', '\u202e一对一'])(
    'answers %j',
    (text) => {
      const { score, flag } = classify(text);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(flag).toBe(score >= 0.5);
    },
  );
});
