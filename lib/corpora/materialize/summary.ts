import { createHash } from "node:crypto";
import { datasetCard } from "#lib/corpora/materialize/dataset-card.ts";
import type { MaterializedSegment } from "#lib/corpora/materialize/materialize-segment.ts";
import { logicalRoot } from "#lib/corpora/materialize/row-hash.ts";
import { exampleRows, tokenLimits } from "#lib/corpora/materialize/segment-result.ts";
import type { LeftOut, SnapshotFile } from "#lib/corpora/schemas.ts";

/** Examples of each left-out reason that a version's page can list. */
const examplesKept = 100;

/** A data file of a snapshot with where it came from. */
export interface SummaryFile extends SnapshotFile {
  split: string;
  segment: number;
  recipeHash: string;
  rowsHash: string;
}

export interface StoredSummary {
  files: SnapshotFile[];
  leftOut: LeftOut[];
  segments: number;
  segmentsReused: number;
  meanStrength: number | null;
  meanVoteShare: number | null;
  lengthHistogram: Array<{ upTo: number; rows: number }>;
  longerThan: Array<{ tokens: number; rows: number }>;
  examples: Array<Record<string, unknown>>;
}

/** Adds a snapshot's segments up. */
export function summarize(segments: readonly MaterializedSegment[]) {
  const dataFiles = segments.flatMap(filesOf);
  const card = datasetCard(dataFiles.map(file => file.split));
  const cardSha256 = createHash("sha256").update(card).digest("hex");
  const cardFile: SnapshotFile = {
    path: "README.md",
    sha256: cardSha256,
    sizeBytes: card.byteLength,
    rows: null,
    reused: false,
  };
  const files = [
    cardFile,
    ...dataFiles.map(({ path, sha256, sizeBytes, rows, reused }) => ({
      path,
      sha256,
      sizeBytes,
      rows,
      reused,
    })),
  ];
  const leftOut = addLeftOut(segments);
  const sum = (of: (segment: MaterializedSegment) => number) =>
    segments.reduce((total, segment) => total + of(segment), 0);
  const mean = (name: "strength" | "voteShare") => {
    const n = sum(segment => segment.result[name].n);
    return n === 0 ? null : sum(segment => segment.result[name].sum) / n;
  };
  const stored: StoredSummary = {
    files,
    leftOut,
    segments: segments.length,
    segmentsReused: segments.filter(segment => segment.reused).length,
    meanStrength: mean("strength"),
    meanVoteShare: mean("voteShare"),
    lengthHistogram: addLengths(segments),
    longerThan: tokenLimits.map(tokens => ({
      tokens,
      rows: sum(segment => segment.result.longerThan[tokens] ?? 0),
    })),
    examples: segments.flatMap(segment => segment.result.examples).slice(0, exampleRows),
  };
  return {
    stored,
    dataFiles,
    cardFile,
    extraFiles: [{ sha256: cardSha256, bytes: card }],
    leftOut,
    rows: dataFiles.reduce((total, file) => total + (file.rows ?? 0), 0),
    considered: sum(segment => segment.result.considered),
    sizeBytes: files.reduce((total, file) => total + file.sizeBytes, 0),
    logicalRoot: logicalRoot(
      dataFiles.map(({ split, rows, rowsHash }) => ({ split, rows: rows ?? 0, rowsHash })),
    ),
  };
}

export type Summary = ReturnType<typeof summarize>;

function filesOf({ segment, recipeHash, result, reused }: MaterializedSegment): SummaryFile[] {
  return result.files.map(({ split, sha256, sizeBytes, rows, rowsHash }) => ({
    path: `data/${split}-${String(segment.segment).padStart(5, "0")}-${sha256.slice(0, 8)}.parquet`,
    sha256,
    sizeBytes,
    rows,
    reused,
    split,
    segment: segment.segment,
    recipeHash,
    rowsHash,
  }));
}

/** Most frequent first. */
function addLeftOut(segments: readonly MaterializedSegment[]): LeftOut[] {
  const byReason = new Map<string, LeftOut>();
  for (const { result } of segments) {
    for (const [reason, { count, examples }] of Object.entries(result.leftOut)) {
      const held = byReason.get(reason) ?? { reason, count: 0, examples: [] };
      held.count += count;
      held.examples.push(...examples.slice(0, examplesKept - held.examples.length));
      byReason.set(reason, held);
    }
  }
  return [...byReason.values()].sort((x, y) => y.count - x.count || (x.reason < y.reason ? -1 : 1));
}

function addLengths(segments: readonly MaterializedSegment[]): Array<{ upTo: number; rows: number }> {
  const rows = new Map<number, number>();
  for (const { result } of segments) {
    for (const [bound, count] of Object.entries(result.lengths))
      rows.set(Number(bound), (rows.get(Number(bound)) ?? 0) + count);
  }
  return [...rows].sort(([x], [y]) => x - y).map(([upTo, count]) => ({ upTo, rows: count }));
}
