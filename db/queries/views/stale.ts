import type { Tx } from "#db/tenancy.ts";
import type { Layer } from "#lib/views/view.ts";

/**
 * Which of these votes and rewards judged another content than the view shows: `judged_otherwise` in `0005_overlay.sql`, as
 * the derived facts use it. Votes on a pair that was made on a branch judged what its merge brought.
 */
export async function selectStale(
  tx: Tx,
  workspaceId: string,
  layers: readonly Layer[],
  preferenceIds: readonly string[],
  rewardIds: readonly string[],
): Promise<Set<string>> {
  if (layers.length === 0) return new Set();
  const rows = await tx.query<{ id: string }>(
    `WITH q AS (
       SELECT v.preference_id AS id, side.id AS record_id, greatest(v.seq,
              CASE WHEN EXISTS (SELECT 1 FROM fact_comparison f WHERE f.workspace_id = $1 AND f.comparison_id = c.comparison_id) THEN 0
                   ELSE (SELECT k.seq FROM branch_fact_comparison o
                           JOIN "commit" k ON k.workspace_id = $1 AND k.branch_id = $1 AND k.no = o.from_no
                          WHERE o.workspace_id = $1 AND o.branch_id = $1 AND o.comparison_id = c.comparison_id
                          ORDER BY o.from_no LIMIT 1) END) AS seq
         FROM preference v JOIN comparison c ON c.workspace_id = $1 AND c.comparison_id = v.comparison_id,
              LATERAL (VALUES (c.a_trajectory_id), (c.b_trajectory_id)) AS side(id)
        WHERE v.workspace_id = $1 AND v.preference_id = ANY ($3::uuid[])
       UNION ALL
       SELECT r.reward_id, r.trajectory_id, r.seq FROM reward r WHERE r.workspace_id = $1 AND r.reward_id = ANY ($4::uuid[]))
     SELECT DISTINCT q.id FROM q
       JOIN judged_otherwise($1, $2::json, (SELECT array_agg(record_id ORDER BY id, record_id) FROM q),
                             (SELECT array_agg(seq ORDER BY id, record_id) FROM q)) x ON x.record_id = q.record_id AND x.seq = q.seq`,
    [
      workspaceId,
      JSON.stringify(layers.map(({ branchId, no }) => ({ branch: branchId, no }))),
      preferenceIds,
      rewardIds,
    ],
  );
  return new Set(rows.map(row => row.id));
}
