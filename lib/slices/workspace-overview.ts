import { selectStatistics } from "#db/queries/slices/statistics.ts";
import { selectOverview } from "#db/queries/slices/workspace-overview.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import type { WorkspaceOverview } from "#lib/slices/schemas.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** Main, now, in figures. */
export async function workspaceOverview(context: Context): Promise<WorkspaceOverview> {
  authorize(context, "read");
  return read(context, async tx => {
    const { trajectories, steps, comparisons, verdicts } = await selectStatistics(
      tx,
      context.workspaceId,
      await resolveRef(tx, context.workspaceId),
    );
    const row = await selectOverview(tx, context.workspaceId);
    const undecided = verdicts.undecided ?? 0;
    return {
      ...row,
      trajectories,
      steps,
      comparisons,
      decided: comparisons - undecided,
      undecided,
      rewards: row.rewards ?? [],
      lastAppendAt: row.lastAppendAt?.toISOString() ?? null,
    };
  });
}
