import type { MergeRequestRow } from "#db/queries/curation/merge-requests.ts";
import type { MergeRequestItem } from "#lib/curation/schemas.ts";

export function mergeRequestItem(row: MergeRequestRow): MergeRequestItem {
  const ref = row.mergedSeq === null ? `${row.target}@${row.mergedNo}` : `main@${row.mergedSeq}`;
  return {
    number: row.number,
    source: row.source,
    target: row.target,
    title: row.title,
    description: row.description,
    state: row.state,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    mergedRef: row.mergedNo === null ? null : ref,
  };
}
