import { selectMergeRequests } from "#db/queries/curation/merge-requests.ts";
import { mergeRequestItem } from "#lib/curation/merge-request-item.ts";
import type { MergeRequestItem } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { read } from "#lib/service/transaction.ts";

/** Open ones first, newest first. */
export async function listMergeRequests(context: Context): Promise<MergeRequestItem[]> {
  authorize(context, "read");
  return (await read(context, tx => selectMergeRequests(tx, context.workspaceId))).map(mergeRequestItem);
}
