import { closeOwnLayer, insertCommit } from "#db/queries/curation/commits.ts";
import type { Tx } from "#db/tenancy.ts";
import { conflictItem } from "#lib/curation/change-item.ts";
import { findBranch } from "#lib/curation/find-branch.ts";
import type { Fields } from "#lib/curation/merge/three-way.ts";
import { planMerge } from "#lib/curation/plan-merge.ts";
import { writeBranchCommit } from "#lib/curation/write-commit.ts";
import { writeMainCommit } from "#lib/curation/write-main-commit.ts";
import { conflict, invalid } from "#lib/service/errors.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";

export interface Merged {
  /** The target's commit, and its ref. */
  no: number;
  ref: string;
  changes: number;
}

/**
 * Merges a branch into one that it stands on, as one commit, and levels the branch with it. The heads that the caller saw are
 * compared under the lock: a merge that waited for another one is told to look again.
 * @throws Conflict with the list of fields that both sides changed and nobody decided, or where there is nothing to merge.
 */
export async function mergeBranch(
  tx: Tx,
  workspaceId: string,
  merge: {
    source: string;
    target: string;
    author: string;
    message: string;
    resolved?: Fields;
    sawTarget?: number;
    sawSource?: number;
  },
): Promise<Merged> {
  if (merge.source === merge.target)
    throw invalid("A branch cannot be merged into itself.", { code: "same_branch" });
  const target = await findBranch(tx, workspaceId, merge.target, true);
  const source = await findBranch(tx, workspaceId, merge.source, true);
  if (source.branchId === workspaceId)
    throw invalid("main is not merged; update a branch from it.", { code: "unrelated_branches" });
  if (
    (merge.sawTarget ?? target.headNo) !== target.headNo ||
    (merge.sawSource ?? source.headNo) !== source.headNo
  ) {
    throw conflict("A branch moved meanwhile. Look at the result again, then merge.", {
      code: "stale_merge",
    });
  }
  const plan = await planMerge(tx, workspaceId, source, target, merge.resolved);
  if (plan.conflicts.length > 0) {
    throw conflict(`${plan.conflicts.length} fields were changed on both sides. Decide each, then merge.`, {
      code: "merge_conflict",
      extra: { conflicts: plan.conflicts.slice(0, 1000).map(conflictItem) },
    });
  }
  if (plan.changes.length + plan.made.trajectoryIds.length + plan.made.comparisonIds.length === 0) {
    throw conflict(`${target.name} has everything of ${source.name} already.`, { code: "nothing_to_merge" });
  }
  const meta = {
    kind: "merge" as const,
    author: merge.author,
    message: merge.message,
    mergedBranchId: source.branchId,
    mergedNo: source.headNo,
  };
  const onMain = target.branchId === workspaceId;
  const level = { branchId: source.branchId, no: source.headNo + 1 };
  // Before the commit: one of main holds the append lock to the end.
  await closeOwnLayer(tx, workspaceId, level);
  const written = onMain
    ? await writeMainCommit(tx, workspaceId, target, plan.changes, meta, plan.made)
    : await writeBranchCommit(tx, workspaceId, target, plan.changes, meta, plan.made);
  const seen = await viewOfBranch(tx, workspaceId, {
    branchId: target.branchId,
    name: target.name,
    no: written.no,
  });
  await insertCommit(tx, workspaceId, {
    ...level,
    kind: "merge",
    author: merge.author,
    message: `Merged into ${target.name}`,
    baseBranchId: target.branchId,
    baseNo: written.no,
    baseSeq: seen.seq,
    changes: 0,
  });
  const ref = onMain ? `main@${seen.seq}` : `${target.name}@${written.no}`;
  return { no: written.no, ref, changes: plan.changes.length };
}
