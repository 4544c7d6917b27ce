import { selectArrived, selectChangedBetween, selectSaid } from "#db/queries/curation/diff.ts";
import { selectMadeOn } from "#db/queries/curation/overlay.ts";
import { selectTrajectories } from "#db/queries/slices/page-trajectories.ts";
import { selectStatistics } from "#db/queries/slices/statistics.ts";
import { selectEdits } from "#db/queries/views/edits.ts";
import type { Tx } from "#db/tenancy.ts";
import { changeItem } from "#lib/curation/change-item.ts";
import { diffFields, fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { diffQuerySchema, type RefDiff } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";
import type { Layer, View } from "#lib/views/view.ts";

/** Changes, and arrived records, that one answer lists; the counts are of all. */
const listed = 1_000;

/** What differs between two refs: fields that curators changed, records that came or went, and how the figures moved. */
export async function diffRefs(context: Context, input: unknown): Promise<RefDiff> {
  authorize(context, "read");
  const { from: fromRef, to: toRef } = parseInput(diffQuerySchema, input);
  const { workspaceId } = context;
  return read(context, async tx => {
    const from = await resolveRef(tx, workspaceId, fromRef);
    const to = await resolveRef(tx, workspaceId, toRef);
    const ids = await differing(tx, workspaceId, from, to);
    const fieldsAt = async ({ layers }: View) =>
      new Map(
        (await selectEdits(tx, workspaceId, layers, ids)).map(edit => [fieldKeyText(edit), edit.value]),
      );
    const changes = diffFields(await fieldsAt(from), await fieldsAt(to));
    const [low, high] = from.seq <= to.seq ? [from, to] : [to, from];
    const arrived = await selectArrived(tx, workspaceId, low.seq, high.seq, listed);
    const said = await selectSaid(tx, workspaceId, low.seq, high.seq);
    const { madeFrom, madeTo } = await madeApart(tx, workspaceId, from, to);
    const onlyIn = (mine: string[], other: string[]) => mine.filter(id => !other.includes(id));
    const came = onlyIn(madeTo.trajectoryIds, madeFrom.trajectoryIds);
    const went = onlyIn(madeFrom.trajectoryIds, madeTo.trajectoryIds);
    const forward = low === from;
    const titles = new Map(
      (
        await selectTrajectories(
          tx,
          { workspaceId, view: to },
          [...new Set(changes.map(change => change.recordId))].slice(0, listed),
        )
      ).map(row => [row.trajectoryId, row.title ?? row.task]),
    );
    return {
      from: from.ref,
      to: to.ref,
      changes: changes
        .slice(0, listed)
        .map(change => ({ ...changeItem(change), title: titles.get(change.recordId) ?? null })),
      changeCount: changes.length,
      recordCount: new Set(changes.map(change => change.recordId)).size,
      added: {
        trajectoryIds: [...came, ...(forward ? arrived.ids : [])],
        count: came.length + (forward ? arrived.total : 0),
      },
      removed: {
        trajectoryIds: [...went, ...(forward ? [] : arrived.ids)],
        count: went.length + (forward ? 0 : arrived.total),
      },
      said,
      statistics: {
        from: await selectStatistics(tx, workspaceId, from),
        to: await selectStatistics(tx, workspaceId, to),
      },
    };
  });
}

/** The records made on branches that each view shows, where that can differ: what both show as it is need not be looked at. */
async function madeApart(tx: Tx, workspaceId: string, from: View, to: View) {
  const isShared = (layer: Layer, { layers }: View) =>
    layers.some(other => other.branchId === layer.branchId && other.no === layer.no);
  const apart = [
    ...from.layers.filter(layer => !isShared(layer, to)),
    ...to.layers.filter(layer => !isShared(layer, from)),
  ];
  const { trajectoryIds } = await selectMadeOn(tx, workspaceId, apart);
  const layersOf = (view: View) => (trajectoryIds.length === 0 ? [] : view.layers);
  return {
    madeFrom: await selectMadeOn(tx, workspaceId, layersOf(from)),
    madeTo: await selectMadeOn(tx, workspaceId, layersOf(to)),
  };
}

/** The records whose edits can differ: of the layers that only one has, and of the commits between where both have one. */
async function differing(tx: Tx, workspaceId: string, from: View, to: View): Promise<string[]> {
  const ids = new Set<string>();
  const of = (view: View) => new Map(view.layers.map(layer => [layer.branchId, layer]));
  const [mine, other] = [of(from), of(to)];
  const wholeLayer = async (layer: Layer) => {
    for (const edit of await selectEdits(tx, workspaceId, [layer], null)) ids.add(edit.recordId);
  };
  for (const branchId of new Set([...mine.keys(), ...other.keys()])) {
    const a = mine.get(branchId);
    const b = other.get(branchId);
    if (a && b) {
      const between = await selectChangedBetween(
        tx,
        workspaceId,
        branchId,
        Math.min(a.no, b.no),
        Math.max(a.no, b.no),
      );
      for (const id of between) ids.add(id);
      // A merge of the branch elsewhere ends its own edits without changing a field.
      if (a.no !== b.no && branchId !== workspaceId) await wholeLayer(a.no < b.no ? a : b);
    } else if (a ?? b) await wholeLayer(a ?? (b as Layer));
  }
  return [...ids];
}
