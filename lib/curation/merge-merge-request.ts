import { updateMergeRequest } from "#db/queries/curation/merge-requests.ts";
import { findOpenRequest } from "#lib/curation/find-merge-request.ts";
import { type Merged, mergeBranch } from "#lib/curation/merge-branch.ts";
import { readMergeRequest } from "#lib/curation/read-merge-request.ts";
import { openConflicts } from "#lib/curation/resolve-conflicts.ts";
import { mergeSchema } from "#lib/curation/schemas.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";

/** Merges a request, with the decisions made about its conflicts. @throws Conflict that names what blocks it */
export async function mergeMergeRequest(context: Context, number: number, input: unknown): Promise<Merged> {
  authorize(context, "curate");
  const { message, sourceNo, targetNo } = parseInput(mergeSchema, input);
  const { workspaceId } = context;
  const seen = await readMergeRequest(context, number);
  const approvals = seen.blockers.find(blocker => blocker.code === "approvals");
  if (approvals) throw conflict(approvals.text, { code: "approvals_missing" });
  return write(context, async tx => {
    const row = await findOpenRequest(tx, workspaceId, number);
    const { resolved } = await openConflicts(tx, workspaceId, row);
    const merged = await mergeBranch(tx, workspaceId, {
      source: row.source,
      target: row.target,
      author: actorOf(context.principal),
      message: message ?? row.title,
      resolved,
      sawSource: sourceNo ?? seen.sourceNo,
      sawTarget: targetNo ?? seen.targetNo,
    });
    await updateMergeRequest(tx, workspaceId, row.mergeRequestId, { state: "merged", mergedNo: merged.no });
    return {
      result: merged,
      audit: { verb: "merge-merge-request", subject: String(number), details: { no: merged.no } },
    };
  });
}
