import { selectComparisons } from "#db/queries/slices/page-comparisons.ts";
import { selectPreferences, selectRaterNames } from "#db/queries/views/records.ts";
import { selectStale } from "#db/queries/views/stale.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { notFound } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";
import { comparisonItem } from "#lib/slices/list-comparisons.ts";
import { preferenceItem } from "#lib/slices/read-trajectory.ts";
import type { ComparisonItem, PreferenceItem } from "#lib/slices/schemas.ts";
import { readEdits } from "#lib/views/read-edits.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** One comparison at a ref, with each rater's vote. */
export async function readComparison(
  context: Context,
  { comparisonId, at }: { comparisonId: string; at?: string },
): Promise<ComparisonItem & { preferences: PreferenceItem[]; ref: string }> {
  authorize(context, "read");
  return read(context, async tx => {
    const view = await resolveRef(tx, context.workspaceId, at);
    const request = { workspaceId: context.workspaceId, view };
    const [row] = isUuid(comparisonId) ? await selectComparisons(tx, request, [comparisonId]) : [];
    if (!row)
      throw notFound(`There is no comparison ${comparisonId} at ${view.ref}.`, {
        code: "comparison_not_found",
      });
    const preferences = await selectPreferences(tx, context.workspaceId, view, [comparisonId]);
    const edits = await readEdits(
      tx,
      context.workspaceId,
      view,
      preferences.map(one => one.preferenceId),
    );
    const voteIds = preferences.map(one => one.preferenceId);
    const stale = await selectStale(tx, context.workspaceId, view.layers, voteIds, []);
    const names = await selectRaterNames(tx, context.workspaceId);
    return {
      ...comparisonItem(row),
      preferences: preferences.map(one => preferenceItem(one, names, stale, edits.get(one.preferenceId))),
      ref: view.ref,
    };
  });
}
