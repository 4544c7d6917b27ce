import type { z } from "zod";
import { selectEdits } from "#db/queries/views/edits.ts";
import { selectSteps } from "#db/queries/views/records.ts";
import { selectSeenRecords } from "#db/queries/views/seen-records.ts";
import type { Tx } from "#db/tenancy.ts";
import { editableField, editablePaths, recordKinds } from "#lib/curation/edit-fields.ts";
import { type FieldChange, fieldKeyText } from "#lib/curation/merge/three-way.ts";
import type { fieldEditSchema } from "#lib/curation/schemas.ts";
import { invalid, notFound } from "#lib/service/errors.ts";
import { parseInput } from "#lib/service/parse-input.ts";
import { stepPath } from "#lib/views/apply-edits.ts";
import { asLogged, editText } from "#lib/views/edit-value.ts";
import { readStep } from "#lib/views/stored-bodies.ts";
import type { View } from "#lib/views/view.ts";

export type FieldEdit = z.infer<typeof fieldEditSchema>;

/**
 * Turns asked edits into the changes of a commit at a view: checks fields, values and records, and leaves out what changes
 * nothing.
 * @throws Invalid for a field or value that cannot be, NotFound for a record that is not there.
 */
export async function planEdits(
  tx: Tx,
  workspaceId: string,
  view: View,
  edits: readonly FieldEdit[],
): Promise<FieldChange[]> {
  for (const kind of recordKinds) {
    const wanted = [...new Set(edits.filter(edit => edit.recordKind === kind).map(edit => edit.recordId))];
    if (wanted.length === 0) continue;
    const seen = await selectSeenRecords(tx, { workspaceId, view }, kind, wanted);
    const missing = wanted.find(id => !seen.has(id));
    if (missing)
      throw notFound(`There is no ${kind} ${missing} at ${view.ref}.`, { code: `${kind}_not_found` });
  }
  const ids = [...new Set(edits.map(edit => edit.recordId))];
  const current = new Map(
    (await selectEdits(tx, workspaceId, view.layers, ids)).map(row => [fieldKeyText(row), row.value]),
  );
  const changes = new Map<string, FieldChange>();
  for (const [at, edit] of edits.entries()) {
    const { recordKind, recordId, path } = edit;
    const after = await editedText(tx, workspaceId, view, edit, at);
    const key = fieldKeyText(edit);
    const before = current.get(key) ?? editText(undefined);
    if (before !== after) changes.set(key, { recordKind, recordId, path, before, after });
    else changes.delete(key);
  }
  return [...changes.values()];
}

async function editedText(
  tx: Tx,
  workspaceId: string,
  view: View,
  edit: FieldEdit,
  at: number,
): Promise<string> {
  const { recordKind, recordId, path } = edit;
  const field = editableField(recordKind, path);
  if (!field) {
    throw invalid(
      `A ${recordKind} has no field "${path}" that can be edited. There are: ${editablePaths(recordKind)}.`,
      {
        code: "unknown_field",
        field: `edits[${at}].path`,
      },
    );
  }
  if (!("value" in edit) || edit.value === undefined) return editText(asLogged);
  const value = parseInput(field.value, edit.value);
  const step = stepPath(path);
  if (step === null) return editText({ value });
  const rows = await selectSteps(tx, workspaceId, view, [recordId]);
  const row = rows.find(one => one.idx === step.idx);
  if (!row)
    throw notFound(`Trajectory ${recordId} has no step ${step.idx}.`, {
      code: "step_not_found",
      field: `edits[${at}].path`,
    });
  if (step.field === "content") return editText({ value });
  const { completionTokens, rollout, toolCalls } = readStep(row);
  const tokens = completionTokens ?? rollout?.completionTokenIds?.length ?? 0;
  return editText({ value: { tokens, calls: toolCalls?.length ?? 0 } });
}
