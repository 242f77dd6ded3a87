import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readRuleFiles } from '../../../classifiers/rules/read-rule-files.js';
import { InvalidInput } from '../../../domain/errors.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const files = readRuleTexts();
const book = readRuleFiles(files);
const classifier = compileClassifier(files);
const classify = (text: string, kind?: string) =>
  classifier.classify({ id: 'x', text, ...(kind === undefined ? {} : { kind }) });

describe('every rule catches what it says and spares what it says', () => {
  for (const rule of book.rules) {
    it.each([...rule.catch])(`${rule.id} catches: %s`, (text) => {
      const { findings } = classify(text, rule.kinds?.[0]);
      expect(findings.map((finding) => finding.rule)).toContain(rule.id);
    });
    it.each([...rule.spare])(`${rule.id} spares: %s`, (text) => {
      const { flag, findings } = classify(text, rule.kinds?.[0]);
      const isHeld = flag && findings.some((finding) => finding.rule === rule.id);
      expect(isHeld).toBe(false);
    });
  }
});

describe('every exclusion wins where it says and only there', () => {
  for (const exclusion of book.exclusions) {
    it.each([...exclusion.catch])(`${exclusion.id}: %s`, (text) => {
      expect(classify(text)).toMatchObject({
        flag: false,
        primary: null,
        exclusion: { code: exclusion.code },
      });
    });
    it.each([...exclusion.spare])(`${exclusion.id} leaves: %s`, (text) => {
      expect(classify(text).flag).toBe(true);
    });
  }
});

describe('a rule file with an error', () => {
  const rule = (lines: string): string => `terms:\n  teach: 辅导 补课\nrules:\n${lines}`;
  const good = `  - id: teaches\n    code: COV-99\n    score: 0.6\n    needs: [teach]\n    catch: [辅导]\n    spare: [吃饭]\n`;

  const problemsOf = (text: string): readonly string[] => {
    try {
      compileClassifier([{ name: 'bad.yml', text }]);
    } catch (error) {
      if (error instanceof InvalidInput) return error.problems;
      throw error;
    }
    return [];
  };

  it('is accepted when there is none', () => {
    expect(problemsOf(rule(good))).toEqual([]);
  });

  it.each([
    ['broken YAML', 'rules: [', 'bad.yml:1'],
    [
      'an unknown key',
      rule(good.replace('score: 0.6', 'score: 0.6\n    sccore: 1')),
      'bad.yml:4: teaches',
    ],
    ['a score above one', rule(good.replace('0.6', '6')), 'bad.yml:6: teaches'],
    [
      'a tag that no term has',
      rule(good.replace('[teach]', '[taech]')),
      'bad.yml:4: teaches: no term has the tag taech',
    ],
    ['the same id twice', rule(good + good), 'bad.yml:10: teaches: this id is used twice'],
    ['no near miss', rule(good.replace('    spare: [吃饭]\n', '')), 'bad.yml:4: teaches'],
    [
      'a term of one character',
      'terms:\n  teach: 辅 补课',
      'bad.yml:2: terms.teach: 辅 is too short',
    ],
    ['a bracket left open', 'terms:\n  teach: 辅(导|课', 'bad.yml:2: terms.teach'],
    ['a wrong code', rule(good.replace('COV-99', 'COV99')), 'bad.yml:5: teaches'],
  ])('%s is named by file, line and rule', (_, text, place) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(place);
  });
});

it('versions follow the rules', () => {
  const changed = files.map((file, place) =>
    place === 0 ? { ...file, text: `${file.text}\n# changed` } : file,
  );
  expect(compileClassifier(files).version).toEqual(classifier.version);
  expect(compileClassifier(changed).version.rules).not.toBe(classifier.version.rules);
  expect(classifier.version.rules).toMatch(/^[0-9a-f]{12}$/);
  expect(classifier.version.model).toBeNull();
});
