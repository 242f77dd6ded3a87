import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { saveUnits } from '../../db/people/save-units.js';
import { findUnits } from '../../db/people/units.js';
import { saveSchoolBreaks } from '../../db/school-breaks/save-school-breaks.js';
import { readSchoolBreaks } from '../../domain/calendar/read-school-breaks.js';
import { InvalidInput } from '../../domain/errors.js';
import { readUnits } from '../../domain/read-units.js';
import { readTable } from '../../runtime/read-table.js';
import { withInstance } from '../instance.js';
import { printJson, say } from '../print.js';

export function addImport(program: Command): void {
  const imports = program
    .command('import')
    .description('take over what an office keeps in a file: all rows or none');

  imports
    .command('school-calendar')
    .description('winter and summer breaks of the schools of a place, from CSV, XLSX or YAML')
    .argument('<file>', 'columns 省份, 城市, 学段, 假期, 开始日期, 结束日期')
    .option('--json', 'print one JSON value: {added, changed, unchanged}')
    .action(async (file: string, { json }: { readonly json?: boolean }) => {
      const { breaks, problems } = readSchoolBreaks(await readTable(file));
      refuseProblems(file, problems);
      await withInstance(async ({ deps }) => {
        const saved = await saveSchoolBreaks(deps.database, breaks);
        if (json === true) return printJson(saved);
        say(`新增 ${saved.added} 条，更改 ${saved.changed} 条，未变 ${saved.unchanged} 条。`);
      });
    });

  imports
    .command('units')
    .description('the places whose people handle leads, from CSV, XLSX or YAML')
    .argument('<file>', 'columns 编号, 名称, 上级编号, 类型, 区划代码')
    .option('--json', 'print one JSON value: {added, changed, unchanged}')
    .action(async (file: string, { json }: { readonly json?: boolean }) => {
      const table = await readTable(file);
      await withInstance(async ({ deps }) => {
        const { units, problems } = readUnits(table, await findUnits(deps.database));
        refuseProblems(file, problems);
        const saved = await saveUnits(deps.database, units, `cli:${userInfo().username}`);
        if (json === true) return printJson(saved);
        say(`新增 ${saved.added} 个，更改 ${saved.changed} 个，未变 ${saved.unchanged} 个。`);
      });
    });
}

/** @throws {InvalidInput} naming row and column of every problem, when there are any */
function refuseProblems(
  file: string,
  problems: readonly {
    readonly row: number | null;
    readonly column: string;
    readonly message: string;
  }[],
): void {
  if (problems.length === 0) return;
  throw new InvalidInput(
    `${file}: 有 ${problems.length} 处错误，一行也没有导入：`,
    problems.map(({ row, column, message }) =>
      [row === null ? '' : `第 ${row} 行`, column === '' ? '' : `“${column}”列`]
        .filter((part) => part !== '')
        .concat(message)
        .join('：'),
    ),
  );
}
