import { insertCommit, writeChanges } from "#db/queries/curation/commits.ts";
import {
  closeOverlay,
  deriveOverlay,
  selectCovered,
  selectMoved,
  selectSides,
} from "#db/queries/curation/overlay.ts";
import { takeSeqs } from "#db/queries/log/take-seqs.ts";
import type { BranchRow } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import type { FieldChange } from "#lib/curation/merge/three-way.ts";
import { type CommitMeta, type Touched, touchedBy } from "#lib/curation/write-commit.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";
import type { Layer } from "#lib/views/view.ts";

/**
 * Writes the next commit of main. Main follows the log, so the commit is an append too: everything is written first, under
 * the next commit's number, which nobody sees yet; only then is the append lock taken, for what appends moved meanwhile
 * and for the commit's seq. What stood before ends under that lock only: an append that holds it ends the same rows, and
 * the two would wait for each other. The caller holds main's row locked.
 */
export async function writeMainCommit(
  tx: Tx,
  workspaceId: string,
  main: BranchRow,
  changes: readonly FieldChange[],
  meta: CommitMeta,
  also: Partial<Touched> = {},
): Promise<Layer & { seq: number }> {
  const own: Layer = { branchId: workspaceId, no: main.headNo + 1 };
  const { seq: before } = await resolveRef(tx, workspaceId);
  const view = { seq: before, layers: [own] };
  const touched = await touchedBy(tx, workspaceId, view, changes);
  const asked = {
    trajectoryIds: [...new Set([...touched.trajectoryIds, ...(also.trajectoryIds ?? [])])],
    comparisonIds: [...new Set([...touched.comparisonIds, ...(also.comparisonIds ?? [])])],
  };
  const records = { ...asked, trajectoryIds: await selectSides(tx, workspaceId, asked) };
  const covered = await selectCovered(tx, workspaceId, records);
  await writeChanges(tx, workspaceId, own, changes);
  await deriveOverlay(tx, workspaceId, view, own, records, "later");
  const seq = await takeSeqs(tx, workspaceId, 1);
  await insertCommit(tx, workspaceId, {
    ...own,
    ...meta,
    baseBranchId: null,
    baseNo: null,
    baseSeq: seq,
    seq,
    changes: changes.length,
  });
  await closeOverlay(tx, workspaceId, own, covered);
  const moved = await selectMoved(tx, workspaceId, before, records);
  if (moved.trajectoryIds.length + moved.comparisonIds.length > 0) {
    await deriveOverlay(tx, workspaceId, { seq, layers: [own] }, own, moved, { atSeq: seq });
  }
  return { ...own, seq };
}
