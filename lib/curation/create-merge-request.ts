import { v7 as uuidv7 } from "uuid";
import { insertMergeRequest, selectOpenRequest } from "#db/queries/curation/merge-requests.ts";
import { findBranch } from "#lib/curation/find-branch.ts";
import { findMergeRequest } from "#lib/curation/find-merge-request.ts";
import { mergeRequestItem } from "#lib/curation/merge-request-item.ts";
import { planMerge } from "#lib/curation/plan-merge.ts";
import { createMergeRequestSchema, type MergeRequestItem } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";

/** Asks to merge a branch into one that it stands on. There is one open request for two branches. */
export async function createMergeRequest(context: Context, input: unknown): Promise<MergeRequestItem> {
  authorize(context, "curate");
  const { source, target, title, description } = parseInput(createMergeRequestSchema, input);
  const { workspaceId } = context;
  return write(context, async tx => {
    const into = await findBranch(tx, workspaceId, target, true);
    const from = await findBranch(tx, workspaceId, source);
    await planMerge(tx, workspaceId, from, into);
    const open = await selectOpenRequest(tx, workspaceId, from.branchId, into.branchId);
    if (open !== null) {
      throw conflict(`Merge request ${open} asks for this already.`, {
        code: "merge_request_exists",
        extra: { number: open },
      });
    }
    const number = await insertMergeRequest(tx, workspaceId, {
      mergeRequestId: uuidv7(),
      sourceBranchId: from.branchId,
      targetBranchId: into.branchId,
      title,
      description,
      createdBy: actorOf(context.principal),
    });
    const row = await findMergeRequest(tx, workspaceId, number);
    return {
      result: mergeRequestItem(row),
      audit: { verb: "create-merge-request", subject: String(number), details: { source, target } },
    };
  });
}
