import { findEditable } from "#lib/curation/find-branch.ts";
import { type FieldEdit, planEdits } from "#lib/curation/plan-edits.ts";
import { editRecordsSchema } from "#lib/curation/schemas.ts";
import { writeBranchCommit } from "#lib/curation/write-commit.ts";
import { authorize } from "#lib/service/authorize.ts";
import { actorOf, type Context } from "#lib/service/context.ts";
import { conflict } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";

export interface Committed {
  ref: string;
  no: number;
  changes: number;
}

/** Edits fields of records on a branch, as one commit. @throws Conflict where nothing would change */
export async function editRecords(context: Context, branchName: string, input: unknown): Promise<Committed> {
  authorize(context, "curate");
  const { message, edits } = parseInput(editRecordsSchema, input);
  const { workspaceId } = context;
  return write(context, async tx => {
    const branch = await findEditable(tx, workspaceId, branchName);
    const view = await viewOfBranch(tx, workspaceId, {
      branchId: branch.branchId,
      name: branch.name,
      no: branch.headNo,
    });
    const changes = await planEdits(tx, workspaceId, view, edits as FieldEdit[]);
    if (changes.length === 0)
      throw conflict("These records are as asked already: nothing was changed.", { code: "no_change" });
    const { no } = await writeBranchCommit(tx, workspaceId, branch, changes, {
      kind: "edit",
      author: actorOf(context.principal),
      message,
    });
    return {
      result: { ref: `${branch.name}@${no}`, no, changes: changes.length },
      audit: { verb: "edit-records", subject: branch.name, details: { no, changes: changes.length } },
    };
  });
}
