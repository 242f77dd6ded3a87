import type { Command } from 'commander';
import { saveSchoolBreaks } from '../../db/school-breaks/save-school-breaks.js';
import { readSchoolBreaks } from '../../domain/calendar/read-school-breaks.js';
import { InvalidInput } from '../../domain/errors.js';
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
      if (problems.length > 0) {
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
      await withInstance(async ({ deps }) => {
        const saved = await saveSchoolBreaks(deps.database, breaks);
        if (json === true) return printJson(saved);
        say(`新增 ${saved.added} 条，更改 ${saved.changed} 条，未变 ${saved.unchanged} 条。`);
      });
    });
}
