import { visibleFacts } from "#db/queries/slices/page-trajectories.ts";
import type { Tx } from "#db/tenancy.ts";

export interface FacetRow {
  facet: "agents" | "models" | "outcomes" | "tags" | "tasks";
  value: string | null;
  count: number;
}

/** The commonest values of what a slice can be narrowed by, over the first `cap` rows that match. */
export function selectFacets(
  tx: Tx,
  request: { workspaceId: string; seq: number; condition: string; params: readonly unknown[] },
  cap: number,
): Promise<FacetRow[]> {
  const facet = (name: FacetRow["facet"], column: string, from: string) =>
    `(SELECT '${name}' AS facet, ${column}::text AS value, count(*) AS count FROM ${from} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 12)`;
  return tx.query<FacetRow>(
    `WITH s AS MATERIALIZED (
       SELECT f.trajectory_id, f.agent, f.model, f.outcome, f.task FROM fact f
        WHERE ${visibleFacts} AND ${request.condition} LIMIT ${cap})
     ${facet("agents", "agent", "s")} UNION ALL ${facet("models", "model", "s")} UNION ALL
     ${facet("outcomes", "outcome", "s")} UNION ALL ${facet("tasks", "task", "s")} UNION ALL
     ${facet("tags", "g.tag", "s JOIN fact_tag g ON g.workspace_id = $1 AND g.trajectory_id = s.trajectory_id AND g.from_seq <= $2 AND g.to_seq > $2")}`,
    [request.workspaceId, request.seq, ...request.params],
  );
}
