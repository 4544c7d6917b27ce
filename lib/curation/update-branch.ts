import { clearOwnLayer } from "#db/queries/curation/commits.ts";
import { selectEdits } from "#db/queries/views/edits.ts";
import { selectBranchById, selectFrame } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import { conflictItem } from "#lib/curation/change-item.ts";
import type { Committed } from "#lib/curation/edit-records.ts";
import { findEditable } from "#lib/curation/find-branch.ts";
import { diffFields, type FieldChange, fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { type MergePlan, planMerge } from "#lib/curation/plan-merge.ts";
import { readResolutions, resolutionsSchema } from "#lib/curation/resolutions.ts";
import { writeBranchCommit } from "#lib/curation/write-commit.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { editText } from "#lib/views/edit-value.ts";
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
    const onMain = target.branchId === workspaceId;
    const now = onMain
      ? await resolveRef(tx, workspaceId)
      : await viewOfBranch(tx, workspaceId, {
          branchId: target.branchId,
          name: target.name,
          no: target.headNo,
        });
    if (now.seq === frame.baseSeq && now.no === frame.baseNo) {
      throw conflict(`${branch.name} sees ${target.name} as it is already.`, { code: "no_change" });
    }
    const plan = await planMerge(tx, workspaceId, branch, { ...target, headNo: now.no }, resolved);
    if (plan.conflicts.length > 0) {
      throw conflict(
        `${plan.conflicts.length} fields were changed on both sides. Decide each, then update.`,
        {
          code: "merge_conflict",
          extra: { conflicts: plan.conflicts.slice(0, 1000).map(conflictItem) },
        },
      );
    }
    const { kept, dropped } = await ownEdits(tx, workspaceId, plan);
    const decided = decidedChanges(plan, kept);
    await clearOwnLayer(tx, workspaceId, { branchId: branch.branchId, no: branch.headNo + 1 }, dropped);
    const { no } = await writeBranchCommit(
      tx,
      workspaceId,
      branch,
      decided,
      { kind: "update", author: actorOf(context.principal), message: `Updated from ${target.name}` },
      plan.made,
      { base: { baseBranchId: target.branchId, baseNo: now.no, baseSeq: now.seq }, kept },
    );
    return {
      result: { ref: `${branch.name}@${no}`, no, changes: decided.length },
      audit: { verb: "update-branch", subject: branch.name, details: { no } },
    };
  });
}

/** The branch's own edits: those that say other than what it stood on stay, the others would hide what it moves to. */
async function ownEdits(tx: Tx, workspaceId: string, { own, base }: MergePlan) {
  const rows = await selectEdits(tx, workspaceId, own.slice(0, 1), null);
  const changes = rows.map(({ value, ...field }) => {
    const before = base.get(fieldKeyText(field)) ?? editText(undefined);
    return { ...field, before, after: value };
  });
  return {
    kept: changes.filter(change => change.before !== change.after),
    dropped: changes.filter(change => change.before === change.after),
  };
}

/** What the branch must change so that it shows what was decided, over what it moves to and the edits that stay. */
function decidedChanges({ ours, changes }: MergePlan, kept: readonly FieldChange[]): FieldChange[] {
  const over = (set: readonly FieldChange[]) =>
    new Map([...ours, ...set.map(change => [fieldKeyText(change), change.after] as const)]);
  return diffFields(over(kept), over(changes));
}
