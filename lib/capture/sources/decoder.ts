import { type LogRecord, logRecordSchema } from "#lib/log/schemas.ts";
import { schemaProblem } from "./schema-problem.ts";

/** Where a row stands in its file: `line` counts from 1 and is null where a file has no lines, `record` counts from 1. */
export interface SourcePlace {
  line: number | null;
  record: number;
}

/** One row of a source, parsed but not yet understood. */
export interface SourceRow extends SourcePlace {
  value: unknown;
}

/** A row that cannot land, and the reason, written for the person who sent the file. */
export interface RefusedRow extends SourcePlace {
  refused: string;
}

/** What a row became. A `group` lands as a whole or not at all. */
export interface DecodedRow extends SourcePlace {
  group: LogRecord[];
  warnings: string[];
}

export type Decoded = DecodedRow | RefusedRow;
export type Warn = (warning: string) => void;

export interface Decoder {
  /** The name that `--format` takes. */
  format: string;
  /** What the format is called on a screen. */
  title: string;
  /** Whether a row looks like this format; it may still be refused. */
  detects(value: unknown): boolean;
  /**
   * The log records of one row, in the order in which they refer to each other. They need not be valid:
   * `decodeRow` checks them.
   * @throws {Refusal} with a reason that names the field.
   */
  records(value: unknown, warn: Warn): unknown[];
}

/** Thrown by a decoder: the row cannot land, the rows around it can. */
export class Refusal extends Error {}

/** Decodes one row. Bad input comes back as a refusal; only a fault in a decoder throws. */
export function decodeRow(decoder: Decoder, row: SourceRow): Decoded {
  const { line, record } = row;
  const warnings: string[] = [];
  const group: LogRecord[] = [];
  try {
    for (const found of decoder.records(row.value, warning => warnings.push(warning))) {
      const checked = logRecordSchema.safeParse(found);
      if (!checked.success) return { line, record, refused: schemaProblem(checked.error) };
      group.push(checked.data);
    }
  } catch (error) {
    if (error instanceof Refusal) return { line, record, refused: error.message };
    throw error;
  }
  return { line, record, group, warnings };
}
