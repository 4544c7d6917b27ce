import type { CorpusRow } from "#db/queries/corpora/corpora.ts";
import type { CorpusItem } from "#lib/corpora/schemas.ts";
import { notFound } from "#lib/service/errors.ts";

export function corpusItem(row: CorpusRow): CorpusItem {
  return {
    corpus: row.name,
    description: row.description,
    filter: row.filter,
    recipe: row.recipe,
    latestVersion: row.latestVersion,
    latestRows: row.latestRows,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

export function corpusNotFound(corpus: string) {
  return notFound(`There is no corpus ${corpus} in this workspace.`, { code: "corpus_not_found" });
}
