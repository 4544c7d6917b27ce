import type { Recipe } from "#lib/corpora/recipes/recipe.ts";
import { canonicalSha256 } from "#lib/formats/canonical-sha256.ts";

/** Everything that the bytes of a segment's file follow from. */
export interface RecipeHashParts {
  /** The records that the segment covers, by their number in the log, both ends included. */
  segment: { fromSeq: number; toSeq: number };
  /** Hash of the visible version of every record that the rows read, whatever branch it was edited on. */
  visibleVersions: string;
  /** The slice's canonical text. */
  slice: string;
  recipe: Pick<Recipe, "name" | "version" | "options">;
  split: string;
  /** Version of the shape in which records are stored and read. */
  schemaVersion: number;
  writerVersion: string;
  /** Hash of what the rows take from outside their segment (deduplication, `in_slice`, `near`); null when nothing. */
  notLocal: string | null;
}

/**
 * What a segment's file is known by before it exists, in hex: of the same hash the stored file is reused. The corpus's
 * name is no part of it, so two corpora of one slice and recipe share their files.
 */
export function recipeHash(parts: RecipeHashParts): string {
  const { name, version, options } = parts.recipe;
  return canonicalSha256({ ...parts, recipe: { name, version, options } });
}
