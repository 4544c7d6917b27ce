import { dpoRecipe } from "#lib/corpora/recipes/dpo.ts";
import type { Recipe } from "#lib/corpora/recipes/recipe.ts";
import { rewardRecipe } from "#lib/corpora/recipes/reward.ts";
import type { RecipeName } from "#lib/corpora/schemas.ts";

/** The recipe of a name, with its default options. */
export function recipeByName(name: RecipeName): Recipe {
  return name === "dpo" ? dpoRecipe() : rewardRecipe();
}
