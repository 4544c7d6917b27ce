import { selectCommits } from "#db/queries/curation/commits.ts";
import { commitItem } from "#lib/curation/commit-item.ts";
import type { CommitItem } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";
import { resolveRef } from "#lib/views/resolve-ref.ts";

/** The commits of a ref's branch, newest first, from that ref's commit on. */
export async function listCommits(context: Context, ref: string, limit = 100): Promise<CommitItem[]> {
  authorize(context, "read");
  return read(context, async tx => {
    const view = await resolveRef(tx, context.workspaceId, ref);
    return (await selectCommits(tx, context.workspaceId, view.branchId, view.no, limit)).map(commitItem);
  });
}
