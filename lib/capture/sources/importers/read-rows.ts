import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import type { RefusedRow, SourceRow } from "../decoder.ts";
import { type ByteSpan, isSpace, maxRecordBytes } from "./byte-spans.ts";
import { JsonArraySplitter } from "./json-array-splitter.ts";
import { LineSplitter } from "./line-splitter.ts";
import { parquetRows } from "./parquet-rows.ts";
import { chunksOf, type SourceFile } from "./source-file.ts";

export type ReadRow = SourceRow | RefusedRow;

/**
 * The rows of a file of JSON lines, one JSON array, one JSON object, or Parquet, told apart by content. Memory is
 * bounded by one record (64 MiB), of Parquet by one row group. A row that cannot be read is refused in its place
 * and the reading goes on. Throws only what `file.slice` throws.
 */
export async function* readRows(file: SourceFile): AsyncGenerator<ReadRow> {
  const head = await file.slice(0, Math.min(file.sizeBytes, 4096));
  const packed = packing(head);
  if (packed) {
    yield { line: null, record: 1, refused: `the file is ${packed}; unpack it first` };
    return;
  }
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) {
    yield* parquetRows(file);
    return;
  }
  const start = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const first = head.subarray(start).find(byte => !isSpace(byte));
  if (first === 0x5b) yield* split(file, start, new JsonArraySplitter());
  else if (first === 0x7b && (await isSingleObject(file, start))) yield await singleObject(file, start);
  else yield* split(file, start, new LineSplitter());
}

function packing(head: Uint8Array): string | null {
  if (startsWith(head, [0x1f, 0x8b])) return "compressed with gzip";
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return "compressed with zstd";
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return "a zip archive";
  return null;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

async function* split(
  file: SourceFile,
  start: number,
  splitter: LineSplitter | JsonArraySplitter,
): AsyncGenerator<ReadRow> {
  for await (const chunk of chunksOf(file, start)) {
    for (const span of splitter.push(chunk)) yield rowOf(span);
  }
  for (const span of splitter.end()) yield rowOf(span);
}

/**
 * A file that begins with `{` holds lines unless its first line is not a whole record while the file is one. (A cut
 * first line of a JSON lines file leaves the file unparseable, so it stays a file of lines with a bad first one.)
 */
async function isSingleObject(file: SourceFile, start: number): Promise<boolean> {
  const lines = new LineSplitter();
  for await (const chunk of chunksOf(file, start)) {
    const [line] = lines.push(chunk);
    if (!line) continue;
    if (!("refused" in rowOf(line)) || file.sizeBytes > maxRecordBytes) return false;
    return !("refused" in (await singleObject(file, start)));
  }
  return false;
}

async function singleObject(file: SourceFile, start: number): Promise<ReadRow> {
  return rowOf({ line: 1, record: 1, bytes: await file.slice(start, file.sizeBytes) });
}

function rowOf(span: ByteSpan): ReadRow {
  if ("refused" in span) return span;
  const { line, record, bytes } = span;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { line, record, value: parseJson(text) };
  } catch (error) {
    if (error instanceof JsonSyntaxError) {
      return { line, record, refused: `not JSON: ${error.message}` };
    }
    if (error instanceof TypeError) return { line, record, refused: "not UTF-8 text" };
    throw error;
  }
}
