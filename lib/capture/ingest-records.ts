import { z } from "zod";
import { LineSplitter } from "#lib/capture/sources/importers/line-splitter.ts";
import { plainRecord } from "#lib/capture/sources/plain-record.ts";
import { JsonSyntaxError, parseJson } from "#lib/formats/json.ts";
import { type Appended, append } from "#lib/log/append.ts";
import { type LogRecord, logRecordSchema } from "#lib/log/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { invalid, isEspalierError } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";

/** The most records of one JSON batch, which lands as a whole; NDJSON has no limit. */
export const recordsPerBatch = 10_000;

const batchSchema = z.array(logRecordSchema).min(1).max(recordsPerBatch);

/** Appends one record, or an array of them, all or none. A record without a `type` is a trajectory. */
export async function ingestBatch(context: Context, body: unknown): Promise<Appended> {
  authorize(context, "ingest");
  const records = Array.isArray(body)
    ? parseInput(batchSchema, body.map(typedRecord))
    : [parseInput(logRecordSchema, typedRecord(body))];
  return append(context.workspaceId, records);
}

/** What became of one line of NDJSON. */
export type LineResult =
  | ({ line: number; status: "created" | "unchanged" } & Omit<Appended["records"][number], "status">)
  | { line: number; status: "refused"; code: string; detail: string; field?: string };

/** How many lines may be on their way to the log at once. */
const linesInFlight = 1_000;

/** Appends a line at a time, each by itself: a bad line is refused in its place, and the others land. In bounded memory. */
export async function* ingestLines(
  context: Context,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<LineResult> {
  authorize(context, "ingest");
  const splitter = new LineSplitter();
  const inFlight: Array<Promise<LineResult>> = [];
  const take = (spans: ReturnType<LineSplitter["push"]>) => {
    for (const span of spans) {
      const result =
        "bytes" in span
          ? appendLine(context, span.line, span.bytes)
          : Promise.resolve(refusal(span.line, invalid(span.refused, { code: "too_large" })));
      result.catch(() => undefined);
      inFlight.push(result);
    }
  };
  for await (const chunk of bytes) {
    take(splitter.push(chunk));
    while (inFlight.length > linesInFlight) yield await next(inFlight);
  }
  take(splitter.end());
  while (inFlight.length > 0) yield await next(inFlight);
}

async function next(inFlight: Array<Promise<LineResult>>): Promise<LineResult> {
  const oldest = inFlight.shift();
  if (!oldest) throw new Error("no line is in flight");
  return oldest;
}

async function appendLine(context: Context, line: number, bytes: Uint8Array): Promise<LineResult> {
  try {
    const { records } = await append(context.workspaceId, [parseLine(bytes)]);
    const [first] = records;
    if (!first) throw new Error("an append answered no record");
    return { line, ...first };
  } catch (error) {
    return refusal(line, error);
  }
}

function refusal(line: number, error: unknown): LineResult {
  if (!isEspalierError(error) || error.family === "unavailable") throw error;
  return { line, status: "refused", code: error.code, detail: error.message, field: error.field };
}

function parseLine(bytes: Uint8Array): LogRecord {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalid("The line is not valid UTF-8.", { code: "invalid_utf8", cause });
  }
  try {
    return parseInput(logRecordSchema, typedRecord(parseJson(text)));
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw invalid(`The line is not valid JSON: ${error.message}.`, { code: "invalid_json", cause: error });
  }
}

function typedRecord(value: unknown): unknown {
  const record = plainRecord(value);
  const isObject = typeof record === "object" && record !== null && !Array.isArray(record);
  return isObject && !("type" in record) ? { type: "trajectory", ...record } : record;
}
