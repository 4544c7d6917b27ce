import type { Tx } from "#db/tenancy.ts";
import type { RaterKind, Verdict } from "#lib/feedback/schemas.ts";

/** The log's own rows of a trajectory or comparison, up to a seq. */

export interface StepBody {
  trajectoryId: string;
  idx: number;
  body: string;
}

/** Steps of several trajectories, by trajectory and index. */
export function selectSteps(
  tx: Tx,
  workspaceId: string,
  seq: number,
  trajectoryIds: readonly string[],
): Promise<StepBody[]> {
  return tx.query<StepBody>(
    `SELECT trajectory_id AS "trajectoryId", idx, body FROM step
      WHERE workspace_id = $1 AND trajectory_id = ANY ($2::uuid[]) AND seq <= $3
      ORDER BY trajectory_id, idx`,
    [workspaceId, trajectoryIds, seq],
  );
}

export interface TrajectoryBody {
  trajectoryId: string;
  task: string;
  body: string;
}

export function selectTrajectoryBodies(
  tx: Tx,
  workspaceId: string,
  trajectoryIds: readonly string[],
): Promise<TrajectoryBody[]> {
  return tx.query<TrajectoryBody>(
    `SELECT trajectory_id AS "trajectoryId", task, body FROM trajectory
      WHERE workspace_id = $1 AND trajectory_id = ANY ($2::uuid[])`,
    [workspaceId, trajectoryIds],
  );
}

export interface RewardRow {
  rewardId: string;
  seq: number;
  name: string;
  value: number;
  raterKind: RaterKind;
  rater: string;
  stepIdx: number | null;
  body: string;
  createdAt: Date;
}

/** When the append that holds a record was made. */
const appendedAt = (record: string) =>
  `(SELECT a.at FROM append a WHERE a.workspace_id = $1 AND a.last_seq >= ${record}.seq ORDER BY a.last_seq LIMIT 1)`;

export function selectRewards(
  tx: Tx,
  workspaceId: string,
  seq: number,
  trajectoryId: string,
): Promise<RewardRow[]> {
  return tx.query<RewardRow>(
    `SELECT r.reward_id AS "rewardId", r.seq, r.name, r.value, r.rater_kind AS "raterKind", r.rater,
            r.step_idx AS "stepIdx", r.body, ${appendedAt("r")} AS "createdAt"
       FROM reward r WHERE r.workspace_id = $1 AND r.seq <= $2 AND r.trajectory_id = $3 ORDER BY r.seq LIMIT 5000`,
    [workspaceId, seq, trajectoryId],
  );
}

export interface PreferenceRow {
  preferenceId: string;
  comparisonId: string;
  seq: number;
  raterKind: RaterKind;
  rater: string;
  verdict: Verdict;
  strength: number | null;
  body: string;
  createdAt: Date;
}

/** Each rater's latest vote on each comparison, unless it was withdrawn. */
export function selectPreferences(
  tx: Tx,
  workspaceId: string,
  seq: number,
  comparisonIds: readonly string[],
): Promise<PreferenceRow[]> {
  return tx.query<PreferenceRow>(
    `SELECT p.preference_id AS "preferenceId", p.comparison_id AS "comparisonId", p.seq, p.rater_kind AS "raterKind",
            p.rater, p.verdict, p.strength, p.body, ${appendedAt("p")} AS "createdAt"
       FROM (SELECT DISTINCT ON (comparison_id, rater) * FROM preference
              WHERE workspace_id = $1 AND seq <= $2 AND comparison_id = ANY ($3::uuid[])
              ORDER BY comparison_id, rater, seq DESC) p
      WHERE NOT p.withdrawn ORDER BY p.seq`,
    [workspaceId, seq, comparisonIds],
  );
}

/** The outcome that holds at a seq. */
export async function selectOutcome(
  tx: Tx,
  workspaceId: string,
  seq: number,
  trajectoryId: string,
): Promise<{ status: string; body: string } | null> {
  const [row] = await tx.query<{ status: string; body: string }>(
    `SELECT status, body FROM outcome WHERE workspace_id = $1 AND seq <= $2 AND trajectory_id = $3 ORDER BY seq DESC LIMIT 1`,
    [workspaceId, seq, trajectoryId],
  );
  return row ?? null;
}

/** The names of members that stand as raters, `human:<member id>`. */
export async function selectRaterNames(tx: Tx, workspaceId: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ memberId: string; name: string }>(
    `SELECT m.member_id AS "memberId", u.name FROM member m JOIN auth."user" u ON u.id = m.user_id WHERE m.workspace_id = $1`,
    [workspaceId],
  );
  return new Map(rows.map(row => [`human:${row.memberId}`, `human:${row.name}`]));
}
