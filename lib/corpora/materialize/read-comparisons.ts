import type { CandidateRow } from "#db/queries/corpora/segments.ts";
import type { RecipeComparison, RecipeTrajectory } from "#lib/corpora/recipes/recipe.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import { readContent } from "#lib/views/read-content.ts";
import type { View } from "#lib/views/view.ts";

/** Steps in memory at once, about: a page of comparisons is cut so that it holds no more. */
const stepsPerPage = 4_000;

/** Comparisons as recipes read them, in the order given, a page of steps in memory at a time. */
export async function* readComparisons(
  context: Context,
  view: View,
  candidates: readonly CandidateRow[],
): AsyncGenerator<RecipeComparison> {
  for (const page of pagesOf(candidates)) {
    const trajectories = await readTrajectories(context, view, page);
    for (const row of page) {
      const a = trajectories.get(row.aTrajectoryId);
      const b = trajectories.get(row.bTrajectoryId);
      if (!a || !b) throw new Error(`a side of comparison ${row.comparisonId} is missing`);
      const { comparisonId, task, excluded, pref, strength, voteShare } = row;
      yield {
        comparisonId,
        seq: row.seq,
        task,
        excluded,
        pref,
        strength,
        voteShare,
        a: { ...a, excluded: row.aExcluded },
        b: { ...b, excluded: row.bExcluded },
      };
    }
  }
}

function* pagesOf(candidates: readonly CandidateRow[]): Generator<CandidateRow[]> {
  let page: CandidateRow[] = [];
  let steps = 0;
  for (const row of candidates) {
    page.push(row);
    steps += row.aSteps + row.bSteps;
    if (steps >= stepsPerPage) {
      yield page;
      page = [];
      steps = 0;
    }
  }
  if (page.length > 0) yield page;
}

type Side = Omit<RecipeTrajectory, "excluded">;

async function readTrajectories(
  context: Context,
  view: View,
  page: readonly CandidateRow[],
): Promise<Map<string, Side>> {
  const ids = [...new Set(page.flatMap(row => [row.aTrajectoryId, row.bTrajectoryId]))];
  const contents = await read(context, tx => readContent(tx, context.workspaceId, view, ids));
  return new Map(
    [...contents.values()].map(({ trajectoryId, body: { tools }, steps }) => [
      trajectoryId,
      { trajectoryId, tools: tools && tools.length > 0 ? JSON.stringify(tools) : null, steps },
    ]),
  );
}
