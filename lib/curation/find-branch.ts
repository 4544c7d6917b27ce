import { type BranchRow, selectBranch } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import { isStorable } from "#lib/formats/storable-text.ts";
import { invalid, notFound } from "#lib/service/errors.ts";

/** A branch by name, locked against other commits where `lock`. @throws NotFound; Invalid for a pinned ref */
export async function findBranch(
  tx: Tx,
  workspaceId: string,
  name: string,
  lock = false,
): Promise<BranchRow> {
  if (name.includes("@")) {
    throw invalid(`${name} is pinned and never changes. Name the branch itself.`, {
      code: "pinned_ref",
      field: "branch",
    });
  }
  const branch = isStorable(name) ? await selectBranch(tx, workspaceId, name, lock) : null;
  if (!branch) throw notFound(`There is no branch ${name}.`, { code: "branch_not_found", field: "branch" });
  return branch;
}

/** A branch that takes edits: main takes merges only. @throws Invalid */
export async function findEditable(tx: Tx, workspaceId: string, name: string): Promise<BranchRow> {
  const branch = await findBranch(tx, workspaceId, name, true);
  if (branch.branchId === workspaceId) {
    throw invalid("main changes by merging only. Edit on a branch, and merge it.", {
      code: "protected_branch",
      field: "branch",
    });
  }
  return branch;
}
