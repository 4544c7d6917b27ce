import { Parameters, type SliceRequest, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";
import type { View } from "#lib/views/view.ts";

export interface SegmentRow {
  segment: number;
  fromSeq: number;
  toSeq: number;
}

/**
 * Cuts a workspace's comparisons into segments of `size` consecutive records; all but the last are full. A branch also sees
 * what was made on it, which the log took later than the branch's seq.
 */
export function selectComparisonSegments(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  size: number,
): Promise<SegmentRow[]> {
  return tx.query<SegmentRow>(
    `SELECT no::int AS segment, min(seq) AS "fromSeq", max(seq) AS "toSeq"
       FROM (SELECT seq, (row_number() OVER (ORDER BY seq) - 1) / $3 AS no
               FROM comparison WHERE workspace_id = $1 AND (seq <= $2 OR $4)) numbered
      GROUP BY no ORDER BY no`,
    [workspaceId, view.seq, size, view.layers.length > 0],
  );
}

/** A comparison of a segment that the slice holds, and what tells the version of everything that its row reads. */
export interface CandidateRow {
  comparisonId: string;
  seq: number;
  task: string;
  excluded: boolean;
  pref: Verdict | null;
  strength: number | null;
  voteShare: number | null;
  aTrajectoryId: string;
  aSteps: number;
  aExcluded: boolean;
  /** Which edits of the trajectory are seen; null for what was captured. */
  aEdits: string | null;
  bTrajectoryId: string;
  bSteps: number;
  bExcluded: boolean;
  bEdits: string | null;
}

export interface CandidateRequest extends SliceRequest {
  fromSeq: number;
  toSeq: number;
  limit?: number;
}

export function selectCandidates(tx: Tx, request: CandidateRequest): Promise<CandidateRow[]> {
  const parameters = new Parameters(request);
  const { bind } = parameters;
  const within = `f.start_seq BETWEEN ${bind(request.fromSeq, "bigint")} AND ${bind(request.toSeq, "bigint")}`;
  const limit = request.limit === undefined ? "" : ` LIMIT ${bind(request.limit, "int")}`;
  const comparisons = unionArms(
    request,
    "comparison",
    parameters,
    ({ from }, where) =>
      `SELECT f.comparison_id, f.start_seq, f.task, f.excluded, f.consensus, f.strength, f.vote_share, f.a_trajectory_id,
              f.b_trajectory_id FROM ${from} WHERE ${where} AND ${within} ORDER BY f.start_seq${limit}`,
  );
  const sides = unionArms(
    { ...request, predicate: null },
    "trajectory",
    parameters,
    ({ from }, where) =>
      `SELECT f.trajectory_id, f.step_count, f.excluded, ${from.startsWith("branch_fact") ? "f.branch_id || '@' || f.from_no" : "NULL::text"} AS edits
         FROM ${from} WHERE ${where} AND f.trajectory_id IN (SELECT a_trajectory_id FROM c UNION SELECT b_trajectory_id FROM c)`,
  );
  return tx.query<CandidateRow>(
    `WITH c AS MATERIALIZED (SELECT * FROM (${comparisons}) u ORDER BY u.start_seq${limit}),
          s AS MATERIALIZED (${sides})
     SELECT c.comparison_id AS "comparisonId", c.start_seq AS seq, c.task, c.excluded, c.consensus AS pref, c.strength,
            c.vote_share AS "voteShare",
            c.a_trajectory_id AS "aTrajectoryId", a.step_count AS "aSteps", a.excluded AS "aExcluded", a.edits AS "aEdits",
            c.b_trajectory_id AS "bTrajectoryId", b.step_count AS "bSteps", b.excluded AS "bExcluded", b.edits AS "bEdits"
       FROM c JOIN s a ON a.trajectory_id = c.a_trajectory_id JOIN s b ON b.trajectory_id = c.b_trajectory_id
      ORDER BY c.start_seq`,
    parameters.values,
  );
}

export async function selectSegmentResult(
  tx: Tx,
  workspaceId: string,
  recipeHash: string,
): Promise<string | null> {
  const [row] = await tx.query<{ result: string }>(
    `SELECT result FROM segment_file WHERE workspace_id = $1 AND recipe_hash = $2`,
    [workspaceId, recipeHash],
  );
  return row?.result ?? null;
}

export async function insertSegmentResult(
  tx: Tx,
  workspaceId: string,
  recipeHash: string,
  result: string,
): Promise<void> {
  await tx.execute(
    `INSERT INTO segment_file (workspace_id, recipe_hash, result) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [workspaceId, recipeHash, result],
  );
}
