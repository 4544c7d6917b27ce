import type { Tx } from "#db/tenancy.ts";
import type { Layer, View } from "#lib/views/view.ts";

/** Derives the facts of edited records: see `0005_overlay.sql`. */
export async function deriveOverlay(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  own: Layer,
  records: { trajectoryIds: readonly string[]; comparisonIds: readonly string[] },
  reopen: { since: number; bySeq: boolean } = { since: 0, bySeq: false },
): Promise<void> {
  const layers = JSON.stringify(view.layers.map(({ branchId, no }) => ({ branch: branchId, no })));
  await tx.query(`SELECT derive_overlay($1, $2, $3, $4, $5::json, $6::uuid[], $7::uuid[], $8, $9)`, [
    workspaceId,
    own.branchId,
    own.no,
    view.seq,
    layers,
    records.trajectoryIds,
    records.comparisonIds,
    reopen.since,
    reopen.bySeq,
  ]);
}

/** Which of these records the log touched after a seq: their facts moved meanwhile. */
export async function selectMoved(
  tx: Tx,
  workspaceId: string,
  after: number,
  records: { trajectoryIds: readonly string[]; comparisonIds: readonly string[] },
): Promise<{ trajectoryIds: string[]; comparisonIds: string[] }> {
  const [row] = await tx.query<{ trajectoryIds: string[] | null; comparisonIds: string[] | null }>(
    `SELECT (SELECT array_agg(DISTINCT trajectory_id) FROM fact WHERE workspace_id = $1 AND from_seq > $2 AND trajectory_id = ANY ($3::uuid[]))
              AS "trajectoryIds",
            (SELECT array_agg(DISTINCT comparison_id) FROM fact_comparison
              WHERE workspace_id = $1 AND from_seq > $2 AND comparison_id = ANY ($4::uuid[])) AS "comparisonIds"`,
    [workspaceId, after, records.trajectoryIds, records.comparisonIds],
  );
  return { trajectoryIds: row?.trajectoryIds ?? [], comparisonIds: row?.comparisonIds ?? [] };
}

export interface RecordRef {
  recordId: string;
  /** The trajectory that a reward is of; the comparison that a preference is of. */
  parentId: string | null;
}

/** Which of these ids are records of a kind in this workspace. */
export function selectRecords(
  tx: Tx,
  workspaceId: string,
  kind: "trajectory" | "comparison" | "preference" | "reward",
  ids: readonly string[],
): Promise<RecordRef[]> {
  const parent = {
    trajectory: "NULL::uuid",
    comparison: "NULL::uuid",
    preference: "comparison_id",
    reward: "trajectory_id",
  }[kind];
  return tx.query<RecordRef>(
    `SELECT ${kind}_id AS "recordId", ${parent} AS "parentId" FROM ${kind} WHERE workspace_id = $1 AND ${kind}_id = ANY ($2::uuid[])`,
    [workspaceId, ids],
  );
}

/** The comparisons that trajectories stand in, whichever branch made them. */
export async function selectComparisonsOfTrajectories(
  tx: Tx,
  workspaceId: string,
  trajectoryIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT comparison_id AS id FROM comparison WHERE workspace_id = $1 AND a_trajectory_id = ANY ($2::uuid[])
     UNION SELECT comparison_id FROM comparison WHERE workspace_id = $1 AND b_trajectory_id = ANY ($2::uuid[])`,
    [workspaceId, trajectoryIds],
  );
  return rows.map(row => row.id);
}

/** The trajectories and comparisons that were made on branches and are seen in these layers: the log has no facts of them. */
export async function selectMadeOn(
  tx: Tx,
  workspaceId: string,
  layers: readonly Layer[],
): Promise<{ trajectoryIds: string[]; comparisonIds: string[] }> {
  const [row] = await tx.query<{ trajectoryIds: string[] | null; comparisonIds: string[] | null }>(
    `WITH l AS (SELECT * FROM unnest($2::uuid[], $3::bigint[]) AS l(branch, no))
     SELECT (SELECT array_agg(DISTINCT o.trajectory_id) FROM l JOIN branch_fact o ON o.workspace_id = $1 AND o.branch_id = l.branch
                AND o.from_no <= l.no AND o.to_no > l.no
              WHERE NOT EXISTS (SELECT 1 FROM fact f WHERE f.workspace_id = $1 AND f.trajectory_id = o.trajectory_id)) AS "trajectoryIds",
            (SELECT array_agg(DISTINCT o.comparison_id) FROM l JOIN branch_fact_comparison o ON o.workspace_id = $1 AND o.branch_id = l.branch
                AND o.from_no <= l.no AND o.to_no > l.no
              WHERE NOT EXISTS (SELECT 1 FROM fact_comparison f WHERE f.workspace_id = $1 AND f.comparison_id = o.comparison_id)) AS "comparisonIds"`,
    [workspaceId, layers.map(layer => layer.branchId), layers.map(layer => layer.no)],
  );
  return { trajectoryIds: row?.trajectoryIds ?? [], comparisonIds: row?.comparisonIds ?? [] };
}
