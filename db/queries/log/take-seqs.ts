import type { Tx } from "#db/tenancy.ts";

/**
 * Takes the workspace's append lock, in a statement of its own, then the next `n` numbers: for what goes to the log beside
 * `append_records`. Answers the last of them. Whoever holds the lock commits soon.
 */
export async function takeSeqs(tx: Tx, workspaceId: string, n: number): Promise<number> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))`, [workspaceId]);
  const [row] = await tx.query<{ seq: number }>(
    `INSERT INTO append (workspace_id, last_seq, at, n)
     SELECT $1, coalesce((SELECT last_seq FROM append WHERE workspace_id = $1 ORDER BY last_seq DESC LIMIT 1), 0) + $2::int,
            clock_timestamp(), $2
     RETURNING last_seq AS seq`,
    [workspaceId, n],
  );
  if (!row) throw new Error("the append got no seq");
  return row.seq;
}
