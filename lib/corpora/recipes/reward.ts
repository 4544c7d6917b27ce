import { type PairSides, pairSides, sharedTools, speaks } from "#lib/corpora/recipes/pair-sides.ts";
import { comparisonProvenance, comparisonProvenanceCells } from "#lib/corpora/recipes/provenance-columns.ts";
import type { LeftOutReason, Recipe, RecipeComparison, RecipeResult } from "#lib/corpora/recipes/recipe.ts";
import { sharedPrefix } from "#lib/trajectories/shared-prefix.ts";
import { trainingMessages } from "#lib/trajectories/training-message.ts";

/**
 * `reward`: two whole trajectories of one task as `chosen` and `rejected`, the prompt inside both. Where they part does
 * not matter, and neither does a system prompt of their own, which each side carries; but a row has one `tools`, so
 * trajectories of different tools are no pair.
 *
 * `margin` is the strength of the verdict over its greatest, 3: 1/3, 2/3 or 1, and between them for a consensus.
 */
export function rewardRecipe(): Recipe {
  return {
    name: "reward",
    version: 1,
    options: {},
    columns: [
      { name: "chosen", type: "json_list", nullable: false },
      { name: "rejected", type: "json_list", nullable: false },
      { name: "margin", type: "float32", nullable: false },
      { name: "tools", type: "text", nullable: true },
      ...comparisonProvenance,
    ],
    row: rewardRow,
  };
}

/** What an unstated strength counts as. Trainers fail on a null margin. */
const unstatedStrength = 1;
const greatestStrength = 3;

function rewardRow(comparison: RecipeComparison, split: string): RecipeResult {
  const sides = pairSides(comparison);
  if ("leftOut" in sides) return sides;
  const { chosen, rejected } = sides;
  const unfit = emptyOrEqual(sides);
  if (unfit) return unfit;
  const shared = sharedTools(sides);
  if (!shared) return { leftOut: "different tools" };
  const won = trainingMessages(chosen.steps);
  const lost = trainingMessages(rejected.steps);
  if ("leftOut" in won) return won;
  if ("leftOut" in lost) return lost;
  return {
    row: {
      chosen: won.messages,
      rejected: lost.messages,
      margin: Math.fround((comparison.strength ?? unstatedStrength) / greatestStrength),
      tools: shared.tools,
      ...comparisonProvenanceCells(comparison, [chosen, rejected], split),
    },
  };
}

/** A side is empty when its assistant never says or does anything. */
function emptyOrEqual({ chosen, rejected }: PairSides): LeftOutReason | null {
  if (!chosen.steps.some(speaks)) return { leftOut: "empty chosen" };
  if (!rejected.steps.some(speaks)) return { leftOut: "empty rejected" };
  const shared = sharedPrefix(chosen.steps, rejected.steps);
  const equal = shared === chosen.steps.length && shared === rejected.steps.length;
  return equal ? { leftOut: "equal" } : null;
}
