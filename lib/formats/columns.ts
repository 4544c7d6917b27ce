/**
 * What a file's columns are, said once and independent of Arrow and Parquet: a recipe states its columns, and the
 * encoders of this folder turn rows of them into bytes.
 *
 * | type | a cell | in the file |
 * |---|---|---|
 * | `text` | string | utf8 |
 * | `text_list` | string[] | list of utf8 |
 * | `json_list` | string[], each one JSON text | list of utf8 whose element carries the `arrow.json` extension type |
 * | `float32`, `float64` | number | the same |
 * | `int64` | bigint | the same |
 * | `bool` | boolean | the same |
 */

export type ColumnType = "text" | "text_list" | "json_list" | "float32" | "float64" | "int64" | "bool";

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether a cell may be null. The elements of a list never are. */
  readonly nullable: boolean;
}

export type Cell = string | readonly string[] | number | bigint | boolean | null;

/** A cell for every column, by the column's name. */
export type Row = Readonly<Record<string, Cell>>;

/** A row holds what its column cannot: a mistake of the program, not of the data. */
export class CellMismatch extends Error {
  constructor(column: Column, cell: unknown) {
    super(
      `column ${column.name} takes ${column.type}${column.nullable ? " or null" : ""}, not ${describe(cell)}`,
    );
  }
}

function describe(cell: unknown): string {
  if (cell === null || cell === undefined) return String(cell);
  return Array.isArray(cell) ? "a list" : `a ${typeof cell}`;
}
