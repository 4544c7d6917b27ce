import { updateMergeRequest } from "#db/queries/curation/merge-requests.ts";
import { findMergeRequest } from "#lib/curation/find-merge-request.ts";
import { mergeRequestItem } from "#lib/curation/merge-request-item.ts";
import { changeMergeRequestSchema, type MergeRequestItem } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";

/** Changes a request's words, closes it, or opens it again. A merged one stays as it is. */
export async function changeMergeRequest(
  context: Context,
  number: number,
  input: unknown,
): Promise<MergeRequestItem> {
  authorize(context, "curate");
  const set = parseInput(changeMergeRequestSchema, input);
  return write(context, async tx => {
    const row = await findMergeRequest(tx, context.workspaceId, number);
    if (row.state === "merged")
      throw conflict(`Merge request ${number} is merged.`, { code: "merge_request_settled" });
    await updateMergeRequest(tx, context.workspaceId, row.mergeRequestId, set);
    const changed = await findMergeRequest(tx, context.workspaceId, number);
    return {
      result: mergeRequestItem(changed),
      audit: { verb: "change-merge-request", subject: String(number), details: set },
    };
  });
}
