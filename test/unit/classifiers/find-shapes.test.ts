import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findShapes, SHAPE_SOURCES } from '../../../classifiers/facets/find-shapes.js';
import { buildFoldTable } from '../../../classifiers/normalise/fold-table.js';
import { foldText } from '../../../classifiers/normalise/fold-text.js';
import { compileAutomaton } from '../../../classifiers/normalise/compile-automaton.js';

const table = buildFoldTable();

/** Each expression by itself over the whole text, then by where they begin. */
function findOneByOne(loose: string) {
  return SHAPE_SOURCES.flatMap(([tag, source]) =>
    [...loose.matchAll(new RegExp(source, 'g'))].map((match) => ({
      tag,
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).sort((one, other) => one.start - other.start);
}

/** What the expressions are made of, so that many of them match. */
const PIECES =
  '0 1 2 5 9 10 60 95 150 200 一 二 两 三 五 九 十 百 千 万 半 点 : - 至 到 / 每 元 块 块钱 小时 课时 节 次 个 人 位 名 初 高 初二 高一 女生 男 娃 学生 孩子 岁 月 周 天 分 提 提升 涨 从 前 班 全班 年级 排名 倒数 进 冲 只考 才 还差 剩 名额 限 只收 坐满 凑 每班 一组 吗 呢 么 不 没 怎么 多少 ? 。 , ! 学校 中学 招聘 诚聘 公办 在编 在职 老师 骨干 栋 号楼 单元 仅 只要 学费 时薪 月薪 课时费 k w 卡 人均 早上 晚 rmb r h 升 上 的 还有 最后'
    .split(' ')
    .concat(' ', '\n', '😀', '\ud83d');
const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((all) => all.join(''));

describe('shapes', () => {
  it('are those that each expression finds by itself, in order of their start', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text, table);
        expect(findShapes(folded)).toEqual(findOneByOne(folded.loose));
      }),
      { numRuns: 3_000 },
    );
  });

  it('are found at the end of a text and next to each other', () => {
    const folded = foldText('周卡99周卡98,你去吗', table);
    expect(findShapes(folded)).toEqual(findOneByOne(folded.loose));
    expect(findShapes(folded).map(({ tag }) => tag)).toEqual([
      'price.total',
      'price.total',
      'ask.mark',
    ]);
  });
});

describe('the automaton of expressions', () => {
  const candidates = (sources: readonly string[], text: string): readonly number[] => {
    const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
    const { candidates: count, found } = compileAutomaton(sources);
    return [...found.subarray(0, count(units, 0))];
  };

  it.each([
    ['ab', ['ab', 'abc'], ['a', 'b', 'ac', '']],
    ['a?bc', ['abc', 'bc'], ['ac', 'ab']],
    ['(?:ab|c)d', ['abd', 'cd'], ['ad', 'abc']],
    ['[a-c]x', ['ax', 'cx'], ['dx', 'aa']],
    ['a{1,3}b', ['ab', 'aaab'], ['b', 'aaaab']],
    ['a{2}b', ['aab'], ['ab', 'aaab']],
    ['a*b', ['b', 'aaaaaaaaaaaaaaab'], ['c', 'aaac']],
    ['a{2,}b', ['aab', 'aaaaaaaaaaaaaaab'], ['ab']],
    ['(?<!x)a(?=y)b', ['ab'], ['a', 'xab']],
    ['a[^b]', ['ac', 'a\n'], ['ab', 'a']],
    ['a(?:b|$)', ['ab', 'ac'], ['b']],
    ['\\.\\n', ['.\n'], ['.n']],
    ['(a|b)(c)', ['ac', 'bc'], ['ab']],
    ['ab[^。]{0,20}c', ['abc', 'abxxxxc', 'abxxxxxxxxxxxxxxxxxc'], ['ab', 'abx。c']],
  ])('%s is a candidate where it may match', (source, yes, no) => {
    for (const text of yes) expect(candidates([source], text), text).toEqual([0]);
    for (const text of no) expect(candidates([source], text), text).toEqual([]);
  });

  it('gives what may match, in order, and what it looked too short for', () => {
    expect(candidates(['abc', 'a', 'b', 'ab?'], 'abd')).toEqual([1, 3]);
    expect(candidates(['a{30}b', 'a'], 'a'.repeat(40))).toEqual([0, 1]);
  });

  it('leaves out nothing that matches', () => {
    const sources = ['(?:a|b)(?:[a-h]{0,9}x){0,9}y', 'a[a-h]{0,11}z'];
    const { candidates: count, found } = compileAutomaton(sources);
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghxyz'),
      minLength: 2,
      maxLength: 14,
    });
    fc.assert(
      fc.property(letters, (text) => {
        const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
        const tried = [...found.subarray(0, count(units, 0))];
        for (const [place, source] of sources.entries()) {
          if (new RegExp(`^(?:${source})`).test(text)) expect(tried).toContain(place);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(['a?', '.a', '[^a]b', '\\d', '(?<name>a)', 'a)', '(a', '[a'])('refuses %s', (source) => {
    expect(() => compileAutomaton([source])).toThrow(Error);
  });
});
