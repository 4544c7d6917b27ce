import {
  charactersPerToken,
  exampleRows,
  leftOutExamples,
  type SegmentResult,
  tokenLimits,
} from "#lib/corpora/materialize/segment-result.ts";
import type { Cell, Column, Row } from "#lib/formats/columns.ts";

/** Counts what becomes of a segment's records, while its rows pass by. */
export class RowTally {
  readonly #columns: readonly Column[];
  readonly result: Omit<SegmentResult, "files">;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.result = {
      considered: 0,
      leftOut: {},
      strength: { sum: 0, n: 0 },
      voteShare: { sum: 0, n: 0 },
      lengths: {},
      longerThan: Object.fromEntries(tokenLimits.map(limit => [limit, 0])),
      examples: [],
    };
  }

  leaveOut(recordId: string, reason: string): void {
    this.result.considered += 1;
    this.result.leftOut[reason] ??= { count: 0, examples: [] };
    const entry = this.result.leftOut[reason];
    entry.count += 1;
    if (entry.examples.length < leftOutExamples) entry.examples.push(recordId);
  }

  take(row: Row): void {
    this.result.considered += 1;
    addTo(this.result.strength, row.esp_strength);
    addTo(this.result.voteShare, row.esp_vote_share);
    const length = lengthOf(row);
    const bound = String(2 ** Math.ceil(Math.log2(Math.max(length, 64))));
    this.result.lengths[bound] = (this.result.lengths[bound] ?? 0) + 1;
    for (const limit of tokenLimits) {
      if (length > limit * charactersPerToken)
        this.result.longerThan[limit] = (this.result.longerThan[limit] ?? 0) + 1;
    }
    if (this.result.examples.length < exampleRows) this.result.examples.push(readableRow(this.#columns, row));
  }
}

function addTo(mean: { sum: number; n: number }, cell: Cell | undefined): void {
  if (typeof cell !== "number") return;
  mean.sum += cell;
  mean.n += 1;
}

/** Characters of a row's longest sequence: the prompt with the longer of its completions. */
export function lengthOf(row: Row): number {
  const size = (name: string) => {
    const cell = row[name];
    return Array.isArray(cell) ? cell.reduce((sum: number, text) => sum + String(text).length, 0) : 0;
  };
  return size("prompt") + Math.max(size("chosen"), size("rejected"));
}

/** A row with its messages as objects, not JSON texts. */
export function readableRow(columns: readonly Column[], row: Row): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, readableCell(type, row[name])]));
}

function readableCell(type: Column["type"], cell: Cell | undefined): unknown {
  if (typeof cell === "bigint") return Number(cell);
  if (type === "json_list" && Array.isArray(cell)) return cell.map(text => JSON.parse(String(text)));
  return cell ?? null;
}
