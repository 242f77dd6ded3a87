import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import writeExcelFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { readTable } from '../../../runtime/read-table.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

function fileOf(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

const TABLE = {
  columns: ['省份', '备注'],
  rows: [{ number: 2, cells: ['示例省', '甲、"乙"\n丙,丁'] }],
};

describe('a table in a file', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['GB 18030', (text: string) => iconv.encode(text, 'gb18030')],
  ])('is read from CSV in %s, quoted cells and all', async (_, encode) => {
    const text = '省份,备注\r\n示例省,"甲、""乙""\n丙,丁"\r\n,\r\n';
    expect(await readTable(fileOf('a.csv', encode(text)))).toEqual(TABLE);
  });

  it('numbers rows by the line on which they begin', async () => {
    const { rows } = await readTable(fileOf('a.CSV', 'a,b\n\n"1\n2",x\n3,y'));
    expect(rows).toEqual([
      { number: 3, cells: ['1\n2', 'x'] },
      { number: 5, cells: ['3', 'y'] },
    ]);
  });

  it('is read from the first sheet of an XLSX file, with its dates', async () => {
    const path = join(temporaryFolder(), 'a.xlsx');
    const cell = (value: string) => ({ type: String, value });
    await writeExcelFile([
      [cell('省份'), cell('开始日期'), cell('数')],
      [
        cell('示例省'),
        { type: Date, value: new Date('2026-01-24T00:00:00Z'), format: 'yyyy/m/d' },
        { type: Number, value: 7 },
      ],
    ]).toFile(path);
    expect(await readTable(path)).toEqual({
      columns: ['省份', '开始日期', '数'],
      rows: [{ number: 2, cells: ['示例省', '2026-01-24', '7'] }],
    });
  });

  it('is read from a YAML list, values as written', async () => {
    const text =
      '- 省份: 示例省\n  开始日期: 2026-01-24\n\n- 省份: 别省\n  城市: 010\n  开始日期:\n';
    expect(await readTable(fileOf('a.yml', text))).toEqual({
      columns: ['省份', '开始日期', '城市'],
      rows: [
        { number: 1, cells: ['示例省', '2026-01-24'] },
        { number: 4, cells: ['别省', '', '010'] },
      ],
    });
  });

  it.each([
    ['none.csv', null],
    ['a.txt', 'x'],
    ['a.csv', ''],
    ['a.xlsx', 'no zip'],
    ['a.yml', 'a: [1'],
    ['a.yml', 'a: 1'],
    ['a.yaml', '- a: 1\n- 7\n'],
  ])('%s with %j is refused by name', async (name, content) => {
    const path = content === null ? join(temporaryFolder(), name) : fileOf(name, content);
    await expect(readTable(path)).rejects.toThrow(InvalidInput);
    await expect(readTable(path)).rejects.toThrow(name);
  });
});
