import { z } from "zod";
import { selectCandidates } from "#db/queries/corpora/segments.ts";
import { countSlice } from "#db/queries/slices/page-trajectories.ts";
import { readComparisons } from "#lib/corpora/materialize/read-comparisons.ts";
import { readableRow } from "#lib/corpora/materialize/row-tally.ts";
import { exampleRows } from "#lib/corpora/materialize/segment-result.ts";
import { recipeByName } from "#lib/corpora/recipes/recipe-by-name.ts";
import { type LeftOut, type RecipePreview, recipeNameSchema } from "#lib/corpora/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

export const previewSchema = z.strictObject({ filter: z.string().min(1).max(10_000) });

/** Comparisons that a preview puts through the recipe. */
const previewRecords = 300;

/** What a slice would come to under a recipe: the count, three rows, and what the first records are left out for. */
export async function previewRecipe(
  context: Context,
  recipeName: string,
  input: unknown,
): Promise<RecipePreview> {
  authorize(context, "read");
  const name = parseInput(recipeNameSchema, recipeName);
  const { filter } = parseInput(previewSchema, input);
  const { predicate } = planCondition(filter, "comparison");
  const recipe = recipeByName(name);
  const { view, count, candidates } = await read(context, async tx => {
    const view = await resolveRef(tx, context.workspaceId);
    const request = { workspaceId: context.workspaceId, view, predicate };
    return {
      view,
      count: await countSlice(tx, "comparison", request, null),
      candidates: await selectCandidates(tx, {
        ...request,
        fromSeq: 0,
        toSeq: view.seq,
        limit: previewRecords,
      }),
    };
  });
  const rows: RecipePreview["rows"] = [];
  const leftOut = new Map<string, LeftOut>();
  for await (const comparison of readComparisons(context, view, candidates)) {
    const made = recipe.row(comparison, "train");
    if ("row" in made) {
      if (rows.length < exampleRows) rows.push(readableRow(recipe.columns, made.row));
      continue;
    }
    const entry = leftOut.get(made.leftOut) ?? { reason: made.leftOut, count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < 5) entry.examples.push(comparison.comparisonId);
    leftOut.set(made.leftOut, entry);
  }
  return {
    count,
    looked: candidates.length,
    rows,
    leftOut: [...leftOut.values()].sort((x, y) => y.count - x.count),
  };
}
