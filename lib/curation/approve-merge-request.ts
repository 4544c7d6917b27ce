import { upsertApproval } from "#db/queries/curation/merge-requests.ts";
import { selectBranchById } from "#db/queries/views/refs.ts";
import { findOpenRequest } from "#lib/curation/find-merge-request.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { forbidden } from "#lib/service/errors.ts";
import { write } from "#lib/service/transaction.ts";

/** Approves the merge result of this moment. Nobody approves a request of their own; keys do not approve. */
export async function approveMergeRequest(context: Context, number: number): Promise<{ number: number }> {
  authorize(context, "curate");
  const { workspaceId, principal } = context;
  if (principal.kind !== "member")
    throw forbidden("People approve: sign in as a member instead of using a key.", { code: "members_only" });
  return write(context, async tx => {
    const row = await findOpenRequest(tx, workspaceId, number);
    if (row.createdBy === actorOf(principal))
      throw forbidden("Somebody else must approve your request.", { code: "own_request" });
    const source = await selectBranchById(tx, workspaceId, row.sourceBranchId);
    const target = await selectBranchById(tx, workspaceId, row.targetBranchId);
    await upsertApproval(
      tx,
      workspaceId,
      row.mergeRequestId,
      principal.memberId,
      source?.headNo ?? 0,
      target?.headNo ?? 0,
    );
    return { result: { number }, audit: { verb: "approve-merge-request", subject: String(number) } };
  });
}
