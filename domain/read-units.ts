/** Rows of a table as an office keeps it → units. Every mistake is named by row and column, in Chinese. */
import { UnitIdSchema, type Unit, type UnitKind } from './unit.js';

/** A table with its heading; cells are texts as written. */
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

export interface UnitProblem {
  /** null: about the file as a whole. */
  readonly row: number | null;
  readonly column: string;
  readonly message: string;
}

/** What the columns may be called; the first name is the one used in messages. */
const COLUMNS = {
  id: ['编号', '单位编号', 'id'],
  name: ['名称', '单位名称', 'name'],
  parent: ['上级编号', '上级', 'parent'],
  kind: ['类型', 'kind'],
  divisionCode: ['区划代码', 'division_code'],
} as const;
type Column = keyof typeof COLUMNS;

const KINDS: Readonly<Record<string, UnitKind>> = {
  ...{ 市: 'city', city: 'city', 县: 'county', 区: 'county', 区县: 'county', county: 'county' },
  ...{ 开发区: 'zone', 功能区: 'zone', zone: 'zone', 镇: 'town', 乡: 'town', 乡镇: 'town' },
  ...{ town: 'town', 街道: 'street', street: 'street' },
};

/**
 * @param known the units that are there already: a row with their id changes them, others may stand below them
 * @returns the units in the order of the file, or what is wrong with it; never both
 */
export function readUnits(
  { columns, rows }: Table,
  known: readonly Unit[],
): { readonly units: readonly Unit[]; readonly problems: readonly UnitProblem[] } {
  const places = new Map<Column, number>();
  const problems: UnitProblem[] = [];
  for (const [column, names] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const place = columns.findIndex((name) => names.includes(name.trim()));
    if (place !== -1) places.set(column, place);
    else if (column === 'id' || column === 'name' || column === 'kind') {
      problems.push({ row: null, column: '', message: `缺少“${names[0] ?? ''}”列` });
    }
  }
  if (rows.length === 0) problems.push({ row: null, column: '', message: '一行也没有' });
  if (problems.length > 0) return { units: [], problems };

  const read = new Map<string, { readonly unit: Unit; readonly row: number }>();
  for (const { number: row, cells } of rows) {
    const cell = (column: Column) => (cells[places.get(column) ?? -1] ?? '').trim();
    const wrong = (column: Column, message: string) =>
      problems.push({ row, column: COLUMNS[column][0], message });
    const [id, name, kind] = [cell('id'), cell('name'), KINDS[cell('kind')]];
    if (!UnitIdSchema.safeParse(id).success) {
      wrong('id', `“${id}”不是编号：应为 2 到 40 个小写字母、数字或连字符`);
    }
    if (name === '') wrong('name', '没有填写');
    if (kind === undefined) {
      wrong('kind', `“${cell('kind')}”不认得：应为市、区县、开发区、乡镇或街道`);
    }
    if (!/^\d{0,12}$/.test(cell('divisionCode'))) wrong('divisionCode', '应为至多 12 位数字');
    const earlier = read.get(id);
    if (earlier !== undefined) wrong('id', `“${id}”与第 ${earlier.row} 行重复`);
    else {
      const [parent, code] = [cell('parent'), cell('divisionCode')];
      const unit = {
        ...{ id, name, kind: kind ?? 'city' },
        ...{ parentId: parent === '' ? null : parent, divisionCode: code === '' ? null : code },
      };
      read.set(id, { unit, row });
    }
  }

  const parents = new Map<string, string | null>();
  for (const { id, parentId } of known) parents.set(id, parentId);
  for (const { unit } of read.values()) parents.set(unit.id, unit.parentId);
  for (const { unit, row } of read.values()) {
    const { id, parentId } = unit;
    const column = COLUMNS.parent[0];
    if (parentId !== null && !parents.has(parentId)) {
      problems.push({ row, column, message: `没有编号为“${parentId}”的单位` });
    } else if (standsBelowItself(id, parents)) {
      problems.push({ row, column, message: `“${id}”会成为自己的下级` });
    }
  }
  problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0));
  if (problems.length > 0) return { units: [], problems };
  return { units: [...read.values()].map(({ unit }) => unit), problems };
}

function standsBelowItself(id: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) {
    if (at === id) return true;
    // A circle that the unit itself is not part of is named where it is.
    if (passed.has(at)) return false;
    passed.add(at);
  }
  return false;
}
