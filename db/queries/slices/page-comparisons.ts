import type { PageRequest } from "#db/queries/slices/page-trajectories.ts";
import { Parameters, type SliceRequest, unionArms } from "#db/queries/views/union-arms.ts";
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

const factColumns = `f.comparison_id, f.start_seq, f.task, f.a_trajectory_id, f.b_trajectory_id, f.consensus, f.votes,
  f.vote_share, f.strength, f.excluded, f.created_at`;

const rowColumns = `p.comparison_id AS "comparisonId", c.client_id AS "clientId", p.start_seq AS seq, p.task,
  p.a_trajectory_id AS "aTrajectoryId", p.b_trajectory_id AS "bTrajectoryId", p.consensus AS pref, p.votes,
  p.vote_share AS "voteShare", p.strength, p.excluded, p.created_at AS "createdAt"`;

const joinComparison = `JOIN comparison c ON c.workspace_id = $1 AND c.comparison_id = p.comparison_id`;

/** A page of comparisons at a view, newest first. */
export function selectComparisonPage(tx: Tx, request: PageRequest): Promise<ComparisonRow[]> {
  const parameters = new Parameters(request);
  const { bind } = parameters;
  const keyset =
    request.after === null
      ? ""
      : ` AND (f.start_seq, f.comparison_id) < (${bind(request.after[0], "bigint")}, ${bind(request.after[1], "uuid")})`;
  const limit = bind(request.limit, "int");
  const arms = unionArms(
    request,
    "comparison",
    parameters,
    (arm, where) =>
      `SELECT ${factColumns} FROM ${arm.from} WHERE ${where}${keyset} ORDER BY f.start_seq DESC, f.comparison_id DESC LIMIT ${limit}`,
  );
  return tx.query<ComparisonRow>(
    `SELECT ${rowColumns}
       FROM (SELECT * FROM (${arms}) a ORDER BY a.start_seq DESC, a.comparison_id DESC LIMIT ${limit}) p ${joinComparison}
      ORDER BY p.start_seq DESC, p.comparison_id DESC`,
    parameters.values,
  );
}

/** Comparisons of a view by id, in no order. */
export function selectComparisons(
  tx: Tx,
  request: Omit<SliceRequest, "predicate">,
  comparisonIds: readonly string[],
): Promise<ComparisonRow[]> {
  const parameters = new Parameters(request);
  const ids = parameters.bind(comparisonIds, "uuid[]");
  const arms = unionArms(
    { ...request, predicate: null },
    "comparison",
    parameters,
    (arm, where) =>
      `SELECT ${factColumns} FROM ${arm.from} WHERE ${where} AND f.comparison_id = ANY (${ids})`,
  );
  return tx.query<ComparisonRow>(
    `SELECT ${rowColumns} FROM (${arms}) p ${joinComparison}`,
    parameters.values,
  );
}

export interface ComparisonOf extends ComparisonRow {
  side: "a" | "b";
}

/** The comparisons that a trajectory stands in, oldest first. */
export function selectComparisonsOf(
  tx: Tx,
  request: Omit<SliceRequest, "predicate">,
  trajectoryId: string,
): Promise<ComparisonOf[]> {
  const parameters = new Parameters(request);
  const id = parameters.bind(trajectoryId, "uuid");
  const arms = (["a", "b"] as const).map(side =>
    unionArms(
      { ...request, predicate: null },
      "comparison",
      parameters,
      (arm, where) =>
        `SELECT ${factColumns}, '${side}' AS side FROM ${arm.from} WHERE ${where} AND f.${side}_trajectory_id = ${id}`,
    ),
  );
  return tx.query<ComparisonOf>(
    `SELECT ${rowColumns}, p.side FROM (${arms.join("\n UNION ALL ")}) p ${joinComparison} ORDER BY p.start_seq LIMIT 500`,
    parameters.values,
  );
}
