import { Parameters, scanView, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";
import type { View } from "#lib/views/view.ts";

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
    "all",
  );
  const outcomes = await scanView<{ value: string; n: number; excluded: number; steps: number }>(
    tx,
    `SELECT value, sum(n)::bigint AS n, sum(excluded)::bigint AS excluded, coalesce(sum(steps), 0)::bigint AS steps FROM (${shown}) a GROUP BY value ORDER BY value`,
    trajectories,
  );
  const comparisons = new Parameters(request);
  const judged = unionArms(
    request,
    "comparison",
    comparisons,
    ({ from }, where) =>
      `SELECT coalesce(f.consensus, 'undecided') AS value, count(*) AS n FROM ${from} WHERE ${where} GROUP BY 1`,
    "all",
  );
  const verdicts = await scanView<{ value: string; n: number }>(
    tx,
    `SELECT value, sum(n)::bigint AS n FROM (${judged}) a GROUP BY value ORDER BY value`,
    comparisons,
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
