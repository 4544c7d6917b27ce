import { selectChanges, selectCommits } from "#db/queries/curation/commits.ts";
import { changeItem } from "#lib/curation/change-item.ts";
import { commitItem } from "#lib/curation/commit-item.ts";
import { findBranch } from "#lib/curation/find-branch.ts";
import type { CommitItem, FieldChangeItem } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";

/** Changes that one answer lists. */
const listed = 1_000;

/** A commit with what it changed. */
export async function readCommit(
  context: Context,
  branchName: string,
  no: number,
): Promise<CommitItem & { fieldChanges: FieldChangeItem[] }> {
  authorize(context, "read");
  return read(context, async tx => {
    const branch = await findBranch(tx, context.workspaceId, branchName);
    const [commit] = Number.isSafeInteger(no)
      ? await selectCommits(tx, context.workspaceId, branch.branchId, no, 1)
      : [];
    if (commit?.no !== no)
      throw notFound(`The branch ${branch.name} has no commit ${no}.`, { code: "commit_not_found" });
    const changes = await selectChanges(tx, context.workspaceId, branch.branchId, no);
    return { ...commitItem(commit), fieldChanges: changes.slice(0, listed).map(changeItem) };
  });
}
