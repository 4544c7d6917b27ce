import type { PageRequest } from "#db/queries/slices/page-trajectories.ts";
import { visibleFacts } from "#db/queries/slices/page-trajectories.ts";
import type { Tx } from "#db/tenancy.ts";
import type { Verdict } from "#lib/feedback/schemas.ts";

export interface ComparisonRow {
  comparisonId: string;
  clientId: string | null;
  seq: number;
  task: string;
  aTrajectoryId: string;
  bTrajectoryId: string;
  pref: Verdict | null;
  votes: number;
  voteShare: number | null;
  strength: number | null;
  excluded: boolean;
  createdAt: Date;
}

const columns = `f.comparison_id AS "comparisonId", c.client_id AS "clientId", f.start_seq AS seq, f.task,
  f.a_trajectory_id AS "aTrajectoryId", f.b_trajectory_id AS "bTrajectoryId", f.consensus AS pref, f.votes,
  f.vote_share AS "voteShare", f.strength, f.excluded, f.created_at AS "createdAt"`;

/** A page of comparisons at a view, newest first. */
export function selectComparisonPage(tx: Tx, request: PageRequest): Promise<ComparisonRow[]> {
  const values = [request.workspaceId, request.seq, ...request.params];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const keyset =
    request.after === null
      ? ""
      : `AND (f.start_seq, f.comparison_id) < (${bind(request.after[0], "bigint")}, ${bind(request.after[1], "uuid")})`;
  return tx.query<ComparisonRow>(
    `SELECT ${columns} FROM (
       SELECT f.* FROM fact_comparison f WHERE ${visibleFacts} AND ${request.condition} ${keyset}
        ORDER BY f.start_seq DESC, f.comparison_id DESC LIMIT ${bind(request.limit, "int")}) f
       JOIN comparison c ON c.workspace_id = $1 AND c.comparison_id = f.comparison_id
      ORDER BY f.start_seq DESC, f.comparison_id DESC`,
    values,
  );
}

export async function selectComparison(
  tx: Tx,
  workspaceId: string,
  seq: number,
  comparisonId: string,
): Promise<ComparisonRow | null> {
  const [row] = await tx.query<ComparisonRow>(
    `SELECT ${columns} FROM fact_comparison f
       JOIN comparison c ON c.workspace_id = $1 AND c.comparison_id = f.comparison_id
      WHERE ${visibleFacts} AND f.comparison_id = $3`,
    [workspaceId, seq, comparisonId],
  );
  return row ?? null;
}

/** The comparisons that a trajectory stands in, oldest first, with who stands on the other side. */
export function selectComparisonsOf(
  tx: Tx,
  workspaceId: string,
  seq: number,
  trajectoryId: string,
): Promise<Array<ComparisonRow & { side: "a" | "b"; otherAgent: string | null; otherModel: string | null }>> {
  const side = (mine: "a" | "b", other: "a" | "b") =>
    `SELECT f.*, '${mine}' AS side, f.${other}_trajectory_id AS other_id FROM fact_comparison f
      WHERE ${visibleFacts} AND f.${mine}_trajectory_id = $3`;
  return tx.query(
    `SELECT ${columns}, f.side, o.agent AS "otherAgent", o.model AS "otherModel"
       FROM (${side("a", "b")} UNION ALL ${side("b", "a")}) f
       JOIN comparison c ON c.workspace_id = $1 AND c.comparison_id = f.comparison_id
       JOIN fact o ON o.workspace_id = $1 AND o.trajectory_id = f.other_id AND o.from_seq <= $2 AND o.to_seq > $2
      ORDER BY f.start_seq LIMIT 500`,
    [workspaceId, seq, trajectoryId],
  );
}
