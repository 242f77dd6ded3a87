import { describe, expect, it } from 'vitest';
import { readUnits } from '../../../domain/read-units.js';
import type { Unit } from '../../../domain/unit.js';

const COLUMNS = ['编号', '名称', '上级编号', '类型', '区划代码'];
const CITY: Unit = {
  ...{ id: 'city', name: '示例市', parentId: null, kind: 'city', divisionCode: null },
};

function read(rows: readonly (readonly string[])[], known: readonly Unit[] = []) {
  return readUnits(
    { columns: COLUMNS, rows: rows.map((cells, at) => ({ number: at + 2, cells })) },
    known,
  );
}

describe('readUnits', () => {
  it('takes a list in any order, below units that are there already', () => {
    const { units, problems } = read(
      [
        ['east-1', '东县一街道', 'east', '街道', ''],
        ['east', ' 东县 ', 'city', '区县', '990102'],
      ],
      [CITY],
    );
    expect(problems).toEqual([]);
    expect(units).toEqual([
      { id: 'east-1', name: '东县一街道', parentId: 'east', kind: 'street', divisionCode: null },
      { id: 'east', name: '东县', parentId: 'city', kind: 'county', divisionCode: '990102' },
    ]);
  });

  it('names every mistake by row and column, and gives nothing then', () => {
    const { units, problems } = read([
      ['City', '', '', '省', 'abc'],
      ['east', '东县', 'nowhere', '县', ''],
      ['east', '又一个', '', '县', ''],
    ]);
    expect(units).toEqual([]);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      ...[
        [2, '编号'],
        [2, '名称'],
        [2, '类型'],
        [2, '区划代码'],
      ],
      ...[
        [3, '上级编号'],
        [4, '编号'],
      ],
    ]);
    expect(problems.at(-1)?.message).toBe('“east”与第 3 行重复');
  });

  it('refuses a unit below itself, also by way of one that is there already', () => {
    const east: Unit = { ...CITY, id: 'east', parentId: 'city' };
    expect(read([['city', '示例市', 'east', '市', '']], [CITY, east]).problems).toMatchObject([
      { row: 2, column: '上级编号', message: '“city”会成为自己的下级' },
    ]);
    expect(read([['me', '甲', 'me', '市', '']]).problems).toHaveLength(1);
    const circle = [
      ['a-1', '甲', 'b-1', '县', ''],
      ['b-1', '乙', 'a-1', '县', ''],
      ['c-1', '丙', 'a-1', '镇', ''],
    ];
    expect(read(circle).problems.map(({ row }) => row)).toEqual([2, 3]);
  });

  it('says which columns are missing, and that a list is empty', () => {
    const { problems } = readUnits({ columns: ['名称'], rows: [] }, []);
    expect(problems.map(({ message }) => message)).toEqual([
      ...['缺少“编号”列', '缺少“类型”列', '一行也没有'],
    ]);
  });
});
