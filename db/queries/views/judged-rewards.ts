import type { Tx } from "#db/tenancy.ts";

export interface JudgedReward {
  task: string;
  trajectoryId: string;
  value: number;
  fromSeq: number;
}

/** Rewards of a name at a seq, by task: of each trajectory the one that speaks (human, env, rule, ai). Pages by key. */
export function selectJudgedRewards(
  tx: Tx,
  workspaceId: string,
  seq: number,
  name: string,
  after: { task: string; trajectoryId: string } | null,
  limit: number,
): Promise<JudgedReward[]> {
  return tx.query<JudgedReward>(
    `SELECT f.task, f.trajectory_id AS "trajectoryId", r.value, r.from_seq AS "fromSeq"
       FROM fact f
       JOIN LATERAL (
         SELECT v.value, v.from_seq FROM fact_reward v
          WHERE v.workspace_id = $1 AND v.name = $3 AND v.trajectory_id = f.trajectory_id
            AND v.from_seq <= $2 AND v.to_seq > $2
          ORDER BY CASE v.rater_kind WHEN 'human' THEN 1 WHEN 'env' THEN 2 WHEN 'rule' THEN 3 ELSE 4 END LIMIT 1) r ON true
      WHERE f.workspace_id = $1 AND f.start_seq <= $2 AND f.from_seq <= $2 AND f.to_seq > $2 AND NOT f.excluded
        AND (f.task, f.trajectory_id) > ($4, $5::uuid)
      ORDER BY f.task, f.trajectory_id LIMIT $6`,
    [
      workspaceId,
      seq,
      name,
      after?.task ?? "",
      after?.trajectoryId ?? "00000000-0000-0000-0000-000000000000",
      limit,
    ],
  );
}

export interface StandingPair {
  comparisonId: string;
  aTrajectoryId: string;
  bTrajectoryId: string;
}

/** The comparisons between any two of these trajectories, earliest first. */
export function selectStandingPairs(
  tx: Tx,
  workspaceId: string,
  trajectoryIds: readonly string[],
): Promise<StandingPair[]> {
  return tx.query<StandingPair>(
    `SELECT comparison_id AS "comparisonId", a_trajectory_id AS "aTrajectoryId", b_trajectory_id AS "bTrajectoryId"
       FROM comparison WHERE workspace_id = $1 AND a_trajectory_id = ANY ($2::uuid[]) AND b_trajectory_id = ANY ($2::uuid[])
      ORDER BY seq`,
    [workspaceId, trajectoryIds],
  );
}
