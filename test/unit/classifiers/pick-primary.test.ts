import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { compilePrimary } from '../../../classifiers/rules/pick-primary.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const finding = (code: string, rule: string, score = 0.6) => ({ code, rule, score, spans: [] });

describe('the primary code', () => {
  const pick = compilePrimary({
    first: { recruitment: ['INF-01'] },
    order: ['COV-03', 'at-a-place', 'ADV-03', 'COV-04', 'TIM-01'],
  });

  it('follows the order and not the score', () => {
    expect(pick([finding('COV-04', 'x', 0.9), finding('COV-03', 'y', 0.3)], undefined)).toBe(
      'COV-03',
    );
  });

  it('ranks a rule apart from the other rules of its code', () => {
    const promise = finding('ADV-03', 'promise');
    expect(pick([promise, finding('COV-04', 'at-a-place')], undefined)).toBe('COV-04');
    expect(pick([promise, finding('COV-04', 'one-to-one')], undefined)).toBe('ADV-03');
  });

  it('puts the codes of a kind of site first, there only', () => {
    const both = [finding('COV-03', 'y'), finding('INF-01', 'z')];
    expect(pick(both, 'recruitment')).toBe('INF-01');
    expect(pick(both, 'post')).toBe('COV-03');
  });

  it('takes the higher score among equals, and what is not listed last', () => {
    const unlisted = [finding('ADV-07', 'a', 0.4), finding('ADV-06', 'b', 0.5)];
    expect(pick(unlisted, undefined)).toBe('ADV-06');
    expect(pick([...unlisted, finding('TIM-01', 'c', 0.2)], undefined)).toBe('TIM-01');
    expect(pick([], undefined)).toBeNull();
  });
});

describe('the order that is shipped', () => {
  const classifier = compileClassifier(readRuleTexts());
  const primaryOf = (text: string, kind?: string) =>
    classifier.classify({ id: 'x', text, ...(kind === undefined ? {} : { kind }) }).primary;

  it.each([
    [
      'a disguise before place and time',
      '研学营六天，上午数学英语，下午徒步，住酒店，3600元，报名电话13800000071',
      'COV-05',
    ],
    [
      'sharing a teacher before the place',
      '三家合请一位英语老师，在我家客厅，五年级，还差一位，每家70，加微信mc_test_041',
      'COV-03',
    ],
    [
      'a promise when no disguise is named',
      '初三数学一对一，签约保提30分，不达标全额退费，报名电话13800000072',
      'ADV-03',
    ],
    ['the place before the promise', '上门一对一，初三数学，保提分，报名电话13800000073', 'COV-04'],
    [
      'who teaches before where',
      '公办初中在职数学老师，周末在家带小班，初二，每人100，加微信mc_test_042',
      'TCH-01',
    ],
    ['a time only when alone', '周六上午初三化学小班，群聊，名额有限，一次80', 'COV-04'],
    ['a seeker before the care', '想找位大学生姐姐晚上陪孩子写作业，讲讲数学，一次80', 'INF-01'],
  ])('%s', (_, text, code) => {
    expect(primaryOf(text)).toBe(code);
  });

  it('on a recruitment site the job comes first', () => {
    const text = '托管班招老师，会讲小学数学和语文的作业，每天120，电话13800000074';
    expect(primaryOf(text, 'recruitment')).toBe('INF-01');
  });
});
