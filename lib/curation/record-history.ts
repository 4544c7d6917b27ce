import { selectRecordHistory } from "#db/queries/curation/commits.ts";
import { changeItem } from "#lib/curation/change-item.ts";
import type { FieldChangeItem } from "#lib/curation/schemas.ts";
import { isUuid } from "#lib/formats/uuid.ts";
import { authorize } from "#lib/service/authorize.ts";
import type { Context } from "#lib/service/context.ts";
import { invalid } from "#lib/service/errors.ts";
import { read } from "#lib/service/transaction.ts";

export type RecordChange = FieldChangeItem & {
  branch: string;
  no: number;
  author: string;
  message: string;
  at: string;
};

/** Who changed a record, when, why and from what, on every branch, newest first. */
export async function recordHistory(context: Context, recordId: string): Promise<RecordChange[]> {
  authorize(context, "read");
  if (!isUuid(recordId)) throw invalid(`"${recordId}" is no record's id.`, { code: "invalid_id" });
  const rows = await read(context, tx => selectRecordHistory(tx, context.workspaceId, [recordId]));
  return rows.map(({ branch, no, author, message, at, ...change }) => ({
    ...changeItem(change),
    branch,
    no,
    author,
    message,
    at: at.toISOString(),
  }));
}
