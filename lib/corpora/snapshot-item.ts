import type { SnapshotRow } from "#db/queries/corpora/snapshots.ts";
import type { StoredSummary } from "#lib/corpora/materialize/summary.ts";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";
import { notFound } from "#lib/service/errors.ts";

/** Written by ourselves at publishing, so that it is not checked again. */
export function readSummary(text: string): StoredSummary {
  return JSON.parse(text);
}

export function snapshotItem(row: SnapshotRow): SnapshotItem {
  const summary = readSummary(row.summary);
  return {
    corpus: row.corpus,
    version: row.version,
    snapshot: `${row.corpus}@v${row.version}`,
    ref: row.ref,
    filter: row.filter,
    recipe: row.recipe,
    rows: row.rows,
    considered: row.considered,
    leftOut: summary.leftOut,
    sizeBytes: row.sizeBytes,
    files: summary.files,
    manifestSha256: row.manifestSha256,
    logicalRoot: row.logicalRoot,
    statistics: {
      meanStrength: summary.meanStrength,
      meanVoteShare: summary.meanVoteShare,
      lengthHistogram: summary.lengthHistogram,
      longerThan: summary.longerThan,
    },
    publishedBy: row.publishedBy,
    publishedAt: row.publishedAt.toISOString(),
  };
}

export function snapshotNotFound(corpus: string, version: number | "latest") {
  return notFound(
    version === "latest"
      ? `Nothing of ${corpus} is published yet.`
      : `There is no snapshot ${corpus}@v${version}.`,
    { code: "snapshot_not_found" },
  );
}
