import { Field, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from "apache-arrow";
import { type ColumnBuilder, columnBuilder } from "#lib/formats/column-builders.ts";
import type { Column, Row } from "#lib/formats/columns.ts";

/** Collects rows as an Arrow record batch. Its buffers are kept and used again for the next batch. */
export class BatchBuilder {
  readonly schema: Schema;
  readonly #columns: readonly { column: Column; builder: ColumnBuilder }[];
  #rows = 0;

  constructor(columns: readonly Column[]) {
    this.#columns = columns.map(column => ({ column, builder: columnBuilder(column) }));
    this.schema = new Schema(
      this.#columns.map(({ column, builder }) => new Field(column.name, builder.type, column.nullable)),
    );
  }

  get rows(): number {
    return this.#rows;
  }

  /** Bytes of text in the batch: what its size comes from. */
  get byteLength(): number {
    let bytes = 0;
    for (const { builder } of this.#columns) bytes += builder.byteLength;
    return bytes;
  }

  /** @throws {CellMismatch} when a column cannot hold its cell; the batch is then of no further use. */
  append(row: Row): void {
    for (const { column, builder } of this.#columns) builder.append(row[column.name]);
    this.#rows++;
  }

  /** The rows so far as an Arrow IPC stream of one record batch. Empties the batch. */
  takeStream(): Uint8Array {
    const type = new Struct(this.schema.fields);
    const children = this.#columns.map(({ builder }) => builder.data());
    const batch = new RecordBatch(
      this.schema,
      makeData({ type, length: this.#rows, nullCount: 0, children }),
    );
    const stream = tableToIPC(new Table([batch]), "stream");
    for (const { builder } of this.#columns) builder.clear();
    this.#rows = 0;
    return stream;
  }
}
