import { takeSeqs } from "#db/queries/log/take-seqs.ts";
import type { Tx } from "#db/tenancy.ts";
import type { AppendInput } from "#lib/log/append-input.ts";

/**
 * Inserts one new trajectory with its steps, a comparison of it with a standing one, and a vote on that, without facts: they
 * are made on a branch, and only its own facts show them. Ids are those of the input.
 */
export async function insertBranchRecords(tx: Tx, workspaceId: string, input: AppendInput): Promise<void> {
  const last = await takeSeqs(tx, workspaceId, input.n);
  const base = last - input.n;
  const ids = input.trajectories.map(row => row.id);
  const comparisonIds = input.comparisons.map(row => row.id);
  for (const row of input.trajectories.filter(one => one.create)) {
    await tx.execute(
      `INSERT INTO trajectory (workspace_id, trajectory_id, client_id, seq, task, title, content_hash, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [workspaceId, row.id, row.client, base + (row.ord ?? 0), row.task, row.title, row.hash, row.body],
    );
  }
  for (const step of input.steps) {
    const values = [workspaceId, ids[step.ref - 1], step.idx, base + step.ord];
    await tx.execute(
      `INSERT INTO step (workspace_id, trajectory_id, idx, seq, role, content_hash, body) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [...values, step.role, step.hash, step.body],
    );
    for (const tool of step.tools) {
      await tx.execute(
        `INSERT INTO step_tool (workspace_id, trajectory_id, idx, seq, tool) VALUES ($1, $2, $3, $4, $5)`,
        [...values, tool],
      );
    }
  }
  for (const row of input.comparisons) {
    await tx.execute(
      `INSERT INTO comparison (workspace_id, comparison_id, client_id, seq, task, a_trajectory_id, b_trajectory_id, content_hash, body)
       SELECT $1, $2, $3, $4, t.task, $5, $6, $7, $8 FROM trajectory t WHERE t.workspace_id = $1 AND t.trajectory_id = $5`,
      [
        workspaceId,
        row.id,
        row.client,
        base + (row.ord ?? 0),
        ids[(row.a ?? 0) - 1],
        ids[(row.b ?? 0) - 1],
        row.hash,
        row.body,
      ],
    );
  }
  for (const row of input.preferences) {
    await tx.execute(
      `INSERT INTO preference (workspace_id, preference_id, client_id, seq, comparison_id, rater_kind, rater, verdict, strength, withdrawn,
                               content_hash, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        workspaceId,
        row.id,
        row.client,
        base + row.ord,
        comparisonIds[row.ref - 1],
        row.kind,
        row.rater,
        row.verdict,
        row.strength,
        row.withdrawn,
        row.hash,
        row.body,
      ],
    );
  }
}
