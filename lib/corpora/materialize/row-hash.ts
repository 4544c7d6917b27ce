import { createHash } from "node:crypto";
import { canonicalSha256 } from "#lib/formats/canonical-sha256.ts";
import type { Cell, Column, ColumnType, Row } from "#lib/formats/columns.ts";

/**
 * The identity of rows apart from the bytes that hold them: a new Parquet writer changes a file's sha256 and none of
 * these.
 *
 * - A **canonical row** is a JSON object without white space, its keys sorted by UTF-16 unit. A `json_list` cell is an
 *   array of the messages as they were written, a number the shortest text that reads back as it, a null stays null.
 * - A segment's **rows hash** is the sha256, in hex, of its canonical rows in file order, each followed by a newline.
 * - A snapshot's **logical root** is the sha256, in hex, of the canonical JSON of its segments in path order, each
 *   `[split, rows, rows hash]`. It is made of the segments' hashes, so reused segments are never read again.
 */
export class RowsHash {
  readonly #hash = createHash("sha256");
  readonly #columns: readonly Column[];
  #rows = 0;

  constructor(columns: readonly Column[]) {
    this.#columns = columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  add(row: Row): void {
    this.#hash.update(`${canonicalText(this.#columns, row)}\n`);
    this.#rows++;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Ends the hash: to be called once. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}

export function canonicalRow(columns: readonly Column[], row: Row): string {
  return canonicalText(
    columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    row,
  );
}

export interface SegmentRows {
  split: string;
  rows: number;
  rowsHash: string;
}

export function logicalRoot(segments: readonly SegmentRows[]): string {
  return canonicalSha256(segments.map(({ split, rows, rowsHash }) => [split, rows, rowsHash]));
}

function canonicalText(sorted: readonly Column[], row: Row): string {
  let text = "";
  for (const { name, type } of sorted) {
    text += `${text === "" ? "{" : ","}${JSON.stringify(name)}:${cellText(type, row[name])}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

function cellText(type: ColumnType, cell: Cell | undefined): string {
  if (typeof cell === "bigint") return String(cell);
  if (type === "json_list" && typeof cell === "object" && cell !== null) return `[${cell.join(",")}]`;
  return JSON.stringify(cell ?? null);
}
