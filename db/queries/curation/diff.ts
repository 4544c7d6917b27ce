import type { Tx } from "#db/tenancy.ts";

/** The records that a branch's commits changed, above one number up to another. */
export async function selectChangedBetween(
  tx: Tx,
  workspaceId: string,
  branchId: string,
  above: number,
  upTo: number,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT record_id AS id FROM change WHERE workspace_id = $1 AND branch_id = $2 AND no > $3 AND no <= $4`,
    [workspaceId, branchId, above, upTo],
  );
  return rows.map(row => row.id);
}

/** Trajectories that the log took above one seq up to another, in order; and how many. */
export async function selectArrived(
  tx: Tx,
  workspaceId: string,
  above: number,
  upTo: number,
  limit: number,
): Promise<{ ids: string[]; total: number }> {
  const [row] = await tx.query<{ ids: string[] | null; total: number }>(
    `WITH arrived AS (SELECT DISTINCT trajectory_id, start_seq FROM fact WHERE workspace_id = $1 AND start_seq > $2 AND start_seq <= $3)
     SELECT (SELECT array_agg(trajectory_id) FROM (SELECT trajectory_id FROM arrived ORDER BY start_seq LIMIT $4) a) AS ids,
            (SELECT count(*) FROM arrived) AS total`,
    [workspaceId, above, upTo, limit],
  );
  return { ids: row?.ids ?? [], total: row?.total ?? 0 };
}

/** What the log said of records that stood already, above one seq up to another. */
export async function selectSaid(
  tx: Tx,
  workspaceId: string,
  above: number,
  upTo: number,
): Promise<{ preferences: number; rewards: number; outcomes: number }> {
  const count = (table: string) =>
    `(SELECT count(*) FROM ${table} WHERE workspace_id = $1 AND seq > $2 AND seq <= $3)`;
  const [row] = await tx.query<{ preferences: number; rewards: number; outcomes: number }>(
    `SELECT ${count("preference")} AS preferences, ${count("reward")} AS rewards, ${count("outcome")} AS outcomes`,
    [workspaceId, above, upTo],
  );
  return row ?? { preferences: 0, rewards: 0, outcomes: 0 };
}
