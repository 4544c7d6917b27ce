import { int4Array, uuidArray } from "#db/queries/log/binary-arrays.ts";
import type { Tx } from "#db/tenancy.ts";
import type { View } from "#lib/views/view.ts";

/** Steps as publishing reads them: what stands where by its content hash, then each content once. */

export interface TrajectoryOutline {
  trajectoryId: string;
  /** The trajectory's body where it names tools, else null. */
  toolsBody: string | null;
  /** Its steps in order, as comma-separated lists; null without steps. */
  indexes: string | null;
  contentHashes: string | null;
}

/** One row a trajectory, however many steps it has. What was made on a branch is seen there whole: see `records.ts`. */
export function selectOutlines(
  tx: Tx,
  workspaceId: string,
  view: Pick<View, "seq" | "layers">,
  trajectoryIds: readonly string[],
): Promise<TrajectoryOutline[]> {
  return tx.query<TrajectoryOutline>(
    `SELECT t.trajectory_id AS "trajectoryId", CASE WHEN strpos(t.body, '"tools":') > 0 THEN t.body END AS "toolsBody",
            s.indexes, s.hashes AS "contentHashes"
       FROM trajectory t
       LEFT JOIN LATERAL (
         SELECT string_agg(idx::text, ',' ORDER BY idx) AS indexes,
                string_agg(content_hash::text, ',' ORDER BY idx) AS hashes
           FROM step WHERE workspace_id = $1 AND trajectory_id = t.trajectory_id
                       AND (seq <= $3${view.layers.length > 0 ? " OR t.seq > $3" : ""})) s ON true
      WHERE t.workspace_id = $1 AND t.trajectory_id = ANY ($2::uuid[])`,
    [workspaceId, uuidArray(trajectoryIds), view.seq],
  );
}

export interface StepPlace {
  trajectoryId: string;
  idx: number;
}

/** The bodies of the steps at these places, with their hashes, in no order. */
export function selectStepContents(
  tx: Tx,
  workspaceId: string,
  places: readonly StepPlace[],
): Promise<{ contentHash: string; body: string }[]> {
  return tx.query(
    `SELECT s.content_hash AS "contentHash", s.body
       FROM unnest($2::uuid[], $3::int[]) AS place(trajectory_id, idx)
       JOIN step s ON s.workspace_id = $1 AND s.trajectory_id = place.trajectory_id AND s.idx = place.idx`,
    [
      workspaceId,
      uuidArray(places.map(place => place.trajectoryId)),
      int4Array(places.map(place => place.idx)),
    ],
  );
}
