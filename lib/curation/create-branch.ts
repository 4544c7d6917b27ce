import { v7 as uuidv7 } from "uuid";
import { insertBranch, selectBranches } from "#db/queries/curation/branches.ts";
import { insertCommit } from "#db/queries/curation/commits.ts";
import { branchItem } from "#lib/curation/branch-item.ts";
import { type BranchItem, createBranchSchema } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** Makes a branch from a ref: two rows, whatever the size of the workspace. */
export async function createBranch(context: Context, input: unknown): Promise<BranchItem> {
  authorize(context, "curate");
  const { name, from, description } = parseInput(createBranchSchema, input);
  const { workspaceId } = context;
  const author = actorOf(context.principal);
  return write(context, async tx => {
    const base = await resolveRef(tx, workspaceId, from);
    const branchId = uuidv7();
    const isNew = await insertBranch(tx, workspaceId, {
      branchId,
      name,
      description: description ?? null,
      createdBy: author,
    });
    if (!isNew)
      throw conflict(`There is a branch ${name} already. Choose another name.`, {
        code: "branch_exists",
        field: "name",
      });
    await insertCommit(tx, workspaceId, {
      branchId,
      no: 0,
      kind: "create",
      author,
      message: `From ${base.ref}`,
      baseBranchId: base.branchId,
      baseNo: base.no,
      baseSeq: base.seq,
      changes: 0,
    });
    const made = (await selectBranches(tx, workspaceId)).find(branch => branch.branchId === branchId);
    if (!made) throw new Error("the branch was made and is not there");
    return {
      result: branchItem(made),
      audit: { verb: "create-branch", subject: name, details: { from: base.ref } },
    };
  });
}
