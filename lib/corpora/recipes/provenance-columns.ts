import type { RecipeComparison, RecipeTrajectory } from "#lib/corpora/recipes/recipe.ts";
import type { Column, Row } from "#lib/formats/columns.ts";

/** Where a row comes from. The prefix keeps these names clear of the ones that trainers give a meaning. */
export const comparisonProvenance: readonly Column[] = [
  { name: "esp_trajectory_ids", type: "text_list", nullable: false },
  { name: "esp_comparison_id", type: "text", nullable: false },
  { name: "esp_task", type: "text", nullable: false },
  { name: "esp_split", type: "text", nullable: false },
  { name: "esp_seq", type: "int64", nullable: false },
  { name: "esp_strength", type: "float32", nullable: true },
  { name: "esp_vote_share", type: "float64", nullable: true },
];

/** `sides` in the order of the row's columns: chosen, then rejected. */
export function comparisonProvenanceCells(
  comparison: RecipeComparison,
  sides: readonly RecipeTrajectory[],
  split: string,
): Row {
  return {
    esp_trajectory_ids: sides.map(side => side.trajectoryId),
    esp_comparison_id: comparison.comparisonId,
    esp_task: comparison.task,
    esp_split: split,
    esp_seq: BigInt(comparison.seq),
    esp_strength: comparison.strength === null ? null : Math.fround(comparison.strength),
    esp_vote_share: comparison.voteShare,
  };
}
