import type { RecipeName } from "#lib/corpora/schemas.ts";

/**
 * The query whose rows a recipe's files hold: the steps' own texts, in order. Where a `dpo` pair parts is found
 * beforehand, so that the query only reads.
 */
export function publishedRows(workspaceId: string, recipe: RecipeName): string {
  const messages = (side: string, from: string, to: string) =>
    `(SELECT array_agg(s.body ORDER BY s.idx) FROM step s
       WHERE s.workspace_id = '${workspaceId}' AND s.trajectory_id = ${side} AND s.idx >= ${from} AND s.idx < ${to})`;
  const whole = (side: string) => messages(side, "0", "1000000");
  const chosen = "CASE f.consensus WHEN 'a' THEN f.a_trajectory_id ELSE f.b_trajectory_id END";
  const rejected = "CASE f.consensus WHEN 'a' THEN f.b_trajectory_id ELSE f.a_trajectory_id END";
  const columns =
    recipe === "reward"
      ? [whole(chosen), whole(rejected)]
      : [
          messages(chosen, "0", "p.parting"),
          messages(chosen, "p.parting", "p.parting + 1"),
          messages(rejected, "p.parting", "p.parting + 1"),
        ];
  const parting = recipe === "reward" ? "" : "JOIN bench_parting p ON p.comparison_id = f.comparison_id";
  return `SELECT f.comparison_id, f.task, f.start_seq, f.strength, f.vote_share, f.a_trajectory_id, f.b_trajectory_id,
                 ${columns.join(", ")}
            FROM fact_comparison f ${parting}
           WHERE f.workspace_id = '${workspaceId}' AND f.to_seq = 9223372036854775807`;
}

/** Keeps beforehand where each pair parts: the first step that both sides have and that differs. */
export function rememberPartings(workspaceId: string): string {
  return `DROP TABLE IF EXISTS bench_parting;
    CREATE TABLE bench_parting AS
      SELECT c.comparison_id, min(a.idx) AS parting
        FROM comparison c
        JOIN step a ON a.workspace_id = c.workspace_id AND a.trajectory_id = c.a_trajectory_id
        JOIN step b ON b.workspace_id = c.workspace_id AND b.trajectory_id = c.b_trajectory_id AND b.idx = a.idx
       WHERE c.workspace_id = '${workspaceId}' AND a.content_hash <> b.content_hash GROUP BY 1;
    CREATE UNIQUE INDEX ON bench_parting (comparison_id);
    ANALYZE`;
}
