import { Parameters, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";
import type { View } from "#lib/views/view.ts";

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

export interface ViewStatistics {
  trajectories: number;
  excluded: number;
  steps: number;
  outcomes: Record<string, number>;
  comparisons: number;
  verdicts: Record<string, number>;
}

/** A view in figures, for what a difference moves. */
export async function selectStatistics(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
): Promise<ViewStatistics> {
  const request = { workspaceId, view, predicate: null };
  const trajectories = new Parameters(request);
  const shown = unionArms(
    request,
    "trajectory",
    trajectories,
    ({ from }, where) =>
      `SELECT coalesce(f.outcome, 'none') AS value, count(*) AS n, count(*) FILTER (WHERE f.excluded) AS excluded, sum(f.step_count) AS steps FROM ${from} WHERE ${where} GROUP BY 1`,
  );
  const outcomes = await tx.query<{ value: string; n: number; excluded: number; steps: number }>(
    `SELECT value, sum(n)::bigint AS n, sum(excluded)::bigint AS excluded, coalesce(sum(steps), 0)::bigint AS steps FROM (${shown}) a GROUP BY value ORDER BY value`,
    trajectories.values,
  );
  const comparisons = new Parameters(request);
  const judged = unionArms(
    request,
    "comparison",
    comparisons,
    ({ from }, where) =>
      `SELECT coalesce(f.consensus, 'undecided') AS value, count(*) AS n FROM ${from} WHERE ${where} GROUP BY 1`,
  );
  const verdicts = await tx.query<{ value: string; n: number }>(
    `SELECT value, sum(n)::bigint AS n FROM (${judged}) a GROUP BY value ORDER BY value`,
    comparisons.values,
  );
  const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
  return {
    trajectories: sum(outcomes.map(row => row.n)),
    excluded: sum(outcomes.map(row => row.excluded)),
    steps: sum(outcomes.map(row => row.steps)),
    outcomes: Object.fromEntries(outcomes.map(({ value, n }) => [value, n])),
    comparisons: sum(verdicts.map(row => row.n)),
    verdicts: Object.fromEntries(verdicts.map(({ value, n }) => [value, n])),
  };
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
