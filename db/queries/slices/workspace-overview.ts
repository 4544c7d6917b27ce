import type { Tx } from "#db/tenancy.ts";

export interface OverviewRow {
  preferences: number;
  rewards: Array<{ name: string; count: number; mean: number }> | null;
  corpora: number;
  latestSnapshot: string | null;
  lastAppendAt: Date | null;
}

/** What a workspace holds beside the records of main. */
export async function selectOverview(tx: Tx, workspaceId: string): Promise<OverviewRow> {
  const [row] = await tx.query<OverviewRow>(
    `SELECT
       (SELECT count(*) FROM (SELECT DISTINCT ON (comparison_id, rater) withdrawn FROM preference WHERE workspace_id = $1
                               ORDER BY comparison_id, rater, seq DESC) v WHERE NOT v.withdrawn) AS preferences,
       (SELECT json_agg(r ORDER BY r.name) FROM (
          SELECT name, count(*) AS count, avg(value) AS mean FROM fact_reward
           WHERE workspace_id = $1 AND to_seq = 9223372036854775807
           GROUP BY name ORDER BY count(*) DESC LIMIT 8) r) AS rewards,
       (SELECT count(*) FROM corpus WHERE workspace_id = $1) AS corpora,
       (SELECT c.name || '@v' || s.version FROM snapshot s
          JOIN corpus c ON c.workspace_id = $1 AND c.corpus_id = s.corpus_id
         WHERE s.workspace_id = $1 ORDER BY s.published_at DESC LIMIT 1) AS "latestSnapshot",
       (SELECT at FROM append WHERE workspace_id = $1 ORDER BY last_seq DESC LIMIT 1) AS "lastAppendAt"`,
    [workspaceId],
  );
  if (!row) throw new Error("the overview has no row");
  return row;
}
