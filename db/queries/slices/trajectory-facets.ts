import { Parameters, type SliceRequest, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";

export interface FacetRow {
  facet: "agents" | "models" | "outcomes" | "tags" | "tasks";
  value: string | null;
  count: number;
}

/** The commonest values of what a slice can be narrowed by, over the first `cap` rows that match. */
export function selectFacets(tx: Tx, request: SliceRequest, cap: number): Promise<FacetRow[]> {
  const parameters = new Parameters(request);
  const arms = unionArms(
    request,
    "trajectory",
    parameters,
    ({ from, tags }, where) =>
      `SELECT f.agent, f.model, f.outcome, f.task,
              (SELECT array_agg(t.tag) FROM ${tags.table} t WHERE ${tags.where} AND t.trajectory_id = f.trajectory_id) AS tags
         FROM ${from} WHERE ${where} LIMIT ${cap}`,
  );
  const facet = (name: FacetRow["facet"], column: string, from = "s") =>
    `(SELECT '${name}' AS facet, ${column}::text AS value, count(*) AS count FROM ${from} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT 12)`;
  return tx.query<FacetRow>(
    `WITH s AS MATERIALIZED (SELECT * FROM (${arms}) a LIMIT ${cap})
     ${facet("agents", "agent")} UNION ALL ${facet("models", "model")} UNION ALL ${facet("outcomes", "outcome")}
     UNION ALL ${facet("tasks", "task")} UNION ALL ${facet("tags", "g.tag", "s, unnest(s.tags) AS g(tag)")}`,
    parameters.values,
  );
}
