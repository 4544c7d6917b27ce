import { v7 as uuidv7 } from "uuid";
import { insertCorpus, selectCorpus } from "#db/queries/corpora/corpora.ts";
import { corpusItem, corpusNotFound } from "#lib/corpora/corpus-item.ts";
import { type CorpusItem, createCorpusSchema } from "#lib/corpora/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { planSlice } from "#lib/slices/plan-slice.ts";

/**
 * Defines a corpus: slice and recipe under a name. The same definition again answers the standing corpus.
 * @throws Conflict when the name stands for another slice or recipe.
 */
export async function createCorpus(context: Context, input: unknown): Promise<CorpusItem> {
  authorize(context, "publish");
  const { name, filter, recipe, description } = parseInput(createCorpusSchema, input);
  const { canonical } = planSlice(filter, "comparison");
  return write(context, async tx => {
    const corpus = {
      corpusId: uuidv7(),
      name,
      description: description ?? null,
      subject: "comparison",
      filter: canonical,
      recipe,
    };
    const created = await insertCorpus(tx, context.workspaceId, corpus);
    const row = await selectCorpus(tx, context.workspaceId, name);
    if (!row) throw corpusNotFound(name);
    if (row.filter !== canonical || row.recipe !== recipe) {
      throw conflict(
        `The corpus ${name} is "${row.filter}" with recipe ${row.recipe}. A corpus keeps its slice and recipe: choose another name.`,
        { code: "corpus_exists" },
      );
    }
    return {
      result: corpusItem(row),
      audit: {
        verb: "create-corpus",
        subject: name,
        details: { filter: canonical, recipe, created: created !== null },
      },
    };
  });
}
