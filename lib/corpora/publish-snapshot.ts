import { selectCorpus } from "#db/queries/corpora/corpora.ts";
import { corpusNotFound } from "#lib/corpora/corpus-item.ts";
import { publishSnapshotSchema } from "#lib/corpora/schemas.ts";
import type { JobItem } from "#lib/jobs/schemas.ts";
import { startJob } from "#lib/jobs/start-job.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { read } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** Queues the publishing of a corpus's next version, at a ref that is pinned now. */
export async function publishSnapshot(context: Context, corpus: string, input: unknown): Promise<JobItem> {
  authorize(context, "publish");
  const { at } = parseInput(publishSnapshotSchema, input);
  const ref = await read(context, async tx => {
    if (!(await selectCorpus(tx, context.workspaceId, corpus))) throw corpusNotFound(corpus);
    return (await resolveRef(tx, context.workspaceId, at)).ref;
  });
  return startJob(context, { kind: "publish", title: `Publish ${corpus}`, input: { corpus, ref } });
}
