import { selectEdits } from "#db/queries/views/edits.ts";
import type { Tx } from "#db/tenancy.ts";
import type { RecordEdits } from "#lib/views/apply-edits.ts";
import type { EditValue } from "#lib/views/edit-value.ts";
import type { View } from "#lib/views/view.ts";

/** The edits that a view shows of records, by record. */
export async function readEdits(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "layers">,
  recordIds: readonly string[],
): Promise<Map<string, RecordEdits>> {
  const byRecord = new Map<string, Map<string, EditValue>>();
  for (const { recordId, path, value } of await selectEdits(tx, workspaceId, view.layers, recordIds)) {
    const edits = byRecord.get(recordId) ?? new Map<string, EditValue>();
    edits.set(path, parseEditValue(value));
    byRecord.set(recordId, edits);
  }
  return byRecord;
}

/** Reads a value that we wrote ourselves. */
export function parseEditValue(text: string): EditValue {
  return JSON.parse(text);
}
