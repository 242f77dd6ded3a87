/** What the columns of a table hold, by its header row. */
import type { AnyNode, Element } from 'domhandler';
import type { ListItem } from './group-siblings.js';
import { isElement, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

export type ColumnField = 'title' | 'publisher' | 'publishedAt' | 'price' | 'location';

const LABELS: readonly (readonly [ColumnField, RegExp])[] = [
  ['publishedAt', /^(?:发布|发表|更新|登记|刊登|公布)?(?:日期|时间|date|posted)$/i],
  [
    'price',
    /^(?:价格|费用|收费|学费|薪资|薪酬|工资|月薪|时薪|待遇|报酬|课时费|price|salary|fee)(?:[（(].*[)）])?$/i,
  ],
  [
    'location',
    /^(?:(?:所在|上课|工作)?(?:地区|区域|地址|地点|城市|区县|位置)|location|area|city)$/i,
  ],
  [
    'publisher',
    /^(?:作者|发布(?:人|者)|联系人|公司(?:名称)?|单位(?:名称)?|机构(?:名称)?|学校|来源|company|author)$/i,
  ],
  ['title', /^(?:信息)?(?:标题|主题|职位(?:名称)?|岗位(?:名称)?|名称|title|subject|position)$/i],
];
const MAX_LABEL = 12;

export interface Columns {
  readonly fields: ReadonlyMap<number, ColumnField>;
  /** The row that names them; it is no item. */
  readonly header: Element | undefined;
}

const NO_COLUMNS: Columns = { fields: new Map(), header: undefined };

/** Column number → field, for items that are rows of one table; none without a header that is understood. */
export function readColumns(items: readonly ListItem[], tree: PageTree): Columns {
  const [row] = items.at(-1) ?? [];
  if (row === undefined || !isElement(row) || row.name !== 'tr') return NO_COLUMNS;
  const header = firstRow(row);
  if (header === undefined || header === row) return NO_COLUMNS;
  const fields = new Map<number, ColumnField>();
  for (const [at, cell] of cellsOf(header).entries()) {
    if ((tree.textLength.get(cell) ?? 0) > MAX_LABEL) return NO_COLUMNS;
    const label = renderText([cell]);
    const field = LABELS.find(([, pattern]) => pattern.test(label))?.[0];
    if (field !== undefined && ![...fields.values()].includes(field)) fields.set(at, field);
  }
  return fields.size >= 2 ? { fields, header } : NO_COLUMNS;
}

/** The text of the cell below a field's header. */
export function cellText(item: ListItem, { fields }: Columns, field: ColumnField): string | null {
  const [row] = item;
  if (fields.size === 0 || row === undefined || !isElement(row)) return null;
  for (const [at, held] of fields) {
    const cell = held === field ? cellsOf(row)[at] : undefined;
    const text = cell === undefined ? '' : renderText([cell]).replaceAll('\n', ' ');
    if (text !== '') return text;
  }
  return null;
}

function firstRow(row: Element): Element | undefined {
  let table: AnyNode | null = row.parent;
  while (table !== null && isElement(table) && table.name !== 'table') table = table.parent;
  if (table === null || !isElement(table)) return undefined;
  const rows = table.children
    .filter(isElement)
    .flatMap((part) => (part.name === 'tr' ? [part] : part.children.filter(isElement)))
    .filter(({ name }) => name === 'tr');
  return rows[0];
}

function cellsOf(row: Element): readonly Element[] {
  return row.children.filter(isElement).filter(({ name }) => name === 'td' || name === 'th');
}
