import { describe, expect, it } from 'vitest';
import { GROUPING_LIMITS } from '../../../leads/group-posting.js';
import {
  decodeMinhash,
  encodeMinhash,
  lshBands,
  similarity,
  textFingerprint,
} from '../../../leads/text-fingerprint.js';

/** A small deterministic generator, so that every run tests the same texts. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const PHRASES = [
  ...[
    '初中数学一对一上门辅导',
    '小学语文阅读写作提升班',
    '高一物理化学同步衔接',
    '暑假班火热报名中',
  ],
  ...['老师有十年带班经验', '可以先试听再报名', '地址在学校旁边小区', '周末上午和晚上都有课'],
  ...['四个孩子拼一个班', '每家每小时八十元', '不提分可以商量退费', '加微信发成绩单看看'],
  ...['住家陪读管作业和生活', '英语口语外教小班', '线上会议室统一上课', '资料发到群里自己打印'],
  ...['大学生家教价格实惠', '专注中考压轴题突破', '名额有限先到先得', '家长可以旁听前两节'],
  ...['寒假集训十天刷完一册', '编程思维课配合教材', '晚托包含作业精讲', '研学营上午巩固下午户外'],
];

/** An ad of about 300 characters from phrases and unlike details. */
function sampleAd(random: () => number): string {
  const letters =
    '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜';
  let text = '';
  while (text.length < 300) {
    text += PHRASES[Math.floor(random() * PHRASES.length)] ?? '';
    for (let count = 0; count < 8; count++) text += letters[Math.floor(random() * letters.length)];
    text += '，';
  }
  return text;
}

/** Replaces this share of the characters, in runs of ten: how people rework an ad. */
function editAd(text: string, share: number, random: () => number): string {
  const characters = [...text];
  const runs = Math.round((characters.length * share) / 10);
  const slots = Array.from({ length: Math.floor(characters.length / 10) }, (_, slot) => slot);
  for (let run = 0; run < runs; run++) {
    const [slot = 0] = slots.splice(Math.floor(random() * slots.length), 1);
    for (let offset = 0; offset < 10; offset++) {
      characters[slot * 10 + offset] = String.fromCharCode(0x5000 + Math.floor(random() * 5000));
    }
  }
  return characters.join('');
}

function sharesBand(one: string, other: string): boolean {
  const bands = new Set(lshBands(textFingerprint(one)));
  return lshBands(textFingerprint(other)).some((band) => bands.has(band));
}

describe('textFingerprint', () => {
  it('is the same for texts that differ in case, width, spaces, marks and emoji only', () => {
    const plain = textFingerprint('初中数学一对一，ABC 100元');
    const dressed = textFingerprint('🔥初中数学 一对一！！\u200bａｂｃ１００元\n');
    expect(dressed).toEqual(plain);
    expect(similarity(plain, dressed)).toBe(1);
  });

  it('tells texts apart by a single digit', () => {
    const one = textFingerprint('初中数学一对一，每小时100元');
    const other = textFingerprint('初中数学一对一，每小时150元');
    expect(one.sha256).not.toBe(other.sha256);
  });

  it.each(['', '，。！🔥', '家教'])('has no bands for a text that is too short: %j', (text) => {
    const print = textFingerprint(text);
    expect(lshBands(print)).toEqual([]);
    expect(similarity(print, textFingerprint('初中数学一对一上门'))).toBe(0);
  });

  it('estimates the share of common 3-grams', () => {
    const random = generator(7);
    for (let count = 0; count < 20; count++) {
      const one = sampleAd(random);
      const other = editAd(one, 0.3, random);
      const grams = (text: string): Set<string> => {
        const letters = text.replaceAll('，', '');
        return new Set(
          Array.from({ length: letters.length - 2 }, (_, at) => letters.slice(at, at + 3)),
        );
      };
      const [left, right] = [grams(one), grams(other)];
      const common = [...left].filter((gram) => right.has(gram)).length;
      const exact = common / (left.size + right.size - common);
      expect(
        Math.abs(similarity(textFingerprint(one), textFingerprint(other)) - exact),
      ).toBeLessThan(0.18);
    }
  });

  it('survives the way into a database column and back', () => {
    const print = textFingerprint(sampleAd(generator(3)));
    const bytes = encodeMinhash(print);
    expect(bytes).toHaveLength(512);
    // A driver may hand out a view into a larger buffer at an odd offset.
    const shifted = new Uint8Array(515);
    shifted.set(bytes, 3);
    expect(decodeMinhash(shifted.subarray(3))).toEqual(print.minhash);
    expect(decodeMinhash(new Uint8Array(0))).toHaveLength(0);
  });
});

describe('lshBands and similarity', () => {
  it.each([
    [0.05, 1],
    [0.1, 1],
    [0.2, 0.97],
  ])('finds ads with %d of their characters replaced', (share, least) => {
    const random = generator(42);
    let found = 0;
    const rounds = 200;
    for (let count = 0; count < rounds; count++) {
      const one = sampleAd(random);
      const other = editAd(one, share, random);
      const isSimilar =
        similarity(textFingerprint(one), textFingerprint(other)) >= GROUPING_LIMITS.similarity;
      if (isSimilar && sharesBand(one, other)) found++;
    }
    expect(found / rounds).toBeGreaterThanOrEqual(least);
  });

  it('does not take different ads made of the same phrases for one', () => {
    const random = generator(11);
    const prints = Array.from({ length: 200 }, () => textFingerprint(sampleAd(random)));
    const bands = prints.map((print) => new Set(lshBands(print)));
    let most = 0;
    let candidates = 0;
    let pairs = 0;
    for (let one = 0; one < prints.length; one++) {
      for (let other = one + 1; other < prints.length; other++) {
        most = Math.max(most, similarity(prints[one]!, prints[other]!));
        if ([...bands[one]!].some((band) => bands[other]!.has(band))) candidates++;
        pairs++;
      }
    }
    expect(most).toBeLessThan(0.4);
    expect(candidates / pairs).toBeLessThan(0.05);
  });
});
