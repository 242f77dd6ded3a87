/** Rows of a table as people keep it → school breaks. Every mistake is named by row and column, in Chinese. */
import { dateOf } from './iso-date.js';
import { breakYearOf, SchoolBreakSchema, type SchoolBreak, type Stage } from './school-break.js';

/** A table with its heading; cells are texts as written. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** What the columns may be called; the first name is the one used in messages. */
const COLUMNS = {
  province: ['省份', '省', 'province'],
  city: ['城市', '市', '地市', 'city'],
  stage: ['学段', 'stage'],
  season: ['假期', 'season'],
  from: ['开始日期', '开始', 'from'],
  to: ['结束日期', '结束', 'to'],
} as const;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['province', 'season', 'from', 'to'];
const REMARKS = ['备注', '说明', '来源', 'note'];

const SEASONS: Readonly<Record<string, SchoolBreak['season']>> = {
  寒假: 'WINTER',
  winter: 'WINTER',
  暑假: 'SUMMER',
  summer: 'SUMMER',
};

const STAGES: Readonly<Record<string, readonly (Stage | null)[]>> = {
  '': [null],
  全部: [null],
  学前: ['PRESCHOOL'],
  幼儿园: ['PRESCHOOL'],
  preschool: ['PRESCHOOL'],
  小学: ['PRIMARY'],
  primary: ['PRIMARY'],
  初中: ['JUNIOR'],
  junior: ['JUNIOR'],
  高中: ['SENIOR'],
  senior: ['SENIOR'],
  义务教育: ['PRIMARY', 'JUNIOR'],
  中小学: ['PRIMARY', 'JUNIOR', 'SENIOR'],
};

export interface SchoolBreakProblem {
  /** As in the table; null for the table as a whole. */
  readonly row: number | null;
  readonly column: string;
  readonly message: string;
}

/** @returns no breaks as soon as there is a problem: all rows or none */
export function readSchoolBreaks(table: Table): {
  readonly breaks: readonly SchoolBreak[];
  readonly problems: readonly SchoolBreakProblem[];
} {
  const { places, problems: wrongColumns } = findColumns(table.columns);
  if (wrongColumns.length > 0) return { breaks: [], problems: wrongColumns };
  const problems: SchoolBreakProblem[] = [];
  const known = new Map<string, { readonly row: number; readonly days: string }>();
  const breaks: SchoolBreak[] = [];
  for (const { number, cells } of table.rows) {
    const cellOf = (column: Column): string => (cells[places.get(column) ?? -1] ?? '').trim();
    if (cells.every((cell) => cell.trim() === '')) continue;
    const refuse = (column: Column, message: string): void => {
      problems.push({ row: number, column: COLUMNS[column][0], message });
    };
    for (const one of readRow(cellOf, refuse)) {
      const key = [one.province, one.city, one.stage, one.season, breakYearOf(one)].join('|');
      const days = `${one.from}|${one.to}`;
      const earlier = known.get(key);
      if (earlier === undefined) {
        known.set(key, { row: number, days });
        breaks.push(one);
      } else if (earlier.days !== days) {
        refuse('from', `与第 ${earlier.row} 行是同一地区、学段、学年的同一假期，起止日期却不同`);
      }
    }
  }
  if (problems.length === 0 && breaks.length === 0) {
    problems.push({ row: null, column: '', message: '表里没有数据行' });
  }
  return { breaks: problems.length > 0 ? [] : breaks, problems };
}

function findColumns(columns: readonly string[]): {
  readonly places: ReadonlyMap<Column, number>;
  readonly problems: readonly SchoolBreakProblem[];
} {
  const places = new Map<Column, number>();
  const problems: SchoolBreakProblem[] = [];
  const refuse = (column: string, message: string): void => {
    problems.push({ row: null, column, message });
  };
  for (const [place, written] of columns.entries()) {
    const name = written.trim();
    if (name === '' || REMARKS.includes(name)) continue;
    const column = (Object.keys(COLUMNS) as Column[]).find((one) =>
      (COLUMNS[one] as readonly string[]).includes(name.toLowerCase()),
    );
    if (column === undefined) refuse(name, '不认识的列');
    else if (places.has(column)) refuse(name, '这一列出现了两次');
    else places.set(column, place);
  }
  for (const column of REQUIRED) {
    if (!places.has(column)) refuse(COLUMNS[column][0], '缺少这一列');
  }
  return { places, problems };
}

function readRow(
  cellOf: (column: Column) => string,
  refuse: (column: Column, message: string) => void,
): SchoolBreak[] {
  let isWrong = false;
  const fail = (column: Column, message: string): void => {
    isWrong = true;
    refuse(column, message);
  };
  const season = SEASONS[cellOf('season').toLowerCase()];
  if (season === undefined) fail('season', '应为“寒假”或“暑假”');
  const stages = readStages(cellOf('stage'));
  if (stages === null) {
    fail('stage', '应为幼儿园、小学、初中、高中（可用顿号连写）、义务教育、中小学，或留空表示全部');
  }
  const from = readDate(cellOf('from'));
  const to = readDate(cellOf('to'));
  if (from === null) fail('from', '应为日期，如 2026-01-24');
  if (to === null) fail('to', '应为日期，如 2026-02-22');
  if (cellOf('province') === '') fail('province', '不能为空');
  if (isWrong) return [];
  const read: SchoolBreak[] = [];
  for (const [place, stage] of (stages ?? []).entries()) {
    const parsed = SchoolBreakSchema.safeParse({
      province: cellOf('province'),
      city: cellOf('city'),
      stage,
      season,
      from,
      to,
    });
    if (parsed.success) read.push(parsed.data);
    else if (place === 0) {
      for (const { path, message } of parsed.error.issues) refuse(path[0] as Column, message);
    }
  }
  return read;
}

function readStages(text: string): readonly (Stage | null)[] | null {
  const stages = text.split(/[、,，/ ]+/).map((name) => STAGES[name.toLowerCase()] ?? null);
  return stages.includes(null) ? null : [...new Set(stages.flatMap((list) => list ?? []))];
}

const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

function readDate(text: string): string | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  return day === undefined ? null : dateOf(Number(year), Number(month), Number(day));
}
