import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import { Refusal, type RefusedRow, type SourceRow } from "../decoder.ts";
import { isObject } from "../source-values.ts";
import type { SourceFile } from "./source-file.ts";

/** Largest row group that is read, unpacked; writers make at most 512 MB. It bounds the memory of an import. */
const maxGroupBytes = 1024 * 1024 * 1024;

/**
 * The rows of a Parquet file as JSON values, one row group at a time. A row group that cannot be read is refused as a
 * whole, under the number of its first row. In a row, a null member is left out: Parquet pads structs with nulls, so
 * there an absent member and a null one are the same.
 */
export async function* parquetRows(file: SourceFile): AsyncGenerator<SourceRow | RefusedRow> {
  const buffer = asyncBuffer(file);
  const metadata = await metadataOf(buffer);
  if (typeof metadata === "string") {
    yield { line: null, record: 1, refused: metadata };
    return;
  }
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const tooLarge = group.total_byte_size > maxGroupBytes;
    const rows = tooLarge
      ? "its row group is larger than 1 GiB"
      : await groupRows(buffer, metadata, rowStart, rowEnd);
    if (typeof rows === "string") {
      yield {
        line: null,
        record: rowStart + 1,
        refused: `rows ${rowStart + 1} to ${rowEnd} cannot be read: ${rows}`,
      };
    } else {
      for (const [at, row] of rows.entries()) yield readRow(row, rowStart + at + 1);
    }
    rowStart = rowEnd;
  }
}

function asyncBuffer(file: SourceFile): AsyncBuffer {
  return {
    byteLength: file.sizeBytes,
    async slice(start, end = file.sizeBytes) {
      const bytes = await file.slice(start, end);
      const buffer = new ArrayBuffer(bytes.length);
      new Uint8Array(buffer).set(bytes);
      return buffer;
    },
  };
}

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData | string> {
  try {
    return await parquetMetadataAsync(file);
  } catch (error) {
    return `not a readable Parquet file: ${messageOf(error)}`;
  }
}

/** The reader's own failure comes back as its message, since bytes from outside cause it. */
async function groupRows(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rowEnd: number,
): Promise<Record<string, unknown>[] | string> {
  try {
    return await parquetReadObjects({
      file,
      metadata,
      rowStart,
      rowEnd,
      compressors,
      parsers: { stringFromBytes, jsonFromBytes },
    });
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Bytes that are not text stay bytes, so that only their row is refused. */
function stringFromBytes(bytes: Uint8Array | undefined): unknown {
  if (!bytes) return bytes;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

function jsonFromBytes(bytes: Uint8Array | undefined): unknown {
  const text = stringFromBytes(bytes);
  if (typeof text !== "string") return text;
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text;
    throw error;
  }
}

function readRow(row: Record<string, unknown>, record: number): SourceRow | RefusedRow {
  try {
    return { line: null, record, value: jsonValue(row, "") };
  } catch (error) {
    if (error instanceof Refusal) return { line: null, record, refused: error.message };
    throw error;
  }
}

/** @throws {Refusal} for what JSON has no value for. */
function jsonValue(value: unknown, path: string): unknown {
  if (typeof value === "bigint") return exactInteger(value);
  if (typeof value === "number") return finite(value, path);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) throw new Refusal(`${path}: holds bytes that are not UTF-8 text`);
  if (Array.isArray(value)) return value.map((item, at) => jsonValue(item, `${path}[${at}]`) ?? null);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(
    ([key, member]) => [key, jsonValue(member, path ? `${path}.${key}` : key)] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => member !== null && member !== undefined));
}

function exactInteger(value: bigint): unknown {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : JSON.rawJSON(value.toString());
}

/** Data frames write a missing number as NaN. */
function finite(value: number, path: string): number | null {
  if (Number.isNaN(value)) return null;
  if (Number.isFinite(value)) return value;
  throw new Refusal(`${path}: ${value} is not a number of JSON`);
}
