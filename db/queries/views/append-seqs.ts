import type { Tx } from "#db/tenancy.ts";

/** The last append at or below a seq (of all, without one); 0 before the first. */
export async function selectAppendSeq(tx: Tx, workspaceId: string, atMost?: number): Promise<number> {
  const [row] = await tx.query<{ seq: number }>(
    `SELECT last_seq AS seq FROM append WHERE workspace_id = $1 AND last_seq <= $2 ORDER BY last_seq DESC LIMIT 1`,
    [workspaceId, atMost ?? Number.MAX_SAFE_INTEGER],
  );
  return row?.seq ?? 0;
}
