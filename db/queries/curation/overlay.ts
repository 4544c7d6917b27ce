import type { Tx } from "#db/tenancy.ts";
import type { Layer, View } from "#lib/views/view.ts";

interface Records {
  trajectoryIds: readonly string[];
  comparisonIds: readonly string[];
}

/**
 * Where the rows that stood before end: at the commit; at a seq, from which the new ones hold; or `later`, by
 * `closeOverlay`.
 */
export type Ending = "commit" | "later" | { atSeq: number };

/** Derives the facts of edited records: see `0005_overlay.sql`. */
export async function deriveOverlay(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  own: Layer,
  records: Records,
  ending: Ending = "commit",
): Promise<void> {
  const layers = JSON.stringify(view.layers.map(({ branchId, no }) => ({ branch: branchId, no })));
  const [since, how] = typeof ending === "string" ? [0, ending] : [ending.atSeq, "seq"];
  await tx.query(`SELECT derive_overlay($1, $2, $3, $4, $5::json, $6::uuid[], $7::uuid[], $8, $9)`, [
    workspaceId,
    own.branchId,
    own.no,
    view.seq,
    layers,
    records.trajectoryIds,
    records.comparisonIds,
    since,
    how,
  ]);
}

/** Of these records, and the sides of these comparisons, those that main's edits cover already. */
export async function selectCovered(tx: Tx, workspaceId: string, records: Records): Promise<Records> {
  const [row] = await tx.query<{ trajectoryIds: string[] | null; comparisonIds: string[] | null }>(
    `SELECT (SELECT array_agg(o.trajectory_id) FROM branch_fact o
              WHERE o.workspace_id = $1 AND o.branch_id = $1 AND o.trajectory_id = ANY ($2::uuid[]) AND o.to_no = 9223372036854775807
                AND o.to_seq = 9223372036854775807) AS "trajectoryIds",
            (SELECT array_agg(o.comparison_id) FROM branch_fact_comparison o
              WHERE o.workspace_id = $1 AND o.branch_id = $1 AND o.comparison_id = ANY ($3::uuid[]) AND o.to_no = 9223372036854775807
                AND o.to_seq = 9223372036854775807) AS "comparisonIds"`,
    [workspaceId, records.trajectoryIds, records.comparisonIds],
  );
  return { trajectoryIds: row?.trajectoryIds ?? [], comparisonIds: row?.comparisonIds ?? [] };
}

/** Ends the rows of records that main's commit `own` replaces. */
export async function closeOverlay(
  tx: Tx,
  workspaceId: string,
  own: Layer,
  { trajectoryIds, comparisonIds }: Records,
): Promise<void> {
  await tx.query(`SELECT close_overlay($1, $2, $3, NULL, $4::uuid[], $5::uuid[])`, [
    workspaceId,
    own.branchId,
    own.no,
    trajectoryIds,
    comparisonIds,
  ]);
}

/** Trajectories with the sides of comparisons, whose facts follow from the comparisons': in the order of their keys. */
export async function selectSides(tx: Tx, workspaceId: string, records: Records): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT unnest($2::uuid[]) AS id
     UNION SELECT a_trajectory_id FROM comparison WHERE workspace_id = $1 AND comparison_id = ANY ($3::uuid[])
     UNION SELECT b_trajectory_id FROM comparison WHERE workspace_id = $1 AND comparison_id = ANY ($3::uuid[])
     ORDER BY id`,
    [workspaceId, records.trajectoryIds, records.comparisonIds],
  );
  return rows.map(row => row.id);
}

/**
 * Which of these records, and which comparisons of these trajectories, the log touched after a seq. Facts are looked up one
 * by one: for a list of ids the planner takes an index without from_seq, and reads each row, while appends wait for a merge.
 */
export async function selectMoved(
  tx: Tx,
  workspaceId: string,
  after: number,
  records: Records,
): Promise<{ trajectoryIds: string[]; comparisonIds: string[] }> {
  const [row] = await tx.query<{ trajectoryIds: string[] | null; comparisonIds: string[] | null }>(
    `SELECT (SELECT array_agg(DISTINCT id) FROM (
               SELECT u.id FROM unnest($3::uuid[]) AS u(id)
                WHERE (SELECT true FROM fact WHERE workspace_id = $1 AND trajectory_id = u.id AND from_seq > $2 LIMIT 1) IS TRUE
               UNION ALL
               SELECT trajectory_id FROM fact_reward WHERE workspace_id = $1 AND from_seq > $2 AND trajectory_id = ANY ($3::uuid[])) m)
              AS "trajectoryIds",
            (SELECT array_agg(DISTINCT id) FROM (
               SELECT comparison_id AS id FROM fact_comparison WHERE workspace_id = $1 AND from_seq > $2 AND comparison_id = ANY ($4::uuid[])
               UNION ALL
               SELECT comparison_id FROM fact_comparison
                WHERE workspace_id = $1 AND from_seq > $2 AND to_seq = 9223372036854775807 AND a_trajectory_id = ANY ($3::uuid[])
               UNION ALL
               SELECT comparison_id FROM fact_comparison
                WHERE workspace_id = $1 AND from_seq > $2 AND to_seq = 9223372036854775807 AND b_trajectory_id = ANY ($3::uuid[])) m)
              AS "comparisonIds"`,
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

/** The comparisons that a view shows of trajectories. */
export async function selectComparisonsOfTrajectories(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  trajectoryIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `WITH l AS (SELECT * FROM unnest($4::uuid[], $5::bigint[]) AS l(branch, no)),
     c AS (SELECT comparison_id, seq FROM comparison WHERE workspace_id = $1 AND a_trajectory_id = ANY ($3::uuid[])
           UNION SELECT comparison_id, seq FROM comparison WHERE workspace_id = $1 AND b_trajectory_id = ANY ($3::uuid[]))
     SELECT c.comparison_id AS id FROM c
      WHERE (c.seq <= $2 AND EXISTS (SELECT 1 FROM fact_comparison f WHERE f.workspace_id = $1 AND f.comparison_id = c.comparison_id))
         OR EXISTS (SELECT 1 FROM l JOIN branch_fact_comparison o ON o.workspace_id = $1 AND o.branch_id = l.branch
                      AND o.from_no <= l.no AND o.to_no > l.no AND o.from_seq <= $2 AND o.to_seq > $2
                    WHERE o.comparison_id = c.comparison_id)`,
    [
      workspaceId,
      view.seq,
      trajectoryIds,
      view.layers.map(layer => layer.branchId),
      view.layers.map(layer => layer.no),
    ],
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
