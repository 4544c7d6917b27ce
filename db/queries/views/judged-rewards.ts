import { Parameters, type SliceRequest, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";

export interface JudgedReward {
  task: string;
  trajectoryId: string;
  value: number;
  fromSeq: number;
}

/**
 * Rewards of a name at a view, by task: of each trajectory the one that speaks (human, env, rule, ai). Pages by key. The task
 * is the captured one, since a comparison is of trajectories that were captured of one task.
 */
export function selectJudgedRewards(
  tx: Tx,
  request: Omit<SliceRequest, "predicate">,
  name: string,
  after: { task: string; trajectoryId: string } | null,
  limit: number,
): Promise<JudgedReward[]> {
  const parameters = new Parameters(request);
  const { bind } = parameters;
  const named = bind(name, "text");
  const key = `(${bind(after?.task ?? "", "text")}, ${bind(after?.trajectoryId ?? "00000000-0000-0000-0000-000000000000", "uuid")})`;
  const most = bind(limit, "int");
  const arms = unionArms(
    { ...request, predicate: null },
    "trajectory",
    parameters,
    ({ from, rewards }, where) =>
      `SELECT t.task, f.trajectory_id, v.value, v.from_seq FROM ${from}
         JOIN trajectory t ON t.workspace_id = $1 AND t.trajectory_id = f.trajectory_id
         JOIN LATERAL (
           SELECT r.value, r.from_seq FROM ${rewards.table} r WHERE ${rewards.where} AND r.name = ${named} AND r.trajectory_id = f.trajectory_id
            ORDER BY CASE r.rater_kind WHEN 'human' THEN 1 WHEN 'env' THEN 2 WHEN 'rule' THEN 3 ELSE 4 END LIMIT 1) v ON true
        WHERE ${where} AND NOT f.excluded AND (t.task, f.trajectory_id) > ${key}
        ORDER BY t.task, f.trajectory_id LIMIT ${most}`,
  );
  return tx.query<JudgedReward>(
    `SELECT task, trajectory_id AS "trajectoryId", value, from_seq AS "fromSeq" FROM (${arms}) a
      ORDER BY task, trajectory_id LIMIT ${most}`,
    parameters.values,
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
