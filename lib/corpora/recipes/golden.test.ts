import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalRow } from "#lib/corpora/materialize/row-hash.ts";
import { dpoRecipe } from "#lib/corpora/recipes/dpo.ts";
import { comparisons } from "#lib/corpora/recipes/fixtures/comparisons.ts";
import type { Recipe } from "#lib/corpora/recipes/recipe.ts";
import { rewardRecipe } from "#lib/corpora/recipes/reward.ts";
import { parseJson } from "#lib/formats/json.ts";

/** The golden files hold each comparison's canonical row, or why it has none; keys of messages stand as written. */
function expectedOf(file: string): Map<string, unknown> {
  const text = readFileSync(new URL(`./fixtures/${file}.expected.json`, import.meta.url), "utf8");
  return new Map(Object.entries(Object(parseJson(text))));
}

function become(recipe: Recipe): Record<string, string> {
  const results = Object.entries(comparisons).map(([name, comparison]) => {
    const result = recipe.row(comparison, "train");
    return [name, "row" in result ? canonicalRow(recipe.columns, result.row) : JSON.stringify(result)];
  });
  return Object.fromEntries(results);
}

describe.each([
  ["dpo", dpoRecipe()],
  ["dpo-tail", dpoRecipe({ completion: "tail" })],
  ["reward", rewardRecipe()],
])("%s", (file, recipe) => {
  const expected = expectedOf(file);
  const actual = become(recipe);

  test("the golden file covers every comparison", () => {
    expect([...expected.keys()]).toEqual(Object.keys(comparisons));
  });

  test.each(Object.keys(comparisons))("%s", name => {
    expect(actual[name]).toBe(JSON.stringify(expected.get(name)));
  });
});
