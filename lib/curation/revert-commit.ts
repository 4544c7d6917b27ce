import { selectChanges, selectCommits } from "#db/queries/curation/commits.ts";
import { selectEdits } from "#db/queries/views/edits.ts";
import { changeItem } from "#lib/curation/change-item.ts";
import type { Committed } from "#lib/curation/edit-records.ts";
import { findBranch } from "#lib/curation/find-branch.ts";
import { fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { writeBranchCommit } from "#lib/curation/write-commit.ts";
import { writeMainCommit } from "#lib/curation/write-main-commit.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict, invalid, notFound } from "#lib/service/errors.ts";
import { write } from "#lib/service/transaction.ts";
import { editText } from "#lib/views/edit-value.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";

/**
 * Undoes a commit by another one that sets its fields back. On main this undoes a merge, and needs the right to publish.
 * @throws Conflict where a field was changed again since.
 */
export async function revertCommit(context: Context, branchName: string, no: number): Promise<Committed> {
  authorize(context, "curate");
  if (branchName === "main") authorize(context, "publish");
  const { workspaceId } = context;
  return write(context, async tx => {
    const branch = await findBranch(tx, workspaceId, branchName, true);
    const [commit] = Number.isSafeInteger(no)
      ? await selectCommits(tx, workspaceId, branch.branchId, no, 1)
      : [];
    if (commit?.no !== no)
      throw notFound(`The branch ${branch.name} has no commit ${no}.`, { code: "commit_not_found" });
    const done = await selectChanges(tx, workspaceId, branch.branchId, no);
    if (done.length === 0)
      throw invalid(`Commit ${no} changed no field, so there is nothing to undo.`, {
        code: "nothing_to_revert",
      });
    const { layers } = await viewOfBranch(tx, workspaceId, {
      branchId: branch.branchId,
      name: branch.name,
      no: branch.headNo,
    });
    const seen = branch.branchId === workspaceId ? [{ branchId: workspaceId, no: branch.headNo }] : layers;
    const ids = [...new Set(done.map(change => change.recordId))];
    const now = new Map(
      (await selectEdits(tx, workspaceId, seen, ids)).map(edit => [fieldKeyText(edit), edit.value]),
    );
    const moved = done.filter(
      change => (now.get(fieldKeyText(change)) ?? editText(undefined)) !== change.after,
    );
    if (moved.length > 0) {
      throw conflict(`${moved.length} fields of commit ${no} were changed again since. Set them by hand.`, {
        code: "revert_conflict",
        extra: { changes: moved.slice(0, 100).map(changeItem) },
      });
    }
    const back = done.map(change => ({ ...change, before: change.after, after: change.before }));
    const meta = {
      kind: "revert" as const,
      author: actorOf(context.principal),
      message: `Revert "${commit.message}"`,
      revertsNo: no,
    };
    const written =
      branch.branchId === workspaceId
        ? await writeMainCommit(tx, workspaceId, branch, back, meta)
        : await writeBranchCommit(tx, workspaceId, branch, back, meta);
    return {
      result: {
        ref: "seq" in written ? `main@${written.seq}` : `${branch.name}@${written.no}`,
        no: written.no,
        changes: back.length,
      },
      audit: { verb: "revert-commit", subject: branch.name, details: { no, by: written.no } },
    };
  });
}
