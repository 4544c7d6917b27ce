import { type FacetRow, selectFacets } from "#db/queries/slices/trajectory-facets.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { type Facet, sliceQuerySchema, type TrajectoryFacets } from "#lib/slices/schemas.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** Facets look at this many rows of the slice at most. */
const facetRows = 100_000;

/** What a slice of trajectories can be narrowed by, with counts. */
export async function trajectoryFacets(context: Context, input: unknown): Promise<TrajectoryFacets> {
  authorize(context, "read");
  const query = parseInput(sliceQuerySchema.pick({ filter: true, at: true }), input);
  const { predicate } = planCondition(query.filter, "trajectory");
  return read(context, async tx => {
    const view = await resolveRef(tx, context.workspaceId, query.at);
    const rows = await selectFacets(tx, { workspaceId: context.workspaceId, view, predicate }, facetRows);
    const of = (facet: FacetRow["facet"]): Facet[] =>
      rows.filter(row => row.facet === facet).map(({ value, count }) => ({ value, count }));
    return {
      agents: of("agents"),
      models: of("models"),
      outcomes: of("outcomes"),
      tags: of("tags"),
      tasks: of("tasks"),
    };
  });
}
