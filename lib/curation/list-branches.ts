import { selectBranches } from "#db/queries/curation/branches.ts";
import { branchItem } from "#lib/curation/branch-item.ts";
import type { BranchItem } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

/** The branches, main first. */
export async function listBranches(context: Context): Promise<BranchItem[]> {
  authorize(context, "read");
  return (await read(context, tx => selectBranches(tx, context.workspaceId))).map(branchItem);
}
