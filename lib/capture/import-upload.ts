import type { Decoded, DecodedRow } from "#lib/capture/sources/decoder.ts";
import { decodeFile } from "#lib/capture/sources/importers/decode-file.ts";
import type { SourceFile } from "#lib/capture/sources/importers/source-file.ts";
import { importInputSchema } from "#lib/capture/start-import.ts";
import type { RunningJob } from "#lib/jobs/run-job.ts";
import type { ImportResult, RecordProblem } from "#lib/jobs/schemas.ts";
import { type Appended, append } from "#lib/log/append.ts";
import { isEspalierError } from "#lib/service/errors.ts";
import { storage, uploadKey } from "#lib/storage/storage.ts";

/** How many records may wait for the log at once: enough to fill an append while the one before is in flight. */
const recordsInFlight = 10_000;
const problemsKept = 1_000;

/**
 * Imports a stored upload. Every record has an id that follows from its content, so running it again, after a crash or on
 * purpose, changes nothing. A row that cannot land is reported, and the others land.
 */
export async function importUpload({
  context,
  input,
  report,
  afterwards,
}: RunningJob): Promise<ImportResult> {
  const upload = importInputSchema.parse(input);
  const key = uploadKey(context.workspaceId, upload.uploadId);
  afterwards(() => storage().remove(key));
  const counted = countingFile(upload.name, upload.sizeBytes, key);
  const { decoder, rows } = await decodeFile(counted.file, upload.format);
  const tally = new ImportTally(upload.name, decoder.format);
  const progress = () => ({
    done: counted.read(),
    total: upload.sizeBytes,
    unit: "bytes",
    message: tally.sentence(),
  });
  const inFlight: Array<{ landed: Promise<void>; weight: number }> = [];
  let waiting = 0;
  const settleOldest = async () => {
    const oldest = inFlight.shift();
    waiting -= oldest?.weight ?? 0;
    await oldest?.landed;
  };
  for await (const row of rows) {
    if ("refused" in row) tally.refuse(row, row.refused);
    else {
      const weight = weightOf(row);
      const landed = land(context.workspaceId, row, tally);
      // It is awaited later; until then a failure must not count as unhandled, which would end the process.
      landed.catch(() => undefined);
      inFlight.push({ landed, weight });
      waiting += weight;
    }
    while (waiting > recordsInFlight) await settleOldest();
    await report(progress());
  }
  while (inFlight.length > 0) await settleOldest();
  await report(progress(), true);
  return tally.result();
}

async function land(workspaceId: string, row: DecodedRow, tally: ImportTally): Promise<void> {
  try {
    tally.add(row, await append(workspaceId, row.group));
  } catch (error) {
    if (!isEspalierError(error) || error.family === "unavailable") throw error;
    tally.refuse(row, error.message);
  }
}

function weightOf({ group }: DecodedRow): number {
  return group.reduce(
    (sum, record) => sum + 1 + (record.type === "trajectory" ? (record.steps?.length ?? 0) : 0),
    0,
  );
}

function countingFile(name: string, sizeBytes: number, key: string): { file: SourceFile; read(): number } {
  let furthest = 0;
  const slice = (start: number, end: number) => {
    furthest = Math.max(furthest, end);
    return storage().slice(key, start, end);
  };
  return { file: { name, sizeBytes, slice }, read: () => Math.min(furthest, sizeBytes) };
}

class ImportTally {
  readonly #file: string;
  readonly #result: ImportResult;

  constructor(file: string, format: string) {
    this.#file = file;
    this.#result = {
      format,
      created: {},
      unchanged: {},
      warningCount: 0,
      refusedCount: 0,
      warnings: [],
      refused: [],
    };
  }

  add(row: DecodedRow, appended: Appended): void {
    for (const { type, status } of appended.records) {
      const counts = this.#result[status];
      counts[type] = (counts[type] ?? 0) + 1;
    }
    for (const warning of row.warnings) {
      this.#result.warningCount += 1;
      this.#keep(this.#result.warnings, row, warning);
    }
  }

  refuse(place: Pick<Decoded, "line" | "record">, reason: string): void {
    this.#result.refusedCount += 1;
    this.#keep(this.#result.refused, place, reason);
  }

  sentence(): string {
    const landed = this.#result.created.trajectory ?? 0;
    const known = this.#result.unchanged.trajectory ?? 0;
    return `${landed} new trajectories, ${known} known, ${this.#result.refusedCount} records refused`;
  }

  result(): ImportResult {
    const byPlace = (x: RecordProblem, y: RecordProblem) => (x.record ?? 0) - (y.record ?? 0);
    this.#result.refused.sort(byPlace);
    this.#result.warnings.sort(byPlace);
    return this.#result;
  }

  #keep(list: RecordProblem[], { line, record }: Pick<Decoded, "line" | "record">, reason: string): void {
    if (list.length < problemsKept) list.push({ file: this.#file, line, record, reason });
  }
}
