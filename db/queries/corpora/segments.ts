import { visibleFacts } from "#db/queries/slices/page-trajectories.ts";
import type { Tx } from "#db/tenancy.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";

export interface SegmentRow {
  segment: number;
  fromSeq: number;
  toSeq: number;
}

/** Cuts a workspace's comparisons up to a seq into segments of `size` consecutive records; all but the last are full. */
export function selectComparisonSegments(
  tx: Tx,
  workspaceId: string,
  seq: number,
  size: number,
): Promise<SegmentRow[]> {
  return tx.query<SegmentRow>(
    `SELECT no::int AS segment, min(seq) AS "fromSeq", max(seq) AS "toSeq"
       FROM (SELECT seq, (row_number() OVER (ORDER BY seq) - 1) / $3 AS no
               FROM comparison WHERE workspace_id = $1 AND seq <= $2) numbered
      GROUP BY no ORDER BY no`,
    [workspaceId, seq, size],
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
  bTrajectoryId: string;
  bSteps: number;
  bExcluded: boolean;
}

export interface CandidateRequest {
  workspaceId: string;
  seq: number;
  condition: string;
  params: readonly unknown[];
  fromSeq: number;
  toSeq: number;
  limit?: number;
}

export function selectCandidates(tx: Tx, request: CandidateRequest): Promise<CandidateRow[]> {
  const values = [request.workspaceId, request.seq, ...request.params];
  const bind = (value: unknown) => `$${values.push(value)}::bigint`;
  const side = (name: "a" | "b") =>
    `JOIN fact f${name} ON f${name}.workspace_id = $1 AND f${name}.trajectory_id = f.${name}_trajectory_id
                      AND f${name}.from_seq <= $2 AND f${name}.to_seq > $2`;
  return tx.query<CandidateRow>(
    `SELECT f.comparison_id AS "comparisonId", f.start_seq AS seq, f.task, f.excluded, f.consensus AS pref, f.strength,
            f.vote_share AS "voteShare",
            f.a_trajectory_id AS "aTrajectoryId", fa.step_count AS "aSteps", fa.excluded AS "aExcluded",
            f.b_trajectory_id AS "bTrajectoryId", fb.step_count AS "bSteps", fb.excluded AS "bExcluded"
       FROM fact_comparison f ${side("a")} ${side("b")}
      WHERE ${visibleFacts} AND f.start_seq BETWEEN ${bind(request.fromSeq)} AND ${bind(request.toSeq)}
        AND ${request.condition}
      ORDER BY f.start_seq ${request.limit === undefined ? "" : `LIMIT ${bind(request.limit)}`}`,
    values,
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
