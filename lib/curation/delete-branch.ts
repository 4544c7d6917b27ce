import { setBranchDeleted } from "#db/queries/curation/branches.ts";
import { findEditable } from "#lib/curation/find-branch.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { write } from "#lib/service/transaction.ts";

/** Takes a branch out of the list. Nothing of it is lost: restoring brings it back as it was. */
export async function deleteBranch(context: Context, branchName: string): Promise<{ branch: string }> {
  authorize(context, "curate");
  return write(context, async tx => {
    const branch = await findEditable(tx, context.workspaceId, branchName);
    await setBranchDeleted(tx, context.workspaceId, branch.branchId, true);
    return { result: { branch: branch.name }, audit: { verb: "delete-branch", subject: branch.name } };
  });
}
