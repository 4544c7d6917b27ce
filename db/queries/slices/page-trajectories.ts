import type { Arm } from "#db/queries/views/arms.ts";
import { Parameters, type SliceRequest, scanView, unionArms } from "#db/queries/views/union-arms.ts";
import type { Tx } from "#db/tenancy.ts";
import type { OutcomeStatus, TrajectoryStatus } from "#lib/trajectories/schemas.ts";

/** Pages of trajectories at a view. */

export interface TrajectoryRow {
  trajectoryId: string;
  clientId: string | null;
  seq: number;
  task: string;
  title: string | null;
  agent: string | null;
  model: string | null;
  source: string | null;
  status: TrajectoryStatus;
  outcome: OutcomeStatus | null;
  stepCount: number;
  toolCallCount: number;
  tokenCount: number;
  comparisons: number;
  wins: number;
  losses: number;
  ties: number;
  decided: number;
  excluded: boolean;
  startedAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
  /** The sort key as text, for the cursor. */
  sortKey: string;
  rewards: Array<{ name: string; kind: string; value: number }> | null;
  tags: string[] | null;
}

/** What a page can be sorted by: an expression that is never null, and the type to bind a key of it as. */
const sortExpressions = {
  seq: { expression: "f.start_seq", type: "bigint" },
  steps: { expression: "f.step_count", type: "bigint" },
  tokens: { expression: "f.token_count", type: "bigint" },
  wins: { expression: "f.wins", type: "bigint" },
  task: { expression: "f.task", type: "text" },
  agent: { expression: "coalesce(f.agent, '')", type: "text" },
  model: { expression: "coalesce(f.model, '')", type: "text" },
  started: { expression: "coalesce(f.started_at, '-infinity')", type: "timestamptz" },
} as const;
export type TrajectorySort = keyof typeof sortExpressions;

export interface PageRequest extends SliceRequest {
  limit: number;
  after: readonly (string | number)[] | null;
}

export function selectTrajectoryPage(
  tx: Tx,
  request: PageRequest & { sort: TrajectorySort; descending: boolean },
): Promise<TrajectoryRow[]> {
  const parameters = new Parameters(request);
  const { bind } = parameters;
  const { expression, type } = sortExpressions[request.sort];
  const direction = request.descending ? "DESC" : "ASC";
  const keyset =
    request.after === null
      ? ""
      : ` AND (${expression}, f.start_seq, f.trajectory_id) ${request.descending ? "<" : ">"}
             (${bind(request.after[0], type)}, ${bind(request.after[1], "bigint")}, ${bind(request.after[2], "uuid")})`;
  const order = (alias: string, key: string) =>
    `${key} ${direction}, ${alias}.start_seq ${direction}, ${alias}.trajectory_id ${direction}`;
  const limit = bind(request.limit, "int");
  const arms = unionArms(request, "trajectory", parameters, (arm, where) =>
    withFeedback(
      arm,
      `SELECT ${factColumns}, ${expression} AS sort_key FROM ${arm.from} WHERE ${where}${keyset}
        ORDER BY ${order("f", expression)} LIMIT ${limit}`,
    ),
  );
  return tx.query<TrajectoryRow>(
    `SELECT ${rowColumns}, p.sort_key::text AS "sortKey"
       FROM (SELECT * FROM (${arms}) a ORDER BY ${order("a", "a.sort_key")} LIMIT ${limit}) p
       JOIN trajectory t ON t.workspace_id = $1 AND t.trajectory_id = p.trajectory_id
      ORDER BY ${order("p", "p.sort_key")}`,
    parameters.values,
  );
}

const factColumns = `f.trajectory_id, f.start_seq, f.task, f.agent, f.model, f.source, f.status, f.outcome, f.step_count,
  f.tool_call_count, f.token_count, f.comparisons, f.wins, f.losses, f.ties, f.decided, f.excluded, f.started_at, f.ended_at,
  f.created_at`;

const rowColumns = `p.trajectory_id AS "trajectoryId", t.client_id AS "clientId", p.start_seq AS seq, p.task, t.title,
  p.agent, p.model, p.source, p.status, p.outcome, p.step_count AS "stepCount", p.tool_call_count AS "toolCallCount",
  p.token_count AS "tokenCount", p.comparisons, p.wins, p.losses, p.ties, p.decided, p.excluded,
  p.started_at AS "startedAt", p.ended_at AS "endedAt", p.created_at AS "createdAt", p.rewards, p.tags`;

/** An arm's rows with their rewards and tags, which are looked up for the rows of the page only. */
function withFeedback({ rewards, tags }: Arm, page: string): string {
  return `SELECT f.*,
    (SELECT json_agg(json_build_object('name', r.name, 'kind', r.rater_kind, 'value', r.value))
       FROM ${rewards.table} r WHERE ${rewards.where} AND r.trajectory_id = f.trajectory_id) AS rewards,
    (SELECT array_agg(t.tag::text ORDER BY t.tag)
       FROM ${tags.table} t WHERE ${tags.where} AND t.trajectory_id = f.trajectory_id) AS tags
  FROM (${page}) f`;
}

/** Trajectories of a view by id, in no order. */
export function selectTrajectories(
  tx: Tx,
  request: Omit<SliceRequest, "predicate">,
  trajectoryIds: readonly string[],
): Promise<TrajectoryRow[]> {
  const parameters = new Parameters(request);
  const ids = parameters.bind(trajectoryIds, "uuid[]");
  const arms = unionArms({ ...request, predicate: null }, "trajectory", parameters, (arm, where) =>
    withFeedback(
      arm,
      `SELECT ${factColumns} FROM ${arm.from} WHERE ${where} AND f.trajectory_id = ANY (${ids})`,
    ),
  );
  return tx.query<TrajectoryRow>(
    `SELECT ${rowColumns}, '' AS "sortKey" FROM (${arms}) p
       JOIN trajectory t ON t.workspace_id = $1 AND t.trajectory_id = p.trajectory_id`,
    parameters.values,
  );
}

/** How many records of a slice there are; counting stops above `cap`, where there is one. */
export async function countSlice(
  tx: Tx,
  subject: "trajectory" | "comparison",
  request: SliceRequest,
  cap: number | null,
): Promise<number> {
  const parameters = new Parameters(request);
  if (cap === null) {
    const arms = unionArms(
      request,
      subject,
      parameters,
      ({ from }, where) => `SELECT count(*) AS n FROM ${from} WHERE ${where}`,
      "all",
    );
    const total = `SELECT sum(n)::bigint AS total FROM (${arms}) a`;
    const [row] = await scanView<{ total: number }>(tx, total, parameters);
    return row?.total ?? 0;
  }
  const most = parameters.bind(cap + 1, "int");
  const arms = unionArms(
    request,
    subject,
    parameters,
    ({ from }, where) => `SELECT 1 FROM ${from} WHERE ${where} LIMIT ${most}`,
  );
  const total = `SELECT count(*) AS total FROM (SELECT 1 FROM (${arms}) a LIMIT ${most}) c`;
  const [row] = await tx.query<{ total: number }>(total, parameters.values);
  return row?.total ?? 0;
}
