import type { Tx } from "#db/tenancy.ts";
import type { Layer } from "#lib/views/view.ts";

export interface EditRow {
  recordKind: "trajectory" | "comparison" | "preference" | "reward";
  recordId: string;
  path: string;
  /** Canonical text of an `EditValue`. */
  value: string;
}

/** The edits that layers show of some records (of all, without ids), the nearest layer's where several have one. */
export async function selectEdits(
  tx: Tx,
  workspaceId: string,
  layers: readonly Layer[],
  recordIds: readonly string[] | null,
): Promise<EditRow[]> {
  if (layers.length === 0 || recordIds?.length === 0) return [];
  const values: unknown[] = [workspaceId];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const ofRecords = recordIds === null ? "" : ` AND e.record_id = ANY (${bind(recordIds, "uuid[]")})`;
  const arms = layers.map(({ branchId, no }, nearness) => {
    const at = bind(no, "bigint");
    return `SELECT e.record_kind, e.record_id, e.path, e.value, ${nearness} AS nearness FROM edit e
             WHERE e.workspace_id = $1 AND e.branch_id = ${bind(branchId, "uuid")} AND e.from_no <= ${at} AND e.to_no > ${at}${ofRecords}`;
  });
  return tx.query<EditRow>(
    `SELECT DISTINCT ON (record_id, path) record_kind AS "recordKind", record_id AS "recordId", path, value
       FROM (${arms.join(" UNION ALL ")}) a ORDER BY record_id, path, nearness`,
    values,
  );
}
