import { compilePredicate } from "#db/queries/slices/compile-predicate.ts";
import type { Tx } from "#db/tenancy.ts";
import type { Predicate } from "#lib/query/predicate.ts";

/** What somebody without versions would write: the page as it is now, from the open rows alone. */

const open = "9223372036854775807";
const columns = `f.trajectory_id, f.start_seq, f.task, f.agent, f.model, f.source, f.status, f.outcome, f.step_count, f.tool_call_count,
  f.token_count, f.comparisons, f.wins, f.losses, f.ties, f.decided, f.excluded, f.started_at, f.ended_at, f.created_at`;

function condition(predicate: Predicate | null, params: unknown[]): string {
  const target = {
    alias: "f",
    params,
    rewards: { table: "fact_reward", where: `r.workspace_id = $1 AND r.to_seq = ${open}` },
    tags: { table: "fact_tag", where: `t.workspace_id = $1 AND t.to_seq = ${open}` },
  };
  return predicate === null ? "" : ` AND ${compilePredicate(predicate, target)}`;
}

/** The latest trajectories that match, with the columns, rewards and tags that a page has. */
export function selectPlainPage(
  tx: Tx,
  workspaceId: string,
  predicate: Predicate | null,
  limit: number,
): Promise<unknown[]> {
  const params: unknown[] = [workspaceId, limit];
  return tx.query(
    `SELECT p.*, t.client_id, t.title,
            (SELECT json_agg(json_build_object('name', r.name, 'kind', r.rater_kind, 'value', r.value)) FROM fact_reward r
              WHERE r.workspace_id = $1 AND r.to_seq = ${open} AND r.trajectory_id = p.trajectory_id) AS rewards,
            (SELECT array_agg(g.tag::text ORDER BY g.tag) FROM fact_tag g
              WHERE g.workspace_id = $1 AND g.to_seq = ${open} AND g.trajectory_id = p.trajectory_id) AS tags
       FROM (SELECT ${columns} FROM fact f WHERE f.workspace_id = $1 AND f.to_seq = ${open}${condition(predicate, params)}
              ORDER BY f.start_seq DESC, f.trajectory_id DESC LIMIT $2) p
       JOIN trajectory t ON t.workspace_id = $1 AND t.trajectory_id = p.trajectory_id
      ORDER BY p.start_seq DESC, p.trajectory_id DESC`,
    params,
  );
}

export async function countPlain(tx: Tx, workspaceId: string, predicate: Predicate | null): Promise<void> {
  const params: unknown[] = [workspaceId];
  await tx.query(
    `SELECT count(*) FROM fact f WHERE f.workspace_id = $1 AND f.to_seq = ${open}${condition(predicate, params)}`,
    params,
  );
}

export async function countPlainCapped(
  tx: Tx,
  workspaceId: string,
  predicate: Predicate | null,
  cap: number,
): Promise<void> {
  const params: unknown[] = [workspaceId, cap + 1];
  await tx.query(
    `SELECT count(*) FROM (SELECT 1 FROM fact f WHERE f.workspace_id = $1 AND f.to_seq = ${open}${condition(predicate, params)} LIMIT $2) c`,
    params,
  );
}
