import type { Tx } from "#db/tenancy.ts";

export interface BranchRow {
  branchId: string;
  name: string;
  description: string | null;
  headNo: number;
  isProtected: boolean;
  requiredApprovals: number;
  createdBy: string;
  createdAt: Date;
  deletedAt: Date | null;
}

const branchColumns = `branch_id AS "branchId", name, description, head_no AS "headNo", is_protected AS "isProtected",
  required_approvals AS "requiredApprovals", created_by AS "createdBy", created_at AS "createdAt", deleted_at AS "deletedAt"`;

export async function selectBranch(
  tx: Tx,
  workspaceId: string,
  name: string,
  lock = false,
): Promise<BranchRow | null> {
  const [row] = await tx.query<BranchRow>(
    `SELECT ${branchColumns} FROM branch WHERE workspace_id = $1 AND name = $2 AND deleted_at IS NULL ${lock ? "FOR UPDATE" : ""}`,
    [workspaceId, name],
  );
  return row ?? null;
}

export async function selectBranchById(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  lock = false,
): Promise<BranchRow | null> {
  const [row] = await tx.query<BranchRow>(
    `SELECT ${branchColumns} FROM branch WHERE workspace_id = $1 AND branch_id = $2 ${lock ? "FOR UPDATE" : ""}`,
    [workspaceId, branchId],
  );
  return row ?? null;
}

/** Where a branch stood at one of its commits. */
export interface FrameRow {
  branchId: string;
  no: number;
  baseBranchId: string | null;
  baseNo: number | null;
  baseSeq: number;
}

const frameColumns = `branch_id AS "branchId", no, base_branch_id AS "baseBranchId", base_no AS "baseNo", base_seq AS "baseSeq"`;

export async function selectFrame(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  no: number,
): Promise<FrameRow | null> {
  const [row] = await tx.query<FrameRow>(
    `SELECT ${frameColumns} FROM "commit" WHERE workspace_id = $1 AND branch_id = $2 AND no = $3`,
    [workspaceId, branchId, no],
  );
  return row ?? null;
}

/** The last commit of main at or below a seq. */
export async function selectMainNo(tx: Tx, workspaceId: string, seq: number): Promise<number> {
  const [row] = await tx.query<{ no: number }>(
    `SELECT no FROM "commit" WHERE workspace_id = $1 AND branch_id = $1 AND seq <= $2 ORDER BY seq DESC LIMIT 1`,
    [workspaceId, seq],
  );
  return row?.no ?? 0;
}
