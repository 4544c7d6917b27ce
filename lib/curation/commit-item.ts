import type { CommitRow } from "#db/queries/curation/commits.ts";
import type { CommitItem } from "#lib/curation/schemas.ts";

export function commitItem(row: CommitRow): CommitItem {
  return {
    branch: row.branch,
    no: row.no,
    ref: row.seq === null ? `${row.branch}@${row.no}` : `main@${row.seq}`,
    kind: row.kind,
    author: row.author,
    message: row.message,
    at: row.at.toISOString(),
    seq: row.seq,
    mergedRef: row.mergedBranch === null ? null : `${row.mergedBranch}@${row.mergedNo}`,
    revertsNo: row.revertsNo,
    changes: row.changes,
  };
}
