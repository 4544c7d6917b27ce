import { logRecordSchema } from "#lib/log/schemas.ts";
import type { Decoder } from "../decoder.ts";
import { plainRecord } from "../plain-record.ts";
import { isObject, objectOf } from "../source-values.ts";

const recordTypes: ReadonlySet<unknown> = new Set(
  logRecordSchema.options.map(option => option.shape.type.value),
);

/** Espalier JSONL: one record of the log a line, by `type`, with the client's own ids. */
export const espalier: Decoder = {
  format: "espalier",
  title: "Espalier JSONL",
  detects: value => isObject(value) && recordTypes.has(value.type),
  records: value => [plainRecord(objectOf(value, "record"))],
};
