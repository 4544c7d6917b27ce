import { invalid } from "#lib/service/errors.ts";
import { type Decoded, type Decoder, decodeRow } from "../decoder.ts";
import { decoderByName, detectFormat, knownFormats } from "./detect.ts";
import { type ReadRow, readRows } from "./read-rows.ts";
import type { SourceFile } from "./source-file.ts";

export interface DecodedFile {
  decoder: Decoder;
  rows: AsyncGenerator<Decoded>;
}

/** How many rows are looked at before a file counts as of no known format. */
const sampleRows = 20;

/**
 * Opens a file for import: its format (given, or detected from the first rows) and its rows, decoded as they are read.
 * @throws an `invalid` error: `unknown_format` for a name or a content that no decoder knows, `empty_file`.
 */
export async function decodeFile(file: SourceFile, format?: string): Promise<DecodedFile> {
  const rows = readRows(file);
  if (format !== undefined) {
    const decoder = decoderByName(format);
    return { decoder, rows: decodedRows(decoder, [], rows) };
  }
  const head: ReadRow[] = [];
  while (head.length < sampleRows) {
    const next = await rows.next();
    if (next.done) break;
    head.push(next.value);
    const decoder = "value" in next.value ? detectFormat([next.value.value]) : null;
    if (decoder) return { decoder, rows: decodedRows(decoder, head, rows) };
  }
  await rows.return(undefined);
  throw unrecognised(file, head);
}

async function* decodedRows(
  decoder: Decoder,
  head: readonly ReadRow[],
  rows: AsyncIterable<ReadRow>,
): AsyncGenerator<Decoded> {
  for (const row of head) yield decoded(decoder, row);
  for await (const row of rows) yield decoded(decoder, row);
}

function decoded(decoder: Decoder, row: ReadRow): Decoded {
  return "refused" in row ? row : decodeRow(decoder, row);
}

function unrecognised(file: SourceFile, head: readonly ReadRow[]): Error {
  const [first] = head;
  if (!first) return invalid(`${file.name} holds no record.`, { code: "empty_file" });
  const why = "refused" in first ? ` Its first record cannot be read: ${first.refused}.` : "";
  return invalid(
    `${file.name} is in no format that Espalier knows.${why} Known formats: ${knownFormats()}.`,
    { code: "unknown_format" },
  );
}
