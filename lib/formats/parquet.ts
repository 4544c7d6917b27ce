import {
  Compression,
  EnabledStatistics,
  type RecordBatch,
  Table,
  transformParquetStream,
  type WriterProperties,
  WriterPropertiesBuilder,
  WriterVersion,
} from "parquet-wasm";
import { BatchBuilder } from "#lib/formats/arrow.ts";
import type { Column, Row } from "#lib/formats/columns.ts";

/**
 * Names everything that the bytes of a file depend on beside its rows: the settings below, the batches, and the
 * packages that encode. It is part of every recipe hash and of `created_by`, so it moves when any of them does.
 */
export const writerVersion = "espalier-parquet-1";

/**
 * A batch closes at whichever comes first. The rows alone decide where, never how they arrive, because pages end at
 * batches; and memory holds one batch of text, not the file's.
 */
const batchRows = 2048;
const batchBytes = 4 * 1024 * 1024;

/** Text of a row group before encoding: under the 100 MB that Hub readers fetch at once, with room for a bad estimate. */
const rowGroupBytes = 64 * 1024 * 1024;
const rowGroupRows = { least: 64, most: 65_536 };

const pageBytes = 1024 * 1024;
/** Pages are measured after this many values, so 16 kB values overshoot a page by one megabyte at most. */
const writeBatchValues = 64;

/**
 * Rows as one Parquet file: zstd (level 1, the only one that the package offers), data pages of about 1 MB with a page
 * index, statistics of plain columns, no time or host. The same rows in the same order give the same bytes.
 *
 * Row groups are sized by the first batch: rows stand in hash order, so it is a fair sample of the file.
 *
 * @throws {CellMismatch} when a row does not fit the columns; and whatever `rows` throws.
 */
export async function encodeParquet(
  columns: readonly Column[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): Promise<Uint8Array> {
  const source = new BatchSource(recordBatches(columns, rows));
  try {
    const properties = writerProperties(columns, await source.sample());
    const file = await transformParquetStream(source.stream(), properties);
    const parts: Uint8Array[] = [];
    for await (const part of file) parts.push(part);
    if (source.failure) throw source.failure.error;
    return Buffer.concat(parts);
  } finally {
    await source.close();
  }
}

interface Batch {
  readonly stream: Uint8Array;
  readonly rows: number;
  readonly textBytes: number;
}

/** At least one batch, if an empty one: the writer learns the schema from it. */
async function* recordBatches(
  columns: readonly Column[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<Batch, undefined> {
  const builder = new BatchBuilder(columns);
  let taken = 0;
  for await (const row of rows) {
    builder.append(row);
    if (builder.rows < batchRows && builder.byteLength < batchBytes) continue;
    yield takeBatch(builder);
    taken++;
  }
  if (builder.rows > 0 || taken === 0) yield takeBatch(builder);
}

function takeBatch(builder: BatchBuilder): Batch {
  const { rows, byteLength: textBytes } = builder;
  return { stream: builder.takeStream(), rows, textBytes };
}

/** Feeds batches to the writer, one at a time. The writer takes a failed source for a finished one: `failure` tells. */
class BatchSource {
  failure: { readonly error: unknown } | null = null;
  readonly #batches: AsyncGenerator<Batch, undefined>;
  #first: Batch | null = null;

  constructor(batches: AsyncGenerator<Batch, undefined>) {
    this.#batches = batches;
  }

  /** The first batch, which is not taken by looking at it. */
  async sample(): Promise<Batch | null> {
    this.#first = (await this.#batches.next()).value ?? null;
    return this.#first;
  }

  stream(): ReadableStream<RecordBatch> {
    return new ReadableStream({ pull: controller => this.#pull(controller) }, { highWaterMark: 0 });
  }

  async close(): Promise<void> {
    await this.#batches.return(undefined);
  }

  async #pull(controller: ReadableStreamDefaultController<RecordBatch>): Promise<void> {
    try {
      const next = this.#first ?? (await this.#batches.next()).value;
      this.#first = null;
      if (next) controller.enqueue(inWasm(next.stream));
      else controller.close();
    } catch (error) {
      this.failure = { error };
      controller.close();
    }
  }
}

/** The memory of the wasm module is never given back: the table is freed here, the batch by the writer that reads it. */
function inWasm(stream: Uint8Array): RecordBatch {
  const table = Table.fromIPCStream(stream);
  try {
    const batch = table.recordBatch(0);
    if (!batch) throw new Error("an Arrow stream of one batch was read as none");
    return batch;
  } finally {
    table.free();
  }
}

function writerProperties(columns: readonly Column[], sample: Batch | null): WriterProperties {
  let builder = new WriterPropertiesBuilder()
    .setWriterVersion(WriterVersion.V1)
    .setCreatedBy(writerVersion)
    .setCompression(Compression.ZSTD)
    .setDictionaryEnabled(false)
    .setStatisticsEnabled(EnabledStatistics.None)
    .setDataPageSizeLimit(pageBytes)
    .setWriteBatchSize(writeBatchValues)
    .setMaxRowGroupSize(rowsPerGroup(sample));
  // Messages hardly repeat: a dictionary of them overflows and their least and greatest say nothing. The package cannot
  // name a list's element, so both are off by default and on by name.
  for (const { name, type } of columns) {
    if (!type.endsWith("list")) builder = builder.setColumnStatisticsEnabled(name, EnabledStatistics.Page);
    if (type === "text") builder = builder.setColumnDictionaryEnabled(name, true);
  }
  return builder.build();
}

function rowsPerGroup(sample: Batch | null): number {
  const meanBytes = sample ? sample.textBytes / Math.max(1, sample.rows) : 0;
  const fitting = Math.floor(rowGroupBytes / Math.max(1, meanBytes));
  return Math.min(rowGroupRows.most, Math.max(rowGroupRows.least, fitting));
}
