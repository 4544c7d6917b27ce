import { selectBranches, selectDeletedBranch, setBranchDeleted } from "#db/queries/curation/branches.ts";
import { selectBranch } from "#db/queries/views/refs.ts";
import { branchItem } from "#lib/curation/branch-item.ts";
import type { BranchItem } from "#lib/curation/schemas.ts";
import { isStorable } from "#lib/formats/storable-text.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict, notFound } from "#lib/service/errors.ts";
import { write } from "#lib/service/transaction.ts";

/** Brings back the branch of a name that was deleted last. */
export async function restoreBranch(context: Context, name: string): Promise<BranchItem> {
  authorize(context, "curate");
  const { workspaceId } = context;
  return write(context, async tx => {
    const deleted = isStorable(name) ? await selectDeletedBranch(tx, workspaceId, name) : null;
    if (!deleted) throw notFound(`No branch ${name} was deleted.`, { code: "branch_not_found" });
    if (await selectBranch(tx, workspaceId, name)) {
      throw conflict(`There is a branch ${name} again. Rename it first.`, { code: "branch_exists" });
    }
    await setBranchDeleted(tx, workspaceId, deleted.branchId, false);
    const restored = (await selectBranches(tx, workspaceId)).find(one => one.branchId === deleted.branchId);
    if (!restored) throw new Error("the branch was restored and is not there");
    return { result: branchItem(restored), audit: { verb: "restore-branch", subject: name } };
  });
}
