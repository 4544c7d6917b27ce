import { selectEdits } from "#db/queries/views/edits.ts";
import { selectBranchById, selectFrame } from "#db/queries/views/refs.ts";
import { conflictItem } from "#lib/curation/change-item.ts";
import type { Committed } from "#lib/curation/edit-records.ts";
import { findEditable } from "#lib/curation/find-branch.ts";
import { planMerge } from "#lib/curation/plan-merge.ts";
import { readResolutions, resolutionsSchema } from "#lib/curation/resolutions.ts";
import { touchedBy, writeBranchCommit } from "#lib/curation/write-commit.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { resolveRef, viewOfBranch } from "#lib/views/resolve-ref.ts";

/**
 * Moves a branch onto what it stands on as that is now. Its own edits stay over it; fields that both changed are conflicts,
 * to be decided first.
 */
export async function updateBranch(context: Context, branchName: string, input: unknown): Promise<Committed> {
  authorize(context, "curate");
  const resolved = readResolutions(parseInput(resolutionsSchema, input));
  const { workspaceId } = context;
  return write(context, async tx => {
    const branch = await findEditable(tx, workspaceId, branchName);
    const frame = await selectFrame(tx, workspaceId, branch.branchId, branch.headNo);
    const target = frame?.baseBranchId ? await selectBranchById(tx, workspaceId, frame.baseBranchId) : null;
    if (!frame || !target) throw new Error(`branch ${branch.name} stands on nothing`);
    const plan = await planMerge(tx, workspaceId, branch, target, resolved);
    if (plan.conflicts.length > 0) {
      throw conflict(
        `${plan.conflicts.length} fields were changed on both sides. Decide each, then update.`,
        {
          code: "merge_conflict",
          extra: { conflicts: plan.conflicts.slice(0, 1000).map(conflictItem) },
        },
      );
    }
    const onMain = target.branchId === workspaceId;
    const now = onMain
      ? await resolveRef(tx, workspaceId)
      : await viewOfBranch(tx, workspaceId, {
          branchId: target.branchId,
          name: target.name,
          no: target.headNo,
        });
    if (now.seq === frame.baseSeq && target.headNo === frame.baseNo) {
      throw conflict(`${branch.name} sees ${target.name} as it is already.`, { code: "no_change" });
    }
    const own = await selectEdits(tx, workspaceId, plan.own.slice(0, 1), null);
    const edited = own.map(edit => ({ ...edit, before: edit.value, after: edit.value }));
    const also = await touchedBy(tx, workspaceId, edited);
    const decided = edited.flatMap(change => {
      const value = resolved.get(`${change.recordKind} ${change.recordId} ${change.path}`);
      return value === undefined || value === change.before ? [] : [{ ...change, after: value }];
    });
    const { no } = await writeBranchCommit(
      tx,
      workspaceId,
      branch,
      decided,
      { kind: "update", author: actorOf(context.principal), message: `Updated from ${target.name}` },
      {
        trajectoryIds: [...also.trajectoryIds, ...plan.made.trajectoryIds],
        comparisonIds: [...also.comparisonIds, ...plan.made.comparisonIds],
      },
      { baseBranchId: target.branchId, baseNo: onMain ? now.no : target.headNo, baseSeq: now.seq },
    );
    return {
      result: { ref: `${branch.name}@${no}`, no, changes: decided.length },
      audit: { verb: "update-branch", subject: branch.name, details: { no } },
    };
  });
}
