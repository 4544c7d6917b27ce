import { insertCommit, type NewCommit, writeChanges } from "#db/queries/curation/commits.ts";
import {
  deriveOverlay,
  selectComparisonsOfTrajectories,
  selectRecords,
} from "#db/queries/curation/overlay.ts";
import { type BranchRow, type FrameRow, selectFrame } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import type { FieldChange } from "#lib/curation/merge/three-way.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";
import type { Layer, View } from "#lib/views/view.ts";

/** The records whose facts follow from the edited ones. */
export interface Touched {
  trajectoryIds: string[];
  comparisonIds: string[];
}

/**
 * Which facts a set of changes moves at a view: of the records, of what they belong to, and of the pairs whose sides
 * changed.
 */
export async function touchedBy(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  changes: readonly FieldChange[],
): Promise<Touched> {
  const ofKind = (kind: FieldChange["recordKind"], keep: (change: FieldChange) => boolean = () => true) => [
    ...new Set(
      changes.filter(change => change.recordKind === kind && keep(change)).map(change => change.recordId),
    ),
  ];
  const parentsOf = async (kind: "preference" | "reward") => {
    const ids = ofKind(kind);
    const rows = ids.length === 0 ? [] : await selectRecords(tx, workspaceId, kind, ids);
    return rows.flatMap(row => row.parentId ?? []);
  };
  const judgedAnew = ofKind("trajectory", ({ path }) => path === "excluded" || path.startsWith("steps/"));
  const pairs =
    judgedAnew.length === 0 ? [] : await selectComparisonsOfTrajectories(tx, workspaceId, view, judgedAnew);
  return {
    trajectoryIds: [...new Set([...ofKind("trajectory"), ...(await parentsOf("reward"))])],
    comparisonIds: [...new Set([...ofKind("comparison"), ...(await parentsOf("preference")), ...pairs])],
  };
}

export type CommitMeta = Pick<NewCommit, "kind" | "author" | "message"> &
  Partial<Pick<NewCommit, "mergedBranchId" | "mergedNo" | "revertsNo">>;

/** Where a branch moves to, and the edits of its own that stay over it. */
export interface Move {
  base: Pick<FrameRow, "baseBranchId" | "baseNo" | "baseSeq">;
  kept: readonly FieldChange[];
}

/**
 * Writes the next commit of a branch that is not main: its changes, the facts that follow, and where it stands. The caller
 * holds the branch's row locked.
 */
export async function writeBranchCommit(
  tx: Tx,
  workspaceId: string,
  branch: BranchRow,
  changes: readonly FieldChange[],
  meta: CommitMeta,
  also: Partial<Touched> = {},
  move?: Move,
): Promise<Layer> {
  const own: Layer = { branchId: branch.branchId, no: branch.headNo + 1 };
  const below = await viewOfBranch(tx, workspaceId, {
    branchId: branch.branchId,
    name: branch.name,
    no: branch.headNo,
  });
  const frame = move?.base ?? (await frameOf(tx, workspaceId, branch));
  await writeChanges(tx, workspaceId, own, changes);
  await insertCommit(tx, workspaceId, { ...frame, ...own, ...meta, changes: changes.length });
  const view: Pick<View, "seq" | "layers"> = move
    ? await viewOfBranch(tx, workspaceId, { branchId: branch.branchId, name: branch.name, no: own.no })
    : { seq: below.seq, layers: [own, ...below.layers.slice(1)] };
  const touched = await touchedBy(tx, workspaceId, view, [...changes, ...(move?.kept ?? [])]);
  await deriveOverlay(tx, workspaceId, view, own, {
    trajectoryIds: [...new Set([...touched.trajectoryIds, ...(also.trajectoryIds ?? [])])],
    comparisonIds: [...new Set([...touched.comparisonIds, ...(also.comparisonIds ?? [])])],
  });
  return own;
}

async function frameOf(tx: Tx, workspaceId: string, { branchId, headNo }: BranchRow): Promise<FrameRow> {
  const frame = await selectFrame(tx, workspaceId, branchId, headNo);
  if (!frame) throw new Error(`branch ${branchId} has no commit ${headNo}`);
  return frame;
}
