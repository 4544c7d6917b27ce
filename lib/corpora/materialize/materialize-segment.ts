import { createHash } from "node:crypto";
import {
  type CandidateRow,
  insertSegmentResult,
  type SegmentRow,
  selectCandidates,
  selectSegmentResult,
} from "#db/queries/corpora/segments.ts";
import { inFileOrder } from "#lib/corpora/materialize/order.ts";
import { readComparisons } from "#lib/corpora/materialize/read-comparisons.ts";
import { recipeHash } from "#lib/corpora/materialize/recipe-hash.ts";
import { RowsHash } from "#lib/corpora/materialize/row-hash.ts";
import { RowTally } from "#lib/corpora/materialize/row-tally.ts";
import { type SegmentResult, segmentResultSchema } from "#lib/corpora/materialize/segment-result.ts";
import type { Recipe } from "#lib/corpora/recipes/recipe.ts";
import type { Row } from "#lib/formats/columns.ts";
import { encodeParquet, writerVersion } from "#lib/formats/parquet.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import type { SlicePlan } from "#lib/slices/plan-slice.ts";
import { objectKey, storage } from "#lib/storage/storage.ts";
import type { View } from "#lib/views/view.ts";

/** Moves when records are stored or read in another shape. */
export const schemaVersion = 1;

export interface SegmentWork {
  segment: SegmentRow;
  view: View;
  slice: SlicePlan;
  recipe: Recipe;
  /** Called as records pass, so that a caller can report and stop. */
  onRecords(count: number): Promise<void>;
}

export interface MaterializedSegment {
  segment: SegmentRow;
  recipeHash: string;
  result: SegmentResult;
  reused: boolean;
}

const split = "train";
const recordsPerReport = 500;

/**
 * Makes a segment's file, or finds it made: the same recipe hash means the same bytes. The file is stored by its hash and
 * its size checked before the result is kept.
 */
export async function materializeSegment(context: Context, work: SegmentWork): Promise<MaterializedSegment> {
  const { segment, view, slice, recipe } = work;
  const candidates = await read(context, tx =>
    selectCandidates(tx, { workspaceId: context.workspaceId, view, predicate: slice.predicate, ...segment }),
  );
  const hash = recipeHash({
    segment: { fromSeq: segment.fromSeq, toSeq: segment.toSeq },
    visibleVersions: versionsHash(candidates),
    slice: slice.canonical,
    recipe,
    split,
    schemaVersion,
    writerVersion,
    notLocal: null,
  });
  const kept = await reusable(context, hash);
  if (kept) {
    await work.onRecords(candidates.length);
    return { segment, recipeHash: hash, result: kept, reused: true };
  }
  const result = await writeSegment(context, work, candidates);
  await read(context, tx => insertSegmentResult(tx, context.workspaceId, hash, JSON.stringify(result)));
  return { segment, recipeHash: hash, result, reused: false };
}

/** A trajectory's captured steps only ever grow, so their count tells which of them a row read; edits name their commit. */
function versionsHash(candidates: readonly CandidateRow[]): string {
  const hash = createHash("sha256");
  for (const candidate of candidates) hash.update(`${JSON.stringify(Object.values(candidate))}\n`);
  return hash.digest("hex");
}

async function reusable(context: Context, hash: string): Promise<SegmentResult | null> {
  const text = await read(context, tx => selectSegmentResult(tx, context.workspaceId, hash));
  if (text === null) return null;
  const result = segmentResultSchema.parse(JSON.parse(text));
  for (const file of result.files) {
    if ((await storage().size(objectKey(context.workspaceId, file.sha256))) !== file.sizeBytes) return null;
  }
  return result;
}

async function writeSegment(
  context: Context,
  work: SegmentWork,
  candidates: readonly CandidateRow[],
): Promise<SegmentResult> {
  const { recipe } = work;
  const tally = new RowTally(recipe.columns);
  const rowsHash = new RowsHash(recipe.columns);
  const ordered = inFileOrder(candidates, candidate => candidate.comparisonId);

  async function* rows(): AsyncGenerator<Row> {
    let passed = 0;
    for await (const comparison of readComparisons(context, work.view, ordered)) {
      const made = recipe.row(comparison, split);
      if ("row" in made) {
        tally.take(made.row);
        rowsHash.add(made.row);
        yield made.row;
      } else tally.leaveOut(comparison.comparisonId, made.leftOut);
      passed += 1;
      if (passed % recordsPerReport === 0) await work.onRecords(recordsPerReport);
    }
    await work.onRecords(passed % recordsPerReport);
  }

  const bytes = await encodeParquet(recipe.columns, rows());
  if (rowsHash.rows === 0) return { ...tally.result, files: [] };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await store(context.workspaceId, sha256, bytes);
  const file = {
    split,
    sha256,
    sizeBytes: bytes.byteLength,
    rows: rowsHash.rows,
    rowsHash: rowsHash.digest(),
  };
  return { ...tally.result, files: [file] };
}

/** Stores an object under its hash, unless it stands there whole. */
export async function store(workspaceId: string, sha256: string, bytes: Uint8Array): Promise<void> {
  const key = objectKey(workspaceId, sha256);
  if ((await storage().size(key)) === bytes.byteLength) return;
  await storage().put(key, bytes);
  const size = await storage().size(key);
  if (size !== bytes.byteLength)
    throw new Error(`object ${key} was stored with ${size} of ${bytes.byteLength} bytes`);
}
