import { describe, expect, it } from 'vitest';
import { checkCatchAndSpare } from '../../../classifiers/check-catch-and-spare.js';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';
import { OWN_RULE } from '../../support/own-rule.js';

const shipped = readRuleTexts();
const problemsOf = (text: string): readonly string[] => {
  const own = [{ name: 'own.yml', text }];
  return checkCatchAndSpare(own, compileClassifier([...shipped, ...own]).read);
};

const EXCLUSION = `terms:
  own.fair: 麓山书会
exclusions:
  - id: own-fair
    code: NEG-07
    reason: 书会的公告
    weights: {own.fair: 3}
    threshold: 2
    catch: [麓山书会周六开幕]
    spare: [初三数学一对一上门150元一小时]
`;

describe('the texts of an own rule', () => {
  it.each([
    ['a rule', OWN_RULE],
    ['an exclusion', EXCLUSION],
    ['words alone', 'terms:\n  own.word: 麓山暗号\n'],
    ['nothing', ''],
    ['a rule for one kind', OWN_RULE.replace('score: 0.9', 'score: 0.9\n    kinds: [recruitment]')],
    [
      'a rule whose text an exclusion spares',
      `${EXCLUSION}${OWN_RULE.slice(OWN_RULE.indexOf('rules:'))}`
        .replace('own.fair: 麓山书会', 'own.fair: 麓山书会\n  own.word: 麓山暗号')
        .replace('麓山公园', '麓山书会猜麓山暗号'),
    ],
  ])('%s that does as it says has no problem', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it.each([
    [
      'a rule that misses one',
      OWN_RULE.replace('catch: [麓山暗号]', 'catch:\n      - 麓山暗号\n      - 洞庭暗号'),
      'own.yml:10: own-word: does not find what it is to catch: 洞庭暗号',
    ],
    [
      'a rule that finds what it is to spare',
      OWN_RULE.replace('麓山公园', '麓山暗号谜语'),
      'own.yml:9: own-word: finds what it is to spare: 麓山暗号谜语',
    ],
    [
      'an exclusion that misses one',
      EXCLUSION.replace('catch: [麓山书会周六开幕]', 'catch: [洞庭花市周六开幕]'),
      'own.yml:9: own-fair: does not find what it is to catch: 洞庭花市周六开幕',
    ],
    [
      'an exclusion that finds what it is to spare',
      EXCLUSION.replace('spare: [', 'spare: [麓山书会闭幕, '),
      'own.yml:10: own-fair: finds what it is to spare: 麓山书会闭幕',
    ],
    [
      'a text that came by an alias',
      OWN_RULE.replace('catch: [麓山暗号]', 'catch: &texts [麓山暗号]').replace(
        'spare: [麓山公园]',
        'spare: *texts',
      ),
      'own.yml:9: own-word: finds what it is to spare: 麓山暗号',
    ],
  ])('%s is named by file, line, rule and text', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('is shown in its first hundred characters', () => {
    const long = '无关'.repeat(200);
    const [problem] = problemsOf(OWN_RULE.replace('catch: [麓山暗号]', `catch: [${long}]`));
    expect(problem).toContain(`catch: ${long.slice(0, 100)}…`);
  });
});
