/**
 * Numbers under disguises put together at random, and figures of every kind made at random: how many of the ones are
 * found, how few of the others. The same every time.
 */
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../classifiers/model/seeded-random.js';
import { contactsOf } from './find-texts-contacts.js';

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T =>
  // Every list here has a member at such a place.
  list[Math.floor(random() * list.length)] as T;
const digitsOf = (random: Random, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');

/** Reserved for tests: nobody has these. */
const mobile = (random: Random): string => `13800000${digitsOf(random, 3)}`;
const landline = (random: Random): string => `07318000${digitsOf(random, 4)}`;

const SCRIPTS: readonly string[] = [
  '0123456789',
  '０１２３４５６７８９',
  '零一二三四五六七八九',
  '〇壹贰叁肆伍陆柒捌玖',
  '洞幺两三四五六拐八勾',
  '⓪①②③④⑤⑥⑦⑧⑨',
  '⓿❶❷❸❹❺❻❼❽❾',
  '⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽',
  '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
  '𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡',
  '⁰¹²³⁴⁵⁶⁷⁸⁹',
  'ol23456789',
  'OI23456789',
];
const KEYCAPS = Array.from('0123456789', (digit) => `${digit}\ufe0f\u20e3`);

/** How the digits are written: all in one script, or each in one of two. */
function scribe(random: Random): (digit: number) => string {
  if (random() < 0.1) return (digit) => KEYCAPS[digit] ?? '';
  const script = [...pick(random, SCRIPTS)];
  if (random() < 0.6) return (digit) => script[digit] ?? '';
  const other = [...pick(random, SCRIPTS)];
  return (digit) => (random() < 0.5 ? script : other)[digit] ?? '';
}

const SEPARATORS = [
  ...['', '', '', ' ', '-', '.', '·', '—', '～', '_', '/', '*', '、', '，', '　', '\n', '\r\n'],
  ...['😀', '📞', '❤️', '|', ' - ', '+', '=', '…', '然后', '后面', '(请)', '（拨）', '【】'],
];
const GROUPS: readonly (readonly number[])[] = [[3, 4, 4], [3, 8], [7, 4], [11], [3, 4, 4], [5, 6]];
const LANDLINE_GROUPS: readonly (readonly number[])[] = [[4, 8], [4, 4, 4], [12]];
const HIDDEN = ['', '', '', '\u200b', '\u2060', '\u200f', '\u0336'];

function disguise(random: Random, number: string, groups: readonly number[]): string {
  const write = scribe(random);
  const separator = pick(random, SEPARATORS);
  const hidden = pick(random, HIDDEN);
  // Idle words hold three groups apart, not two.
  const isWord = /[然后请拨]/.test(separator);
  const cuts = isWord ? [number.length - 8, 4, 4] : groups;
  let at = 0;
  return cuts
    .map((length) => {
      const group = number.slice(at, at + length);
      at += length;
      return [...group].map((digit) => write(Number(digit)) + hidden).join('');
    })
    .join(separator);
}

const BEFORE = [
  ...[
    '',
    '电话：',
    '电话',
    '联系电话 ',
    '手机号是',
    '加我 ',
    '咨询热线：',
    '☎️',
    '📱 ',
    '初三数学一对一，',
  ],
  ...[
    '150元/小时，',
    '周六9:00-11:00。',
    '（',
    '地址：学校东门，电话',
    '有意者请拨打',
    'Tel: ',
    '速联',
  ],
];
const AFTER = [
  ...[
    '',
    '。',
    '，林老师',
    ' 林老师',
    '）',
    '\n名额有限',
    '，限6人',
    ' 150元/小时',
    '，周末均可',
    '转发',
  ],
  ...['，非诚勿扰', '!!!', '😀', '，2026年11月21日起'],
];

describe('numbers under random disguises', () => {
  it.each([
    ['mobile', mobile, GROUPS],
    ['landline', landline, LANDLINE_GROUPS],
  ] as const)('%s numbers: at least 99 of 100 are found, and nothing else', (_, make, groups) => {
    const random = seededRandom(7);
    const missed: string[] = [];
    const TRIES = 3_000;
    for (let round = 0; round < TRIES; round += 1) {
      const number = make(random);
      const written = disguise(random, number, pick<readonly number[]>(random, groups));
      const before = pick(random, BEFORE);
      const text = `${before}${written}${pick(random, AFTER)}`;
      const contacts = contactsOf(text);
      for (const { span } of contacts) expect(text.slice(span.start, span.end)).toBe(span.text);
      const found = contacts.map(({ kind, value }) => `${kind} ${value}`);
      if (found.join() !== `phone ${number}`)
        missed.push(`${JSON.stringify(text)}: ${found.join()}`);
    }
    expect(missed.length, missed.slice(0, 40).join('\n')).toBeLessThanOrEqual(TRIES / 100);
  });
});

const two = (value: number): string => String(value).padStart(2, '0');
const below = (random: Random, most: number): number => Math.floor(random() * most);
const date = (random: Random, mark: string): string =>
  [2015 + below(random, 12), two(1 + below(random, 12)), two(1 + below(random, 28))].join(mark);
const time = (random: Random): string => `${8 + below(random, 13)}:${two(below(random, 12) * 5)}`;
const list = (count: number, make: () => string, mark: string): string =>
  Array.from({ length: count }, make).join(mark);

/** Each makes a figure that nobody can be reached by. */
const FIGURES: Readonly<Record<string, (random: Random) => string>> = {
  price: (random) => `${1 + below(random, 20_000)}元`,
  prices: (random) =>
    `原价${below(random, 20_000)}，现价${below(random, 9_999)}元/${below(random, 60)}课时`,
  amount: (random) => `共${1 + below(random, 900)},${digitsOf(random, 3)},${digitsOf(random, 3)}元`,
  date: (random) => date(random, pick(random, ['-', '.', '/', '年'])),
  dates: (random) => `${date(random, '.')}-${date(random, '.')}`,
  'date and time': (random) => `${date(random, '-')} ${time(random)}-${time(random)}`,
  times: (random) => list(3, () => `${time(random)}-${time(random)}`, '，'),
  weekdays: (random) =>
    `周${pick(random, ['一三五', '二四六', '六日'])}${time(random)}-${time(random)}`,
  years: (random) => `${1990 + below(random, 30)}-${2000 + below(random, 27)}`,
  'order number': (random) => `订单号：${digitsOf(random, pick(random, [10, 11, 12, 16, 18]))}`,
  parcel: (random) => `运单号${pick(random, ['SF', '', 'YT'])}${digitsOf(random, 13)}`,
  'identity card': (random) => `身份证4301021990${digitsOf(random, 7)}X`,
  'identity card in groups': (random) =>
    `身份证号 430102 1990${digitsOf(random, 4)} ${digitsOf(random, 4)}`,
  'bank card': (random) =>
    `卡号6222 ${list(3, () => digitsOf(random, 4), ' ')} ${digitsOf(random, 3)}`,
  'credit code': (random) => `统一社会信用代码91430100MA4L${digitsOf(random, 5)}X`,
  licence: (random) => `办学许可证：教民1${digitsOf(random, 14)}号`,
  ISBN: (random) =>
    `ISBN 978-7-${digitsOf(random, 3)}-${digitsOf(random, 5)}-${digitsOf(random, 1)}`,
  student: (random) => `学号20${digitsOf(random, 9)}`,
  exam: (random) => `准考证号${digitsOf(random, pick(random, [9, 11, 14]))}`,
  scores: (random) =>
    list(6, () => String(60 + below(random, 90)), pick(random, [' ', '、', '，'])),
  table: (random) =>
    list(7, () => String(100 + below(random, 1_900)), pick(random, [' ', '\t', '\n'])),
  coordinates: (random) =>
    `经度${110 + below(random, 9)}.${digitsOf(random, 7)}，纬度28.${digitsOf(random, 7)}`,
  version: (random) =>
    `版本${below(random, 20)}.${below(random, 20)}.${below(random, 99)}.${digitsOf(random, 5)}`,
  address: (random) =>
    `${below(random, 256)}.${below(random, 256)}.${below(random, 256)}.${below(random, 256)}`,
  model: (random) => `型号${pick(random, ['BX', 'K', 'Pro'])}-${digitsOf(random, 5)}`,
  decimal: (random) => `${below(random, 200)}.${digitsOf(random, 8)}%`,
  paper: (random) => `湘教发〔${2015 + below(random, 12)}〕${below(random, 300)}号`,
  counts: (random) =>
    `浏览${digitsOf(random, 6)} 点赞${digitsOf(random, 4)} 转发${digitsOf(random, 3)}`,
  'a room': (random) => `${below(random, 30)}栋${below(random, 4)}单元${digitsOf(random, 4)}室`,
  numerals: (random) =>
    `${list(4, () => pick(random, [...'一二三四五六七八九十百千万零两']), '')}元`,
};

describe('figures made at random', () => {
  it.each(Object.entries(FIGURES))('%s: none is taken for a contact', (_, make) => {
    const random = seededRandom(11);
    const wrong: string[] = [];
    for (let round = 0; round < 300; round += 1) {
      const text = `${pick(random, ['', '共', '说明：', '据统计，'])}${make(random)}${pick(random, ['', '。', '，报名从速', ' 起'])}`;
      const found = contactsOf(text).map(({ kind, value }) => `${kind} ${value}`);
      if (found.length > 0) wrong.push(`${JSON.stringify(text)}: ${found.join()}`);
    }
    expect(wrong).toEqual([]);
  });
});
