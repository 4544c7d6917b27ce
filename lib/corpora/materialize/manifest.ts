import { schemaVersion } from "#lib/corpora/materialize/materialize-segment.ts";
import type { Summary } from "#lib/corpora/materialize/summary.ts";
import type { Recipe } from "#lib/corpora/recipes/recipe.ts";
import { writerVersion } from "#lib/formats/parquet.ts";

/**
 * A snapshot's manifest: what it is, what it was made of, and every file with its hash. JSON with two-space indents and a
 * final newline. It says no time, host or path of the machine that wrote it.
 */
export function manifestBytes(of: {
  corpus: string;
  version: number;
  ref: string;
  filter: string;
  recipe: Recipe;
  summary: Summary;
}): Uint8Array {
  const { summary, recipe } = of;
  const { path, sha256, sizeBytes } = summary.cardFile;
  const manifest = {
    format: "espalier-snapshot/1",
    snapshot: `${of.corpus}@v${of.version}`,
    corpus: of.corpus,
    version: of.version,
    ref: of.ref,
    subject: "comparison",
    filter: of.filter,
    recipe: { name: recipe.name, version: recipe.version, options: recipe.options, encoding: "json" },
    columns: recipe.columns,
    schemaVersion,
    writerVersion,
    rows: summary.rows,
    considered: summary.considered,
    leftOut: summary.leftOut.map(({ reason, count }) => ({ reason, count })),
    logicalRoot: summary.logicalRoot,
    files: [
      { path, sha256, sizeBytes },
      ...summary.dataFiles.map(file => ({
        path: file.path,
        sha256: file.sha256,
        sizeBytes: file.sizeBytes,
        rows: file.rows,
        split: file.split,
        segment: file.segment,
        recipeHash: file.recipeHash,
        rowsHash: file.rowsHash,
      })),
    ],
  };
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}
