import { selectCorpus } from "#db/queries/corpora/corpora.ts";
import { corpusItem, corpusNotFound } from "#lib/corpora/corpus-item.ts";
import type { CorpusItem } from "#lib/corpora/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

export async function readCorpus(context: Context, corpus: string): Promise<CorpusItem> {
  authorize(context, "read");
  const row = await read(context, tx => selectCorpus(tx, context.workspaceId, corpus));
  if (!row) throw corpusNotFound(corpus);
  return corpusItem(row);
}
