import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileClassifier } from '../../../classifiers/compile-classifier.js';
import { ClassificationSchema } from '../../../domain/finding.js';
import { readRuleTexts } from '../../gold/read-rule-texts.js';

const classifier = compileClassifier(readRuleTexts());
const classify = (text: string, title?: string) =>
  classifier.classify({ id: 'x', text, ...(title === undefined ? {} : { title }) });

describe('the same offer under each disguise', () => {
  it.each([
    ['plain', '初中数学一对一辅导，可上门，加微信mc_test_001'],
    ['traditional', '初中數學一對一輔導，可上門，加微信mc_test_001'],
    ['spaced', '初 中 数 学 一 对 一 辅 导 ， 可 上 门 ， 加 微 信 mc_test_001'],
    ['circled and stars', '初★中★数★学①对①辅★导，可上门，加薇❤ mc_test_001'],
    ['pinyin mixed in', '初中shu学yi对yi辅dao，可上门，加V mc_test_001'],
    ['all pinyin', 'chu中shuxue yiduiyi fudao，可上门，加V mc_test_001'],
    ['split characters', '初中数学一又寸一车甫巳寸，可上门，加微信mc_test_001'],
    ['by sound', '初中数学一队一辅导，可上门，加微信mc_test_001'],
    ['zero width', '初\u200b中数\u200b学一\u200b对\u200b一辅\u200b导，可上门，加微信mc_test_001'],
    ['keycaps', '初中数学1️⃣对1️⃣辅导，可上门，加微信mc_test_001'],
    ['1v1', '初中数学1V1，可上门，加微信mc_test_001'],
  ])('%s', (_, text) => {
    const answer = classify(text);
    expect(answer.flag).toBe(true);
    expect(answer.facets).toMatchObject({ subjects: ['数学'], classSize: '1v1' });
    expect(answer.contacts.map(({ value }) => value)).toEqual(['mc_test_001']);
  });
});

describe('facets are read off the text', () => {
  it('who, what, how, where, when and for how much', () => {
    const { facets } = classify(
      '初二物理、数学小班，3-5人小班，花园小区，周六上午9:00-11:30，150元/小时，线下也可腾讯会议',
    );
    expect(facets).toEqual({
      audience: ['JUNIOR'],
      subjects: ['数学', '物理'],
      mode: ['MEETING', 'HYBRID'],
      classSize: '1vN',
      price: '150元/小时',
      venue: ['RESIDENTIAL'],
      times: ['周六上午9:00-11:30'],
      period: ['WEEKEND'],
      actor: [],
      paid: { state: 'YES', text: '150元/小时' },
    });
  });

  it('what is not said stays empty', () => {
    expect(classify('今天天气不错').facets).toEqual({
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
    });
  });

  it.each([
    ['每节课120', '每节课120'],
    ['80-100/小时', '80-100/小时'],
    ['时薪100', '时薪100'],
    ['一次两百', '两百'],
    ['一小时150', '一小时150'],
    ['月薪1.8w', '月薪1.8w'],
    ['1h/120', '1h/120'],
    ['150小时网课', null],
  ])('price of %s', (text, price) => {
    expect(classify(`初中数学，${text}，可约`).facets.price).toBe(price);
  });
});

describe('denial', () => {
  it.each(['本店不提供一对一辅导，谢绝中小学生补课', '严禁一对一辅导初中数学，可上门也不行'])(
    '%s',
    (text) => {
      expect(classify(text).flag).toBe(false);
    },
  );
});

describe('title and text', () => {
  it('both are read and spans name their field', () => {
    const answer = classify('可上门，每小时150，加微信mc_test_001', '初中数学一对一辅导');
    expect(answer.flag).toBe(true);
    const fields = answer.findings.flatMap(({ spans }) => spans.map(({ field }) => field));
    expect(new Set(fields)).toEqual(new Set(['title', 'text']));
  });
});

describe('bad input', () => {
  it.each([
    ['empty', ''],
    ['one character', '一'],
    ['spaces', ' \n\t '],
    ['only emoji', '😀👩‍🏫🔥'],
    ['lone surrogates', '\ud800家教\udc00'],
    ['NUL', '\u0000家\u0000教\u0000'],
    ['right-to-left', '\u202e家教\u202c'],
    ['HTML', '<div class="a">初中<b>数学</b>一对一</div>'],
    ['binary', String.fromCharCode(...Array.from({ length: 256 }, (_, at) => at))],
  ])('%s gives an answer', (_, text) => {
    expect(() => ClassificationSchema.parse(classify(text))).not.toThrow();
  });

  it.each([
    ['one word over and over', '一对一'],
    ['digits', '1380000'],
    ['spaces', ' '],
    ['a rule’s words', '初中数学一对一辅导，严禁，可上门，加微信mc_test_001。'],
    ['letters that may be digits', 'olil'],
    ['numerals and units', '一百五十元每小时从60分到95分'],
    ['zero width', '家\u200b'],
  ])('%s for a megabyte takes no more than linear time', (_, piece) => {
    const measure = (length: number): number => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const start = performance.now();
      classify(text);
      return performance.now() - start;
    };
    measure(50_000);
    const small = Math.max(5, measure(100_000));
    expect(measure(1_000_000)).toBeLessThan(small * 40);
  });

  it('any text gives exact spans', () => {
    const piece = fc.constantFrom(
      '一对一',
      '①',
      '家',
      '教',
      '数学',
      '初二',
      '150',
      '/',
      '小时',
      '周末',
      '，',
      '\n',
      '微信',
      'mc_test_1',
      '\u200b',
      '😀',
      '保提分',
      '招生',
      '严禁',
      '𝟏',
      '\ud83d',
      '每',
      '1380000',
      '0001',
      '从60到95',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const answer = classify(text, text.slice(0, 10));
        const spans = [
          ...answer.findings.flatMap(({ spans }) => spans),
          ...answer.contacts.map(({ span }) => span),
        ];
        for (const span of spans) {
          const field = span.field === 'title' ? text.slice(0, 10) : text;
          expect(field.slice(span.start, span.end)).toBe(span.text);
          expect(span.text).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});
