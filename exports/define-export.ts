/** The one form of an export: a literal object with an id, a version and one function that makes a row. */

/** What may stand in a cell. Long numbers are strings, so that no spreadsheet rounds them. */
export type Cell = string | number | null;

export interface ExportColumn<Row> {
  readonly key: keyof Row & string;
  /** Exactly as the form has it. */
  readonly header: string;
  /** When contacts are not masked and the usual header would be untrue. */
  readonly unmaskedHeader?: string;
  /** Width on a sheet, in characters. */
  readonly width: number;
}

export interface RowOptions {
  /** True hides contacts and names; false needs a stated purpose, which the caller logs. */
  readonly masked: boolean;
}

export interface ExportDefinition<Subject, Row extends Readonly<Record<string, Cell>>> {
  /** What the command line and the server call it. */
  readonly id: string;
  /** Raise it when columns or their contents change. */
  readonly version: number;
  /** Chinese title, for the sheet and the file name. */
  readonly title: string;
  readonly columns: readonly ExportColumn<Row>[];
  readonly row: (subject: Subject, options: RowOptions) => Row;
}

/** Gives an export its types and nothing more. */
export function defineExport<Subject, Row extends Readonly<Record<string, Cell>>>(
  definition: ExportDefinition<Subject, Row>,
): ExportDefinition<Subject, Row> {
  return definition;
}

/** The header row. */
export function exportHeaders<Row>(
  columns: readonly ExportColumn<Row>[],
  { masked }: RowOptions,
): readonly string[] {
  return columns.map(({ header, unmaskedHeader }) =>
    masked ? header : (unmaskedHeader ?? header),
  );
}
