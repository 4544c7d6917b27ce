import type { Tx } from "#db/tenancy.ts";
import type { RaterKind, Verdict } from "#lib/feedback/schemas.ts";
import type { View } from "#lib/views/view.ts";

/**
 * The log's own rows of a trajectory or comparison, up to a view's seq. A record that was made on a branch is seen there
 * although the log took it later than the view's seq; all that it has is then seen with it.
 */

type Seen = Pick<View, "seq" | "layers">;

/** `seq` and `record` are SQL; `at` stands for the view's seq. */
function seenAt({ layers }: Seen, seq: string, at: string, madeLater: string): string {
  return layers.length === 0 ? `${seq} <= ${at}` : `(${seq} <= ${at} OR ${madeLater} > ${at})`;
}

const trajectorySeq = (id: string) =>
  `(SELECT t.seq FROM trajectory t WHERE t.workspace_id = $1 AND t.trajectory_id = ${id})`;
const comparisonSeq = (id: string) =>
  `(SELECT c.seq FROM comparison c WHERE c.workspace_id = $1 AND c.comparison_id = ${id})`;

export interface StepBody {
  trajectoryId: string;
  idx: number;
  body: string;
}

/** Steps of several trajectories, by trajectory and index. */
export function selectSteps(
  tx: Tx,
  workspaceId: string,
  view: Seen,
  trajectoryIds: readonly string[],
): Promise<StepBody[]> {
  return tx.query<StepBody>(
    `SELECT s.trajectory_id AS "trajectoryId", s.idx, s.body FROM step s
      WHERE s.workspace_id = $1 AND s.trajectory_id = ANY ($2::uuid[])
        AND ${seenAt(view, "s.seq", "$3", trajectorySeq("s.trajectory_id"))}
      ORDER BY s.trajectory_id, s.idx`,
    [workspaceId, trajectoryIds, view.seq],
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

/** The trajectory that a client named so. */
export async function selectTrajectoryId(
  tx: Tx,
  workspaceId: string,
  clientId: string,
): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(
    `SELECT trajectory_id AS id FROM trajectory WHERE workspace_id = $1 AND client_id = $2`,
    [workspaceId, clientId],
  );
  return row?.id ?? null;
}

export interface RewardRow {
  rewardId: string;
  trajectoryId: string;
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
  view: Seen,
  trajectoryIds: readonly string[],
): Promise<RewardRow[]> {
  return tx.query<RewardRow>(
    `SELECT r.reward_id AS "rewardId", r.trajectory_id AS "trajectoryId", r.seq, r.name, r.value, r.rater_kind AS "raterKind", r.rater,
            r.step_idx AS "stepIdx", r.body, ${appendedAt("r")} AS "createdAt"
       FROM reward r WHERE r.workspace_id = $1 AND r.trajectory_id = ANY ($3::uuid[])
        AND ${seenAt(view, "r.seq", "$2", trajectorySeq("r.trajectory_id"))} ORDER BY r.seq`,
    [workspaceId, view.seq, trajectoryIds],
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
  view: Seen,
  comparisonIds: readonly string[],
): Promise<PreferenceRow[]> {
  return tx.query<PreferenceRow>(
    `SELECT p.preference_id AS "preferenceId", p.comparison_id AS "comparisonId", p.seq, p.rater_kind AS "raterKind",
            p.rater, p.verdict, p.strength, p.body, ${appendedAt("p")} AS "createdAt"
       FROM (SELECT DISTINCT ON (v.comparison_id, v.rater) v.* FROM preference v
              WHERE v.workspace_id = $1 AND v.comparison_id = ANY ($3::uuid[])
                AND ${seenAt(view, "v.seq", "$2", comparisonSeq("v.comparison_id"))}
              ORDER BY v.comparison_id, v.rater, v.seq DESC) p
      WHERE NOT p.withdrawn ORDER BY p.seq`,
    [workspaceId, view.seq, comparisonIds],
  );
}

/** The outcome that was captured last. */
export async function selectOutcome(
  tx: Tx,
  workspaceId: string,
  view: Seen,
  trajectoryId: string,
): Promise<{ status: string; body: string } | null> {
  const [row] = await tx.query<{ status: string; body: string }>(
    `SELECT o.status, o.body FROM outcome o WHERE o.workspace_id = $1 AND o.trajectory_id = $3
        AND ${seenAt(view, "o.seq", "$2", trajectorySeq("o.trajectory_id"))} ORDER BY o.seq DESC LIMIT 1`,
    [workspaceId, view.seq, trajectoryId],
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
