import { selectCorpora } from "#db/queries/corpora/corpora.ts";
import { corpusItem } from "#lib/corpora/corpus-item.ts";
import type { CorpusItem } from "#lib/corpora/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

export async function listCorpora(context: Context): Promise<CorpusItem[]> {
  authorize(context, "read");
  const rows = await read(context, tx => selectCorpora(tx, context.workspaceId));
  return rows.map(corpusItem);
}
