import { describe, expect, it } from 'vitest';
import { mergeOcrLines, parseOcrTsv, type OcrLine } from '../../../crawlers/images/ocr-lines.js';

const HEAD =
  'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
const word = (line: number, left: number, width: number, text: string, confidence = 90): string =>
  ['5', 1, 1, 1, line, 1, left, line * 40, width, 30, confidence, text].join('\t');

const line = (text: string, top: number, confidence = 90): OcrLine => ({
  ...{ text, confidence, top },
  ...{ bottom: top + 30, left: 10, right: 300 },
});

describe('lines of tesseract', () => {
  it('joins words where Chinese has no gap, and keeps the gaps of Latin and of far columns', () => {
    const rows = [
      ...[HEAD, '4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t'],
      ...[word(1, 10, 60, '期末'), word(1, 80, 60, '冲刺'), word(1, 200, 60, '报名')],
      ...[word(2, 10, 40, 'vx'), word(2, 60, 80, 'mc_a')],
      word(3, 10, 40, '  '),
    ];
    expect(parseOcrTsv(rows.join('\n')).map(({ text }) => text)).toEqual([
      '期末冲刺 报名',
      'vx mc_a',
    ]);
  });

  it('keeps the surer reading of a line, and what only one reading saw, from top to bottom', () => {
    const one = [line('签约保分', 100, 60), line('扫码报名', 200)];
    const other = [line('签约呆分', 102, 50), line('期末冲刺班', 20)];
    expect(mergeOcrLines([one, other])).toBe('期末冲刺班\n签约保分\n扫码报名');
  });

  it('drops ornaments: unsure lines and lines without a letter', () => {
    expect(mergeOcrLines([[line('国可一苷', 10, 20), line('-----', 60), line('', 90)]])).toBe('');
  });

  it('is bounded', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => line(`第${index}行`, index * 40));
    expect(mergeOcrLines([many]).split('\n')).toHaveLength(300);
  });
});
