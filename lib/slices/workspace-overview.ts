import { selectOverview } from "#db/queries/slices/workspace-overview.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import type { WorkspaceOverview } from "#lib/slices/schemas.ts";

export async function workspaceOverview(context: Context): Promise<WorkspaceOverview> {
  authorize(context, "read");
  const row = await read(context, tx => selectOverview(tx, context.workspaceId));
  return {
    ...row,
    undecided: row.comparisons - row.decided,
    rewards: row.rewards ?? [],
    lastAppendAt: row.lastAppendAt?.toISOString() ?? null,
  };
}
