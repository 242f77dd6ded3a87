import { describe, expect, it } from 'vitest';
import { readSchoolBreaks } from '../../../domain/calendar/read-school-breaks.js';

const COLUMNS = ['省份', '城市', '学段', '假期', '开始日期', '结束日期', '备注'];

function read(...rows: readonly string[][]) {
  return readSchoolBreaks({
    columns: COLUMNS,
    rows: rows.map((cells, place) => ({ number: place + 2, cells })),
  });
}

const problemsOf = (...rows: readonly string[][]) =>
  read(...rows).problems.map(({ row, column }) => `${row ?? '-'} ${column}`);

describe('a table of school breaks', () => {
  it('is read as people write it: dates, stages, remarks, empty rows', () => {
    const { breaks, problems } = read(
      ['示例省', '甲市', '小学、初中', '寒假', '2026/1/24', '2026年2月22日', '正月十六开学'],
      ['', '', '', '', '', ''],
      [' 示例省 ', '', '', '暑假', '2026.7.4', '2026-08-31'],
    );
    expect(problems).toEqual([]);
    const winter = { province: '示例省', city: '甲市', season: 'WINTER' };
    expect(breaks).toEqual([
      { ...winter, stage: 'PRIMARY', from: '2026-01-24', to: '2026-02-22' },
      { ...winter, stage: 'JUNIOR', from: '2026-01-24', to: '2026-02-22' },
      {
        province: '示例省',
        city: '',
        stage: null,
        season: 'SUMMER',
        from: '2026-07-04',
        to: '2026-08-31',
      },
    ]);
  });

  it('takes English headings too', () => {
    const { breaks } = readSchoolBreaks({
      columns: ['province', 'season', 'from', 'to', 'stage'],
      rows: [{ number: 2, cells: ['示例省', 'winter', '2026-01-24', '2026-02-22', 'senior'] }],
    });
    expect(breaks).toMatchObject([{ city: '', stage: 'SENIOR', season: 'WINTER' }]);
  });

  it('names every bad row and column, and gives no row then', () => {
    const good = ['示例省', '甲市', '', '寒假', '2026-01-24', '2026-02-22'];
    expect(read(good).breaks).toHaveLength(1);
    const bad = read(
      good,
      ['', '甲市', '大学', '春假', '2026-02-30', '明年'],
      ['示例省', '乙市', '', '寒假', '2026-06-24', '2026-07-22'],
      ['示例省', '乙市', '', '暑假', '2026-07-24', '2026-07-22'],
      ['示例省', '丙市', '', '暑假', '2026-07-01', '2026-12-22'],
    );
    expect(bad.breaks).toEqual([]);
    expect(bad.problems.map(({ row, column }) => `${row ?? '-'} ${column}`)).toEqual([
      '3 假期',
      '3 学段',
      '3 开始日期',
      '3 结束日期',
      '3 省份',
      '4 开始日期',
      '5 结束日期',
      '6 结束日期',
    ]);
    expect(bad.problems.map(({ message }) => message)).not.toContain('');
  });

  it('refuses two different breaks of one place, stage and school year, and takes the same one twice', () => {
    const one = ['示例省', '', '', '寒假', '2025-12-30', '2026-02-22'];
    expect(read(one, one).breaks).toHaveLength(1);
    expect(problemsOf(one, ['示例省', '', '', '寒假', '2026-01-24', '2026-02-22'])).toEqual([
      '3 开始日期',
    ]);
    expect(problemsOf(one, ['示例省', '', '高中', '寒假', '2026-01-24', '2026-02-22'])).toEqual([]);
  });

  it('refuses unknown, missing and doubled columns, and a table without rows', () => {
    const { problems } = readSchoolBreaks({
      columns: ['省份', '省', '假期', '开始', '天数'],
      rows: [],
    });
    expect(problems.map(({ row, column }) => `${row ?? '-'} ${column}`)).toEqual([
      '- 省',
      '- 天数',
      '- 结束日期',
    ]);
    expect(problemsOf()).toEqual(['- ']);
  });
});
