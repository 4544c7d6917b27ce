import type { Tx } from "#db/tenancy.ts";

export interface MergeRequestRow {
  mergeRequestId: string;
  number: number;
  sourceBranchId: string;
  source: string;
  targetBranchId: string;
  target: string;
  title: string;
  description: string;
  state: "open" | "merged" | "closed";
  createdBy: string;
  createdAt: Date;
  settledAt: Date | null;
  mergedNo: number | null;
  /** The target's commit as a ref. */
  mergedSeq: number | null;
}

const selectRows = `
  SELECT r.merge_request_id AS "mergeRequestId", r.number, r.source_branch_id AS "sourceBranchId", s.name AS source,
         r.target_branch_id AS "targetBranchId", t.name AS target, r.title, r.description, r.state,
         r.created_by AS "createdBy", r.created_at AS "createdAt", r.settled_at AS "settledAt", r.merged_no AS "mergedNo",
         c.seq AS "mergedSeq"
    FROM merge_request r
    JOIN branch s ON s.workspace_id = $1 AND s.branch_id = r.source_branch_id
    JOIN branch t ON t.workspace_id = $1 AND t.branch_id = r.target_branch_id
    LEFT JOIN "commit" c ON c.workspace_id = $1 AND c.branch_id = r.target_branch_id AND c.no = r.merged_no
   WHERE r.workspace_id = $1`;

/** Open ones first, newest first. */
export function selectMergeRequests(tx: Tx, workspaceId: string): Promise<MergeRequestRow[]> {
  return tx.query<MergeRequestRow>(`${selectRows} ORDER BY r.state <> 'open', r.number DESC LIMIT 500`, [
    workspaceId,
  ]);
}

export async function selectMergeRequest(
  tx: Tx,
  workspaceId: string,
  number: number,
): Promise<MergeRequestRow | null> {
  const [row] = await tx.query<MergeRequestRow>(`${selectRows} AND r.number = $2`, [workspaceId, number]);
  return row ?? null;
}

/** The open request of these two branches. */
export async function selectOpenRequest(
  tx: Tx,
  workspaceId: string,
  sourceBranchId: string,
  targetBranchId: string,
): Promise<number | null> {
  const [row] = await tx.query<{ number: number }>(
    `SELECT number FROM merge_request
      WHERE workspace_id = $1 AND source_branch_id = $2 AND target_branch_id = $3 AND state = 'open' LIMIT 1`,
    [workspaceId, sourceBranchId, targetBranchId],
  );
  return row?.number ?? null;
}

/** Takes the next number; the caller holds the target branch's row locked. */
export async function insertMergeRequest(
  tx: Tx,
  workspaceId: string,
  request: {
    mergeRequestId: string;
    sourceBranchId: string;
    targetBranchId: string;
    title: string;
    description: string;
    createdBy: string;
  },
): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    `INSERT INTO merge_request (workspace_id, merge_request_id, number, source_branch_id, target_branch_id, title, description, state, created_by)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, 'open', $7 FROM merge_request WHERE workspace_id = $1
     RETURNING number`,
    [
      workspaceId,
      request.mergeRequestId,
      request.sourceBranchId,
      request.targetBranchId,
      request.title,
      request.description,
      request.createdBy,
    ],
  );
  if (!row) throw new Error("the merge request was not inserted");
  return row.number;
}

export async function updateMergeRequest(
  tx: Tx,
  workspaceId: string,
  mergeRequestId: string,
  set: { title?: string; description?: string; state?: MergeRequestRow["state"]; mergedNo?: number },
): Promise<void> {
  await tx.execute(
    `UPDATE merge_request SET title = coalesce($3, title), description = coalesce($4, description), state = coalesce($5, state),
            merged_no = coalesce($6, merged_no),
            settled_at = CASE WHEN $5 IS NULL THEN settled_at WHEN $5 = 'open' THEN NULL ELSE now() END
      WHERE workspace_id = $1 AND merge_request_id = $2`,
    [
      workspaceId,
      mergeRequestId,
      set.title ?? null,
      set.description ?? null,
      set.state ?? null,
      set.mergedNo ?? null,
    ],
  );
}

export interface ApprovalRow {
  memberId: string;
  name: string;
  sourceNo: number;
  targetNo: number;
  at: Date;
  /** The last seq of the log when it was given. */
  atSeq: number;
}

export function selectApprovals(tx: Tx, workspaceId: string, mergeRequestId: string): Promise<ApprovalRow[]> {
  return tx.query<ApprovalRow>(
    `SELECT a.member_id AS "memberId", u.name, a.source_no AS "sourceNo", a.target_no AS "targetNo", a.at,
            coalesce((SELECT last_seq FROM append WHERE workspace_id = $1 AND append.at <= a.at ORDER BY last_seq DESC LIMIT 1), 0) AS "atSeq"
       FROM approval a JOIN member m ON m.workspace_id = $1 AND m.member_id = a.member_id JOIN auth."user" u ON u.id = m.user_id
      WHERE a.workspace_id = $1 AND a.merge_request_id = $2 ORDER BY a.at`,
    [workspaceId, mergeRequestId],
  );
}

export async function upsertApproval(
  tx: Tx,
  workspaceId: string,
  mergeRequestId: string,
  memberId: string,
  sourceNo: number,
  targetNo: number,
): Promise<void> {
  await tx.execute(
    `INSERT INTO approval (workspace_id, merge_request_id, member_id, source_no, target_no, at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())
     ON CONFLICT (workspace_id, merge_request_id, member_id) DO UPDATE SET source_no = $4, target_no = $5, at = clock_timestamp()`,
    [workspaceId, mergeRequestId, memberId, sourceNo, targetNo],
  );
}

export interface CommentRow {
  author: string;
  body: string;
  recordId: string | null;
  path: string | null;
  at: Date;
}

export function selectComments(tx: Tx, workspaceId: string, mergeRequestId: string): Promise<CommentRow[]> {
  return tx.query<CommentRow>(
    `SELECT author, body, record_id AS "recordId", path, at FROM merge_comment
      WHERE workspace_id = $1 AND merge_request_id = $2 ORDER BY at, comment_id LIMIT 1000`,
    [workspaceId, mergeRequestId],
  );
}

export async function insertComment(
  tx: Tx,
  workspaceId: string,
  mergeRequestId: string,
  c: Omit<CommentRow, "at"> & { commentId: string },
): Promise<void> {
  await tx.execute(
    `INSERT INTO merge_comment (workspace_id, comment_id, merge_request_id, author, body, record_id, path) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [workspaceId, c.commentId, mergeRequestId, c.author, c.body, c.recordId, c.path],
  );
}

export interface ResolutionRow {
  recordId: string;
  path: string;
  ours: string;
  theirs: string;
  value: string;
  decidedBy: string;
}

export function selectResolutions(
  tx: Tx,
  workspaceId: string,
  mergeRequestId: string,
): Promise<ResolutionRow[]> {
  return tx.query<ResolutionRow>(
    `SELECT record_id AS "recordId", path, ours, theirs, value, decided_by AS "decidedBy" FROM resolution
      WHERE workspace_id = $1 AND merge_request_id = $2 ORDER BY record_id, path`,
    [workspaceId, mergeRequestId],
  );
}

export async function upsertResolutions(
  tx: Tx,
  workspaceId: string,
  mergeRequestId: string,
  decidedBy: string,
  rows: readonly Omit<ResolutionRow, "decidedBy">[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO resolution (workspace_id, merge_request_id, record_id, path, ours, theirs, value, decided_by)
     SELECT $1, $2, r.id, r.path, r.ours, r.theirs, r.value, $3
       FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[]) AS r(id, path, ours, theirs, value)
     ON CONFLICT (workspace_id, merge_request_id, record_id, path)
       DO UPDATE SET ours = excluded.ours, theirs = excluded.theirs, value = excluded.value, decided_by = excluded.decided_by, at = now()`,
    [
      workspaceId,
      mergeRequestId,
      decidedBy,
      rows.map(row => row.recordId),
      rows.map(row => row.path),
      rows.map(row => row.ours),
      rows.map(row => row.theirs),
      rows.map(row => row.value),
    ],
  );
}
