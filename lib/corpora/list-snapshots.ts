import { selectCorpus } from "#db/queries/corpora/corpora.ts";
import { selectSnapshots } from "#db/queries/corpora/snapshots.ts";
import { corpusNotFound } from "#lib/corpora/corpus-item.ts";
import type { SnapshotItem } from "#lib/corpora/schemas.ts";
import { snapshotItem } from "#lib/corpora/snapshot-item.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

/** A corpus's versions, newest first. */
export async function listSnapshots(context: Context, corpus: string): Promise<SnapshotItem[]> {
  authorize(context, "read");
  return read(context, async tx => {
    if (!(await selectCorpus(tx, context.workspaceId, corpus))) throw corpusNotFound(corpus);
    return (await selectSnapshots(tx, context.workspaceId, corpus)).map(snapshotItem);
  });
}
