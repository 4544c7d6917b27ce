import { selectBranches, updateBranch } from "#db/queries/curation/branches.ts";
import { selectBranch } from "#db/queries/views/refs.ts";
import { branchItem } from "#lib/curation/branch-item.ts";
import { findBranch } from "#lib/curation/find-branch.ts";
import { type BranchItem, changeBranchSchema } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict, invalid } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";

/** Renames or describes a branch. Protection and approvals are the owner's to set. */
export async function changeBranch(
  context: Context,
  branchName: string,
  input: unknown,
): Promise<BranchItem> {
  authorize(context, "curate");
  const set = parseInput(changeBranchSchema, input);
  if (set.isProtected !== undefined || set.requiredApprovals !== undefined) authorize(context, "admin");
  const { workspaceId } = context;
  return write(context, async tx => {
    const branch = await findBranch(tx, workspaceId, branchName, true);
    if (set.name !== undefined && branch.branchId === workspaceId)
      throw invalid("main keeps its name.", { code: "protected_branch" });
    if (
      set.name !== undefined &&
      set.name !== branch.name &&
      (await selectBranch(tx, workspaceId, set.name))
    ) {
      throw conflict(`There is a branch ${set.name} already.`, { code: "branch_exists", field: "name" });
    }
    await updateBranch(tx, workspaceId, branch.branchId, set);
    const changed = (await selectBranches(tx, workspaceId)).find(one => one.branchId === branch.branchId);
    if (!changed) throw new Error("the branch was changed and is not there");
    return {
      result: branchItem(changed),
      audit: { verb: "change-branch", subject: branch.name, details: set },
    };
  });
}
