import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const classifier = compileClassifier(readRuleTexts());
const classify = (text: string) => classifier.classify({ id: 'x', text });

const HEAD = '首页 找老师 家教需求 免费发布 登录 注册';
const FOOT = '关于我们\n一对一\n小学数学\n收费标准\n返回列表';

describe('menus around a posting', () => {
  it.each([
    ['on one line', `${HEAD}\n出一辆旧自行车，电话13800000081`],
    ['line by line, with entries that are no menu words', `小区里捡到一把钥匙。\n${FOOT}`],
  ])('find nothing: %s', (_, text) => {
    const { flag, findings } = classify(text);
    expect(flag).toBe(false);
    expect(findings).toEqual([]);
  });

  it('do not hide the posting between them', () => {
    const text = `${HEAD}\n初二数学一对一\n可上门\n一小时120\n${FOOT}`;
    const { flag, findings } = classify(text);
    expect(flag).toBe(true);
    const found = findings.flatMap(({ spans }) => spans.map((span) => span.text));
    expect(found).toContain('一对一');
    expect(found).not.toContain('小学');
  });

  it('an advertisement that uses one menu word stays whole', () => {
    expect(classify('初三数学一对一上门，更多\n加微信mc_test_051').flag).toBe(true);
  });

  it('a flood of them takes linear time', () => {
    const started = performance.now();
    classify('首页\n登录\n一对一\n'.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
