import { describe, expect, test } from "vitest";
import { type RecipeHashParts, recipeHash } from "#lib/corpora/materialize/recipe-hash.ts";
import { dpoRecipe } from "#lib/corpora/recipes/dpo.ts";
import { rewardRecipe } from "#lib/corpora/recipes/reward.ts";

const parts: RecipeHashParts = {
  segment: { fromSeq: 1, toSeq: 65_536 },
  visibleVersions: "v",
  slice: "pref != null",
  recipe: dpoRecipe(),
  split: "train",
  schemaVersion: 1,
  writerVersion: "writer-1",
  notLocal: null,
};

describe("recipeHash", () => {
  test("is the same for the same parts, in whatever order they are given", () => {
    const reversed = { ...parts, ...Object.fromEntries(Object.entries(parts).reverse()) };
    expect(recipeHash(reversed)).toBe(recipeHash(parts));
    expect(recipeHash(parts)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, Partial<RecipeHashParts>]>([
    ["the segment", { segment: { fromSeq: 1, toSeq: 65_537 } }],
    ["a visible version", { visibleVersions: "w" }],
    ["the slice", { slice: "pref == null" }],
    ["the recipe", { recipe: rewardRecipe() }],
    ["an option of the recipe", { recipe: dpoRecipe({ completion: "tail" }) }],
    ["the recipe's version", { recipe: { ...dpoRecipe(), version: 2 } }],
    ["the split", { split: "test" }],
    ["the schema's version", { schemaVersion: 2 }],
    ["the writer's version", { writerVersion: "writer-2" }],
    ["what is not local", { notLocal: "n" }],
  ])("changes with %s", (_, change) => {
    expect(recipeHash({ ...parts, ...change })).not.toBe(recipeHash(parts));
  });
});
