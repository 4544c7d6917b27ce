import type { BranchRow } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";

export interface ListedBranch extends BranchRow {
  baseBranch: string | null;
  baseNo: number | null;
  baseSeq: number;
  /** Commits of its own since it was last level with what it stands on. */
  ahead: number;
  /** Commits of main that it does not see. */
  behind: number;
  headAt: Date;
  headMessage: string;
  headAuthor: string;
}

/** Every branch but the deleted ones, main first, then by their latest commit. */
export function selectBranches(tx: Tx, workspaceId: string): Promise<ListedBranch[]> {
  return tx.query<ListedBranch>(
    `SELECT b.branch_id AS "branchId", b.name, b.description, b.head_no AS "headNo", b.is_protected AS "isProtected",
            b.required_approvals AS "requiredApprovals", b.created_by AS "createdBy", b.created_at AS "createdAt",
            b.deleted_at AS "deletedAt", p.name AS "baseBranch", h.base_no AS "baseNo", h.base_seq AS "baseSeq",
            CASE WHEN b.branch_id = $1 THEN 0 ELSE (
              SELECT count(*) FROM "commit" k
               WHERE k.workspace_id = $1 AND k.branch_id = b.branch_id AND k.kind IN ('edit', 'revert') AND k.no > coalesce((
                 SELECT max(m.no) FROM "commit" m WHERE m.workspace_id = $1 AND m.branch_id = b.branch_id AND m.kind = 'merge'), 0))
            END AS ahead,
            CASE WHEN b.branch_id = $1 THEN 0 ELSE (
              SELECT count(*) FROM "commit" k WHERE k.workspace_id = $1 AND k.branch_id = $1 AND k.seq > h.base_seq) END AS behind,
            h.at AS "headAt", h.message AS "headMessage", h.author AS "headAuthor"
       FROM branch b
       JOIN "commit" h ON h.workspace_id = $1 AND h.branch_id = b.branch_id AND h.no = b.head_no
       LEFT JOIN branch p ON p.workspace_id = $1 AND p.branch_id = h.base_branch_id
      WHERE b.workspace_id = $1 AND b.deleted_at IS NULL
      ORDER BY b.branch_id <> $1, h.at DESC, b.name`,
    [workspaceId],
  );
}

/** False when the name is taken. */
export async function insertBranch(
  tx: Tx,
  workspaceId: string,
  branch: { branchId: string; name: string; description: string | null; createdBy: string },
): Promise<boolean> {
  const inserted = await tx.execute(
    `INSERT INTO branch (workspace_id, branch_id, name, description, head_no, created_by) VALUES ($1, $2, $3, $4, 0, $5)
     ON CONFLICT (workspace_id, name) WHERE deleted_at IS NULL DO NOTHING`,
    [workspaceId, branch.branchId, branch.name, branch.description, branch.createdBy],
  );
  return inserted > 0;
}

export async function updateBranch(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  set: { name?: string; description?: string; isProtected?: boolean; requiredApprovals?: number },
): Promise<void> {
  await tx.execute(
    `UPDATE branch SET name = coalesce($3, name), description = coalesce($4, description),
            is_protected = coalesce($5, is_protected), required_approvals = coalesce($6, required_approvals)
      WHERE workspace_id = $1 AND branch_id = $2`,
    [
      workspaceId,
      branchId,
      set.name ?? null,
      set.description ?? null,
      set.isProtected ?? null,
      set.requiredApprovals ?? null,
    ],
  );
}

export async function setBranchDeleted(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  deleted: boolean,
): Promise<void> {
  await tx.execute(
    `UPDATE branch SET deleted_at = CASE WHEN $3 THEN now() END WHERE workspace_id = $1 AND branch_id = $2`,
    [workspaceId, branchId, deleted],
  );
}

/** The branch of a name that was deleted last. */
export async function selectDeletedBranch(
  tx: Tx,
  workspaceId: string,
  name: string,
): Promise<{ branchId: string } | null> {
  const [row] = await tx.query<{ branchId: string }>(
    `SELECT branch_id AS "branchId" FROM branch WHERE workspace_id = $1 AND name = $2 AND deleted_at IS NOT NULL
      ORDER BY deleted_at DESC LIMIT 1`,
    [workspaceId, name],
  );
  return row ?? null;
}
