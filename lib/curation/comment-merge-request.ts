import { v7 as uuidv7 } from "uuid";
import { insertComment } from "#db/queries/curation/merge-requests.ts";
import { findMergeRequest } from "#lib/curation/find-merge-request.ts";
import { mergeCommentSchema } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";

/** Says something of a request, of one of its records, or of a field. */
export async function commentMergeRequest(
  context: Context,
  number: number,
  input: unknown,
): Promise<{ commentId: string }> {
  authorize(context, "curate");
  const { body, recordId, path } = parseInput(mergeCommentSchema, input);
  return write(context, async tx => {
    const { mergeRequestId } = await findMergeRequest(tx, context.workspaceId, number);
    const commentId = uuidv7();
    const author = actorOf(context.principal);
    await insertComment(tx, context.workspaceId, mergeRequestId, {
      commentId,
      author,
      body,
      recordId: recordId ?? null,
      path: path ?? null,
    });
    return { result: { commentId }, audit: { verb: "comment-merge-request", subject: String(number) } };
  });
}
