import { type RecipeName, recipeNameSchema } from "#lib/corpora/schemas.ts";

/** What the form opens with: every decided pair as `dpo`, unless the address says otherwise. */
export function readPublishParams(query: Record<string, string | string[] | undefined>): {
  filter: string;
  recipe: RecipeName;
} {
  const recipe = recipeNameSchema.safeParse(query.recipe);
  return {
    filter: typeof query.filter === "string" && query.filter.trim() !== "" ? query.filter : "pref != null",
    recipe: recipe.success ? recipe.data : "dpo",
  };
}
