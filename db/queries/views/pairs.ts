import type { Tx } from "#db/tenancy.ts";

export interface PairRow {
  comparisonId: string;
  task: string;
  aTrajectoryId: string;
  bTrajectoryId: string;
}

export function selectPairs(
  tx: Tx,
  workspaceId: string,
  comparisonIds: readonly string[],
): Promise<PairRow[]> {
  return tx.query<PairRow>(
    `SELECT comparison_id AS "comparisonId", task, a_trajectory_id AS "aTrajectoryId", b_trajectory_id AS "bTrajectoryId"
       FROM comparison WHERE workspace_id = $1 AND comparison_id = ANY ($2::uuid[])`,
    [workspaceId, comparisonIds],
  );
}
