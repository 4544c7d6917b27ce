import { selectMadeOn } from "#db/queries/curation/overlay.ts";
import { selectEdits } from "#db/queries/views/edits.ts";
import type { BranchRow } from "#db/queries/views/refs.ts";
import type { Tx } from "#db/tenancy.ts";
import { type Fields, fieldKeyText, type MergeResult, mergeFields } from "#lib/curation/merge/three-way.ts";
import type { Touched } from "#lib/curation/write-commit.ts";
import { invalid } from "#lib/service/errors.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";
import type { Layer } from "#lib/views/view.ts";

export interface MergePlan extends MergeResult {
  /** The layers of the source above the target: what is merged. */
  own: readonly Layer[];
  /** Records that were made there, which the target does not see yet. */
  made: Touched;
  /** The fields of the records that the source edits: where both stood, and on the target now. */
  base: Fields;
  ours: Fields;
}

/**
 * What merging a branch into one that it stands on comes to: by field, between the target as it was when the source last saw
 * it, the target now, and the source. Only the records that the source edits are looked at.
 * @throws Invalid when the source does not stand on the target.
 */
export async function planMerge(
  tx: Tx,
  workspaceId: string,
  source: BranchRow,
  target: BranchRow,
  resolved?: Fields,
): Promise<MergePlan> {
  const head = await viewOfBranch(tx, workspaceId, {
    branchId: source.branchId,
    name: source.name,
    no: source.headNo,
  });
  const { own, below } = splitAt(head.layers, target, workspaceId);
  if (own.length === 0 || (below.length === 0 && target.branchId !== workspaceId)) {
    throw invalid(`${source.name} does not stand on ${target.name}, so it cannot be merged there.`, {
      code: "unrelated_branches",
    });
  }
  const now = await viewOfBranch(tx, workspaceId, {
    branchId: target.branchId,
    name: target.name,
    no: target.headNo,
  });
  const targetNow =
    target.branchId === workspaceId ? [{ branchId: workspaceId, no: target.headNo }] : now.layers;
  const edited = await selectEdits(tx, workspaceId, own, null);
  const ids = [...new Set(edited.map(edit => edit.recordId))];
  const base = await fieldsOf(tx, workspaceId, below, ids);
  const ours = await fieldsOf(tx, workspaceId, targetNow, ids);
  const theirs = new Map([...base, ...edited.map(edit => [fieldKeyText(edit), edit.value] as const)]);
  return {
    own,
    made: await selectMadeOn(tx, workspaceId, own),
    base,
    ours,
    ...mergeFields(base, ours, theirs, resolved),
  };
}

function splitAt(
  layers: readonly Layer[],
  target: BranchRow,
  workspaceId: string,
): { own: Layer[]; below: Layer[] } {
  const at = layers.findIndex(layer => layer.branchId === target.branchId);
  if (at !== -1) return { own: layers.slice(0, at), below: layers.slice(at) };
  return target.branchId === workspaceId ? { own: [...layers], below: [] } : { own: [], below: [] };
}

async function fieldsOf(
  tx: Tx,
  workspaceId: string,
  layers: readonly Layer[],
  ids: readonly string[],
): Promise<Fields> {
  const edits = await selectEdits(tx, workspaceId, layers, ids);
  return new Map(edits.map(edit => [fieldKeyText(edit), edit.value]));
}
