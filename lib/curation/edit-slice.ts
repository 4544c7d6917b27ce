import { z } from "zod";
import { selectSliceIds } from "#db/queries/curation/slice-ids.ts";
import { selectEdits } from "#db/queries/views/edits.ts";
import type { Tx } from "#db/tenancy.ts";
import { editableField, editablePaths } from "#lib/curation/edit-fields.ts";
import { findEditable } from "#lib/curation/find-branch.ts";
import { type FieldChange, fieldKeyText } from "#lib/curation/merge/three-way.ts";
import { type EditedSlice, editSliceSchema } from "#lib/curation/schemas.ts";
import { writeBranchCommit } from "#lib/curation/write-commit.ts";
import type { RunningJob } from "#lib/jobs/run-job.ts";
import { invalid } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { write } from "#lib/service/transaction.ts";
import { planCondition } from "#lib/slices/plan-slice.ts";
import { editText } from "#lib/views/edit-value.ts";
import { viewOfBranch } from "#lib/views/resolve-ref.ts";
import type { View } from "#lib/views/view.ts";

export const editJobSchema = editSliceSchema.extend({ branch: z.string() });

/**
 * Sets the same fields on every trajectory of a slice of a branch, as one commit: all of it or nothing, whenever it is
 * killed. Run again after it was done, it changes nothing.
 */
export async function editSlice({ context, input, createdBy, report }: RunningJob): Promise<EditedSlice> {
  const { branch: branchName, filter, set, message } = editJobSchema.parse(input);
  const { workspaceId } = context;
  const { predicate } = planCondition(filter, "trajectory");
  return write(context, async tx => {
    const branch = await findEditable(tx, workspaceId, branchName);
    const view = await viewOfBranch(tx, workspaceId, {
      branchId: branch.branchId,
      name: branch.name,
      no: branch.headNo,
    });
    const ids = await selectSliceIds(tx, { workspaceId, view, predicate });
    await report({ done: 0, total: ids.length, unit: "trajectories" }, true);
    const changes = await sliceChanges(tx, workspaceId, view, ids, checkedFields(set));
    if (changes.length === 0) {
      return { result: { ref: view.ref, records: ids.length, changes: 0 }, audit: null };
    }
    const { no } = await writeBranchCommit(tx, workspaceId, branch, changes, {
      kind: "edit",
      author: createdBy,
      message,
    });
    await report({ done: ids.length, total: ids.length, unit: "trajectories" }, true);
    return {
      result: { ref: `${branch.name}@${no}`, records: ids.length, changes: changes.length },
      audit: { verb: "edit-slice", subject: branch.name, details: { no, changes: changes.length } },
    };
  });
}

/** The values to set by path, checked. Steps are edited one by one, so they are none of a slice's. @throws Invalid */
export function checkedFields(set: Record<string, unknown>): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [path, value] of Object.entries(set)) {
    const field = path.startsWith("steps/") ? null : editableField("trajectory", path);
    if (!field) {
      throw invalid(
        `"${path}" cannot be set on a whole slice. There are: ${editablePaths("trajectory")}, but for steps.`,
        {
          code: "unknown_field",
          field: `set.${path}`,
        },
      );
    }
    fields.set(path, editText({ value: parseInput(field.value, value) }));
  }
  if (fields.size === 0) throw invalid("Say what to set.", { code: "invalid_input", field: "set" });
  return fields;
}

/** What setting fields changes on these trajectories of a view. */
export async function sliceChanges(
  tx: Tx,
  workspaceId: string,
  view: View,
  ids: readonly string[],
  fields: ReadonlyMap<string, string>,
): Promise<FieldChange[]> {
  const edits = await selectEdits(tx, workspaceId, view.layers, ids);
  const current = new Map(edits.map(edit => [fieldKeyText(edit), edit.value]));
  const changes: FieldChange[] = [];
  for (const recordId of ids) {
    for (const [path, after] of fields) {
      const field = { recordKind: "trajectory" as const, recordId, path };
      const before = current.get(fieldKeyText(field)) ?? editText(undefined);
      if (before !== after) changes.push({ ...field, before, after });
    }
  }
  return changes;
}
