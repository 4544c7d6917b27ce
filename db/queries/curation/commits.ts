import type { FrameRow } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import type { FieldChange } from "#lib/curation/merge/three-way.ts";
import type { Layer } from "#lib/views/view.ts";

export interface NewCommit extends FrameRow {
  kind: "create" | "edit" | "merge" | "update" | "revert";
  author: string;
  message: string;
  seq?: number | null;
  mergedBranchId?: string | null;
  mergedNo?: number | null;
  revertsNo?: number | null;
  changes: number;
}

export async function insertCommit(tx: Tx, workspaceId: string, c: NewCommit): Promise<void> {
  await tx.execute(
    `INSERT INTO "commit" (workspace_id, branch_id, no, kind, author, message, base_branch_id, base_no, base_seq, seq,
                           merged_branch_id, merged_no, reverts_no, changes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      workspaceId,
      c.branchId,
      c.no,
      c.kind,
      c.author,
      c.message,
      c.baseBranchId,
      c.baseNo,
      c.baseSeq,
      c.seq ?? null,
      c.mergedBranchId ?? null,
      c.mergedNo ?? null,
      c.revertsNo ?? null,
      c.changes,
    ],
  );
  await tx.execute(`UPDATE branch SET head_no = $3 WHERE workspace_id = $1 AND branch_id = $2`, [
    workspaceId,
    c.branchId,
    c.no,
  ]);
}

/** Sets fields on a branch from a commit on: closes what they were there, and writes what they are, and who changed what. */
export async function writeChanges(
  tx: Tx,
  workspaceId: string,
  { branchId, no }: Layer,
  changes: readonly FieldChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const columns = [
    changes.map(change => change.recordKind),
    changes.map(change => change.recordId),
    changes.map(change => change.path),
    changes.map(change => change.before),
    changes.map(change => change.after),
  ];
  const rows = `unnest($4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[]) AS c(kind, id, path, before, after)`;
  const values = [workspaceId, branchId, no, ...columns];
  await tx.execute(
    `UPDATE edit e SET to_no = $3 FROM ${rows}
      WHERE e.workspace_id = $1 AND e.branch_id = $2 AND e.record_id = c.id AND e.path = c.path COLLATE "C"
        AND e.to_no = 9223372036854775807 AND e.from_no < $3`,
    values,
  );
  await tx.execute(
    `INSERT INTO edit (workspace_id, branch_id, from_no, record_kind, record_id, path, value)
     SELECT $1, $2, $3, c.kind, c.id, c.path, c.after FROM ${rows}`,
    values,
  );
  await tx.execute(
    `INSERT INTO change (workspace_id, branch_id, no, record_kind, record_id, path, before, after)
     SELECT $1, $2, $3, c.kind, c.id, c.path, c.before, c.after FROM ${rows}`,
    values,
  );
}

const factTables = ["branch_fact", "branch_fact_reward", "branch_fact_tag", "branch_fact_comparison"];

/** Ends every edit and every derived fact that a branch has of its own: it is level with what it stands on. */
export async function closeOwnLayer(tx: Tx, workspaceId: string, layer: Layer): Promise<void> {
  await closeTables(tx, workspaceId, layer, ["edit", ...factTables]);
}

/** Ends every derived fact that a branch has of its own, to be derived anew, and these edits. */
export async function clearOwnLayer(
  tx: Tx,
  workspaceId: string,
  layer: Layer,
  dropped: readonly { recordId: string; path: string }[],
): Promise<void> {
  await closeTables(tx, workspaceId, layer, factTables);
  await tx.execute(
    `UPDATE edit e SET to_no = $3 FROM unnest($4::uuid[], $5::text[]) AS c(id, path)
      WHERE e.workspace_id = $1 AND e.branch_id = $2 AND e.record_id = c.id AND e.path = c.path COLLATE "C"
        AND e.to_no = 9223372036854775807`,
    [
      workspaceId,
      layer.branchId,
      layer.no,
      dropped.map(edit => edit.recordId),
      dropped.map(edit => edit.path),
    ],
  );
}

async function closeTables(
  tx: Tx,
  workspaceId: string,
  { branchId, no }: Layer,
  tables: string[],
): Promise<void> {
  for (const table of tables) {
    await tx.execute(
      `UPDATE ${table} SET to_no = $3 WHERE workspace_id = $1 AND branch_id = $2 AND to_no = 9223372036854775807`,
      [workspaceId, branchId, no],
    );
  }
}

export interface CommitRow {
  branch: string;
  no: number;
  kind: NewCommit["kind"];
  author: string;
  message: string;
  at: Date;
  baseSeq: number;
  seq: number | null;
  mergedBranch: string | null;
  mergedNo: number | null;
  revertsNo: number | null;
  changes: number;
}

/** A branch's commits, newest first, at or below a number. */
export function selectCommits(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  from: number,
  limit: number,
): Promise<CommitRow[]> {
  return tx.query<CommitRow>(
    `SELECT b.name AS branch, c.no, c.kind, c.author, c.message, c.at, c.base_seq AS "baseSeq", c.seq,
            m.name AS "mergedBranch", c.merged_no AS "mergedNo", c.reverts_no AS "revertsNo", c.changes
       FROM "commit" c JOIN branch b ON b.workspace_id = $1 AND b.branch_id = c.branch_id
       LEFT JOIN branch m ON m.workspace_id = $1 AND m.branch_id = c.merged_branch_id
      WHERE c.workspace_id = $1 AND c.branch_id = $2 AND c.no <= $3 ORDER BY c.no DESC LIMIT $4`,
    [workspaceId, branchId, from, limit],
  );
}

export function selectChanges(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  no: number,
): Promise<FieldChange[]> {
  return tx.query<FieldChange>(
    `SELECT record_kind AS "recordKind", record_id AS "recordId", path, before, after FROM change
      WHERE workspace_id = $1 AND branch_id = $2 AND no = $3 ORDER BY record_id, path`,
    [workspaceId, branchId, no],
  );
}

export interface RecordChangeRow extends FieldChange {
  branch: string;
  no: number;
  author: string;
  message: string;
  at: Date;
}

/** Who changed a record, when, why, from what: on every branch, newest first. */
export function selectRecordHistory(
  tx: Tx,
  workspaceId: string,
  recordIds: readonly string[],
): Promise<RecordChangeRow[]> {
  return tx.query<RecordChangeRow>(
    `SELECT b.name AS branch, c.no, k.author, k.message, k.at, c.record_kind AS "recordKind", c.record_id AS "recordId",
            c.path, c.before, c.after
       FROM change c JOIN branch b ON b.workspace_id = $1 AND b.branch_id = c.branch_id
       JOIN "commit" k ON k.workspace_id = $1 AND k.branch_id = c.branch_id AND k.no = c.no
      WHERE c.workspace_id = $1 AND c.record_id = ANY ($2::uuid[]) ORDER BY k.at DESC, c.path LIMIT 500`,
    [workspaceId, recordIds],
  );
}
