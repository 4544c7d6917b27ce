import type { Tx } from "#db/tenancy.ts";
import type { OutcomeStatus, TrajectoryStatus } from "#lib/trajectories/schemas.ts";

/** Pages of trajectories at a view. `$1` is the workspace, `$2` the view's seq; a condition brings its own parameters. */

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

/** Every row of the facts that the view shows. `start_seq <= $2` bounds the scan of an old view. */
export const visibleFacts = `f.workspace_id = $1 AND f.start_seq <= $2 AND f.from_seq <= $2 AND f.to_seq > $2`;

export interface PageRequest {
  workspaceId: string;
  seq: number;
  /** Built by `compilePredicate`; its values are in `params` from `$3` on. */
  condition: string;
  params: readonly unknown[];
  limit: number;
  after: readonly (string | number)[] | null;
}

export function selectTrajectoryPage(
  tx: Tx,
  request: PageRequest & { sort: TrajectorySort; descending: boolean },
): Promise<TrajectoryRow[]> {
  const values = [request.workspaceId, request.seq, ...request.params];
  const bind = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const { expression, type } = sortExpressions[request.sort];
  const direction = request.descending ? "DESC" : "ASC";
  const keyset =
    request.after === null
      ? ""
      : `AND (${expression}, f.start_seq, f.trajectory_id) ${request.descending ? "<" : ">"}
             (${bind(request.after[0], type)}, ${bind(request.after[1], "bigint")}, ${bind(request.after[2], "uuid")})`;
  const order = `${expression} ${direction}, f.start_seq ${direction}, f.trajectory_id ${direction}`;
  return tx.query<TrajectoryRow>(
    `WITH page AS MATERIALIZED (
       SELECT f.*, ${expression} AS sort_key FROM fact f
        WHERE ${visibleFacts} AND ${request.condition} ${keyset}
        ORDER BY ${order} LIMIT ${bind(request.limit, "int")})
     SELECT ${rowColumns}, f.sort_key::text AS "sortKey" FROM page f ${rowJoins} ORDER BY ${order}`,
    values,
  );
}

const rowColumns = `f.trajectory_id AS "trajectoryId", t.client_id AS "clientId", f.start_seq AS seq, f.task, t.title,
  f.agent, f.model, f.source, f.status, f.outcome, f.step_count AS "stepCount", f.tool_call_count AS "toolCallCount",
  f.token_count AS "tokenCount", f.comparisons, f.wins, f.losses, f.ties, f.decided, f.excluded,
  f.started_at AS "startedAt", f.ended_at AS "endedAt", f.created_at AS "createdAt", r.rewards, g.tags`;

const rowJoins = `
  JOIN trajectory t ON t.workspace_id = $1 AND t.trajectory_id = f.trajectory_id
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('name', v.name, 'kind', v.rater_kind, 'value', v.value)) AS rewards
      FROM fact_reward v
     WHERE v.workspace_id = $1 AND v.trajectory_id = f.trajectory_id AND v.from_seq <= $2 AND v.to_seq > $2) r ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(x.tag::text ORDER BY x.tag) AS tags FROM fact_tag x
     WHERE x.workspace_id = $1 AND x.trajectory_id = f.trajectory_id AND x.from_seq <= $2 AND x.to_seq > $2) g ON true`;

/** One trajectory at a view. */
export async function selectTrajectory(
  tx: Tx,
  workspaceId: string,
  seq: number,
  trajectoryId: string,
): Promise<TrajectoryRow | null> {
  const [row] = await tx.query<TrajectoryRow>(
    `SELECT ${rowColumns}, '' AS "sortKey" FROM fact f ${rowJoins} WHERE ${visibleFacts} AND f.trajectory_id = $3`,
    [workspaceId, seq, trajectoryId],
  );
  return row ?? null;
}

/** How many rows of `table` match; counting stops above `cap`, where there is one. */
export async function countFacts(
  tx: Tx,
  table: "fact" | "fact_comparison",
  request: Pick<PageRequest, "workspaceId" | "seq" | "condition" | "params">,
  cap: number | null,
): Promise<number> {
  const from = `FROM ${table} f WHERE ${visibleFacts} AND ${request.condition}`;
  const [row] = await tx.query<{ total: number }>(
    cap === null
      ? `SELECT count(*) AS total ${from}`
      : `SELECT count(*) AS total FROM (SELECT 1 ${from} LIMIT ${cap + 1}) c`,
    [request.workspaceId, request.seq, ...request.params],
  );
  return row?.total ?? 0;
}
