import { selectCommits } from "#db/queries/curation/commits.ts";
import {
  type ApprovalRow,
  type MergeRequestRow,
  selectApprovals,
  selectComments,
  selectResolutions,
} from "#db/queries/curation/merge-requests.ts";
import { selectMoved } from "#db/queries/curation/overlay.ts";
import { selectTrajectories } from "#db/queries/slices/page-trajectories.ts";
import { selectStatistics } from "#db/queries/slices/statistics.ts";
import { selectBranchById } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import { changeItem, conflictItem } from "#lib/curation/change-item.ts";
import { commitItem } from "#lib/curation/commit-item.ts";
import { findMergeRequest } from "#lib/curation/find-merge-request.ts";
import { mergeFields } from "#lib/curation/merge/three-way.ts";
import { mergeChecks } from "#lib/curation/merge-checks.ts";
import { mergeRequestItem } from "#lib/curation/merge-request-item.ts";
import type { MergePlan } from "#lib/curation/plan-merge.ts";
import { openConflicts } from "#lib/curation/resolve-conflicts.ts";
import type { MergeRequestDetail } from "#lib/curation/schemas.ts";
import { touchedBy } from "#lib/curation/write-commit.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

const listed = 1_000;

/** A request with its merge result: changes, conflicts, checks, approvals, and what still blocks it. */
export async function readMergeRequest(context: Context, number: number): Promise<MergeRequestDetail> {
  authorize(context, "read");
  const { workspaceId } = context;
  return read(context, async tx => {
    const row = await findMergeRequest(tx, workspaceId, number);
    const source = await selectBranchById(tx, workspaceId, row.sourceBranchId);
    const target = await selectBranchById(tx, workspaceId, row.targetBranchId);
    if (!source || !target) throw new Error(`merge request ${number} has no branches`);
    const view = await resolveRef(tx, workspaceId, target.name);
    const isOpen = row.state === "open";
    const { plan, open, resolved } = isOpen ? await openConflicts(tx, workspaceId, row) : settled;
    const changes = [...plan.changes, ...decidedChanges(plan, resolved)];
    const ids = [...new Set([...changes, ...open].map(one => one.recordId))];
    const titles = await titlesOf(tx, workspaceId, view, ids.slice(0, listed));
    const withTitle = <T extends { recordId: string }>(one: T) => ({
      ...one,
      title: titles.get(one.recordId) ?? null,
    });
    const approvals = await selectApprovals(tx, workspaceId, row.mergeRequestId);
    const stale = await staleApprovals(tx, workspaceId, approvals, source.headNo, target.headNo, changes);
    const statistics = await selectStatistics(tx, workspaceId, view);
    const checks = isOpen ? await mergeChecks(tx, workspaceId, view, changes, statistics.trajectories) : [];
    const resolutions = await selectResolutions(tx, workspaceId, row.mergeRequestId);
    const comments = await selectComments(tx, workspaceId, row.mergeRequestId);
    const commits = await selectCommits(tx, workspaceId, source.branchId, source.headNo, 100);
    const standing = approvals.filter(approval => !stale.has(approval.memberId)).length;
    const made = plan.made.trajectoryIds;
    return {
      ...mergeRequestItem(row),
      sourceNo: source.headNo,
      targetNo: target.headNo,
      changes: changes.slice(0, listed).map(one => withTitle(changeItem(one))),
      changeCount: changes.length,
      recordCount: new Set(changes.map(one => one.recordId)).size,
      made: { trajectoryIds: made.slice(0, listed), count: made.length },
      conflicts: open.slice(0, listed).map(one => withTitle(conflictItem(one))),
      resolved: resolutions.map(one => ({
        ...changeItem({
          recordKind: "trajectory",
          recordId: one.recordId,
          path: one.path,
          before: one.ours,
          after: one.value,
        }),
        decidedBy: one.decidedBy,
      })),
      approvals: approvals.map(({ memberId, name, at }) => ({
        member: name,
        at: at.toISOString(),
        isStale: stale.has(memberId),
      })),
      requiredApprovals: target.requiredApprovals,
      comments: comments.map(comment => ({ ...comment, at: comment.at.toISOString() })),
      checks,
      commits: commits.filter(one => one.kind !== "create").map(commitItem),
      blockers: blockersOf(
        row,
        open.length,
        changes.length + made.length,
        target.requiredApprovals - standing,
      ),
    };
  });
}

const settled: Awaited<ReturnType<typeof openConflicts>> = {
  plan: {
    own: [],
    made: { trajectoryIds: [], comparisonIds: [] },
    base: new Map(),
    ours: new Map(),
    changes: [],
    conflicts: [],
  },
  open: [],
  resolved: new Map(),
};

/** What the decisions about conflicts change on the target. */
function decidedChanges(plan: MergePlan, resolved: ReadonlyMap<string, string>) {
  const sides = (side: "base" | "ours" | "theirs") =>
    new Map(plan.conflicts.map(one => [`${one.recordKind} ${one.recordId} ${one.path}`, one[side]] as const));
  return mergeFields(sides("base"), sides("ours"), sides("theirs"), resolved).changes;
}

async function titlesOf(
  tx: Tx,
  workspaceId: string,
  view: Parameters<typeof selectTrajectories>[1]["view"],
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await selectTrajectories(tx, { workspaceId, view }, ids);
  return new Map(rows.map(row => [row.trajectoryId, row.title ?? row.task]));
}

/** Approvals of another merge result: either head moved, or the log touched a changed record since. */
async function staleApprovals(
  tx: Tx,
  workspaceId: string,
  approvals: readonly ApprovalRow[],
  sourceNo: number,
  targetNo: number,
  changes: MergePlan["changes"],
): Promise<Set<string>> {
  const stale = new Set<string>();
  const touched = await touchedBy(tx, workspaceId, await resolveRef(tx, workspaceId), changes);
  for (const approval of approvals) {
    const moved = await selectMoved(tx, workspaceId, approval.atSeq, touched);
    const isStale =
      approval.sourceNo !== sourceNo ||
      approval.targetNo !== targetNo ||
      moved.trajectoryIds.length + moved.comparisonIds.length > 0;
    if (isStale) stale.add(approval.memberId);
  }
  return stale;
}

function blockersOf(row: MergeRequestRow, conflicts: number, changes: number, approvalsMissing: number) {
  if (row.state !== "open") return [{ code: "settled", text: `This request is ${row.state}.` }];
  return [
    ...(conflicts > 0
      ? [
          {
            code: "conflicts",
            text: `${conflicts} ${conflicts === 1 ? "conflict is" : "conflicts are"} to be decided.`,
          },
        ]
      : []),
    ...(approvalsMissing > 0
      ? [
          {
            code: "approvals",
            text: `${approvalsMissing} more ${approvalsMissing === 1 ? "approval is" : "approvals are"} needed.`,
          },
        ]
      : []),
    ...(conflicts === 0 && changes === 0
      ? [{ code: "nothing", text: `${row.target} has everything of ${row.source} already.` }]
      : []),
  ];
}
