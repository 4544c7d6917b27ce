import {
  Bool,
  type Data,
  type DataType,
  Field,
  Float32,
  Float64,
  Int64,
  List,
  makeData,
  Utf8,
} from "apache-arrow";
import { type Cell, CellMismatch, type Column } from "#lib/formats/columns.ts";
import { GrowingBits, GrowingInt32, GrowingText } from "#lib/formats/growing-buffers.ts";

/**
 * Writes the cells of one column straight into Arrow buffers. Arrow's own builders go through a generic visitor per
 * value, which costs more than all the rest of publishing.
 */
export interface ColumnBuilder {
  /** @throws {CellMismatch} when the column cannot hold the cell. */
  append(cell: Cell | undefined): void;
  readonly type: DataType;
  /** Bytes of text so far; numbers are too small to matter to a batch's size. */
  readonly byteLength: number;
  /** The cells so far as Arrow data over this builder's own buffers: valid until the next `append`. */
  data(): Data;
  clear(): void;
}

/** The extension type that tells a reader that a text is JSON: pyarrow 19 and `datasets` 4.7 read such cells as objects. */
const jsonExtension = new Map([
  ["ARROW:extension:name", "arrow.json"],
  ["ARROW:extension:metadata", ""],
]);

const textElement = new Field("element", new Utf8(), false);
const jsonElement = new Field("element", new Utf8(), false, jsonExtension);

export function columnBuilder(column: Column): ColumnBuilder {
  switch (column.type) {
    case "text":
      return new TextBuilder(column);
    case "text_list":
      return new ListBuilder(column, textElement);
    case "json_list":
      return new ListBuilder(column, jsonElement);
    case "float32":
    case "float64":
      return new FloatBuilder(column);
    case "int64":
      return new Int64Builder(column);
    case "bool":
      return new BoolBuilder(column);
  }
}

/** What a column's cells are and which of them are null: shared by the builders. */
class Validity {
  readonly #column: Column;
  readonly #bits = new GrowingBits();
  count = 0;

  constructor(column: Column) {
    this.#column = column;
  }

  /** Notes one more cell; false when it is null. */
  note(cell: Cell | undefined): boolean {
    const present = cell !== null;
    if (cell === undefined || (!present && !this.#column.nullable))
      throw new CellMismatch(this.#column, cell);
    if (this.#column.nullable) this.#bits.append(present);
    this.count++;
    return present;
  }

  refuse(cell: Cell | undefined): never {
    throw new CellMismatch(this.#column, cell);
  }

  /** The properties that every kind of Arrow data takes. */
  common() {
    const nullCount = this.#bits.unset;
    return { length: this.count, nullCount, nullBitmap: nullCount > 0 ? this.#bits.view() : null };
  }

  clear(): void {
    this.#bits.clear();
    this.count = 0;
  }
}

class TextBuilder implements ColumnBuilder {
  readonly type = new Utf8();
  readonly #validity: Validity;
  readonly #text = new GrowingText();

  constructor(column: Column) {
    this.#validity = new Validity(column);
  }

  append(cell: Cell | undefined): void {
    const present = this.#validity.note(cell);
    if (!present) this.#text.append("");
    else if (typeof cell === "string") this.#text.append(cell);
    else this.#validity.refuse(cell);
  }

  get byteLength(): number {
    return this.#text.byteLength;
  }

  data(): Data {
    const common = this.#validity.common();
    return makeData({
      type: this.type,
      ...common,
      valueOffsets: this.#text.offsets(),
      data: this.#text.bytes(),
    });
  }

  clear(): void {
    this.#validity.clear();
    this.#text.clear();
  }
}

class ListBuilder implements ColumnBuilder {
  readonly type: List<Utf8>;
  readonly #validity: Validity;
  readonly #ends = new GrowingInt32();
  readonly #text = new GrowingText();

  constructor(column: Column, element: Field<Utf8>) {
    this.#validity = new Validity(column);
    this.type = new List(element);
    this.#ends.append(0);
  }

  append(cell: Cell | undefined): void {
    const present = this.#validity.note(cell);
    if (present) {
      if (typeof cell !== "object" || cell === null) this.#validity.refuse(cell);
      for (const element of cell) this.#text.append(element);
    }
    this.#ends.append(this.#text.count);
  }

  get byteLength(): number {
    return this.#text.byteLength;
  }

  data(): Data {
    const child = makeData({
      type: new Utf8(),
      length: this.#text.count,
      nullCount: 0,
      valueOffsets: this.#text.offsets(),
      data: this.#text.bytes(),
    });
    const common = this.#validity.common();
    return makeData({ type: this.type, ...common, valueOffsets: this.#ends.view(), child });
  }

  clear(): void {
    this.#validity.clear();
    this.#ends.clear();
    this.#ends.append(0);
    this.#text.clear();
  }
}

class FloatBuilder implements ColumnBuilder {
  readonly byteLength = 0;
  readonly type: Float32 | Float64;
  readonly #validity: Validity;
  readonly #values: number[] = [];

  constructor(column: Column) {
    this.type = column.type === "float32" ? new Float32() : new Float64();
    this.#validity = new Validity(column);
  }

  append(cell: Cell | undefined): void {
    const present = this.#validity.note(cell);
    if (!present) this.#values.push(0);
    else if (typeof cell === "number") this.#values.push(cell);
    else this.#validity.refuse(cell);
  }

  data(): Data {
    const data = this.type.ArrayType.from(this.#values);
    return makeData({ type: this.type, ...this.#validity.common(), data });
  }

  clear(): void {
    this.#validity.clear();
    this.#values.length = 0;
  }
}

class Int64Builder implements ColumnBuilder {
  readonly byteLength = 0;
  readonly type = new Int64();
  readonly #validity: Validity;
  readonly #values: bigint[] = [];

  constructor(column: Column) {
    this.#validity = new Validity(column);
  }

  append(cell: Cell | undefined): void {
    const present = this.#validity.note(cell);
    if (!present) this.#values.push(0n);
    else if (typeof cell === "bigint") this.#values.push(cell);
    else this.#validity.refuse(cell);
  }

  data(): Data {
    return makeData({ type: this.type, ...this.#validity.common(), data: BigInt64Array.from(this.#values) });
  }

  clear(): void {
    this.#validity.clear();
    this.#values.length = 0;
  }
}

class BoolBuilder implements ColumnBuilder {
  readonly byteLength = 0;
  readonly type = new Bool();
  readonly #validity: Validity;
  readonly #bits = new GrowingBits();

  constructor(column: Column) {
    this.#validity = new Validity(column);
  }

  append(cell: Cell | undefined): void {
    const present = this.#validity.note(cell);
    if (present && typeof cell !== "boolean") this.#validity.refuse(cell);
    this.#bits.append(cell === true);
  }

  data(): Data {
    return makeData({ type: this.type, ...this.#validity.common(), data: this.#bits.view() });
  }

  clear(): void {
    this.#validity.clear();
    this.#bits.clear();
  }
}
