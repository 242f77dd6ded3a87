/** Whatever a text is made of, twice as much of it takes about twice as long, and no single character much longer. */
import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const classifier = compileClassifier(readRuleTexts());

/** Processor time: other processes do not count. The best of two, since the first may wait for the compiler. */
function costOf(text: string, rounds = 2): number {
  const costs = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    classifier.classify({ id: 'x', text });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...costs);
}

const LENGTH = 120_000;
/** Linear is 4; quadratic would be 16. The grain is for what is too quick to measure. */
const MOST_GROWTH = 8;
const GRAIN_MS = 20;

describe('linear time', () => {
  it.each([
    ['one character', '一'],
    ['one letter', 'a'],
    ['digits', '1'],
    ['digits like phones', '138'],
    ['digits with separators', '1-3 '],
    ['separators', '-'],
    ['spaces', ' '],
    ['line ends', '\n'],
    ['emoji', '😀'],
    ['half emoji', '\ud83d'],
    ['NUL', '\u0000'],
    ['right-to-left marks', '\u202e'],
    ['what becomes many', 'ﷺ'],
    ['opening brackets', '(['],
    ['closing brackets', ')]'],
    ['HTML', '<div class="a">'],
    ['letters and full stops', 'a.'],
    ['labels', 'a-'],
    ['underscores', 'a_'],
    ['addresses', 'www.a.cn/'],
    ['e-mail', 'a@b.cn '],
    ['what begins an id', '加微信v '],
    ['ids of groups', '群 12'],
    ['prices', '150元/小时'],
    ['prices without an end', '每小时收'],
    ['clock times', '9:30-'],
    ['numerals', '从六十到九十'],
    ['gains', '提高30-'],
    ['questions', '怎么要不要'],
    ['pupils', '初二'],
    ['schools', '学校公办重点中学'],
    ['terms', '一对一辅导'],
    ['denials', '不提供家教，'],
    ['menus', '首页\n登录\n'],
    ['contacts', '微信mc_test_001 '],
    ['phones', '13800000001 '],
  ])(
    '%s',
    (_, piece) => {
      const text = piece.repeat(Math.ceil(LENGTH / piece.length));
      const short = costOf(text.slice(0, LENGTH / 4));
      expect(costOf(text)).toBeLessThan(MOST_GROWTH * short + GRAIN_MS);
    },
    30_000,
  );

  it('ten megabytes of everything in turn', () => {
    const piece =
      '初二数学一对一，150元/小时，加微信mc_test_001 电话138-0000-0001 😀<b>不提供</b>。\u202e\u0000今天天气不错，\n';
    const text = piece.repeat(Math.ceil(10_000_000 / piece.length));
    const part = costOf(text.slice(0, text.length / 10));
    expect(costOf(text, 1)).toBeLessThan(20 * part + GRAIN_MS);
  }, 60_000);
});
