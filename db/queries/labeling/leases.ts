import type { Tx } from "#db/tenancy.ts";

/** Leases are timed by the database's clock alone. */
export const leaseSeconds = 600;
const untilExpiry = `now() + interval '${leaseSeconds} seconds'`;

export interface LeaseRow {
  token: string;
  queueId: string;
  comparisonId: string;
  memberId: string;
  state: "held" | "expired" | "released" | "voted" | "skipped";
  swapped: boolean;
  atSeq: number;
  expiresAt: Date;
  preferenceId: string | null;
  undoneVotes: number;
}

const columns = `token, queue_id AS "queueId", comparison_id AS "comparisonId", member_id AS "memberId", state, swapped,
  at_seq AS "atSeq", expires_at AS "expiresAt", preference_id AS "preferenceId",
  undone_votes AS "undoneVotes"`;

/**
 * Gives the slots of expired leases back. Items are locked in the order of their ids, and in a transaction that holds
 * nothing else: two who do this at once never wait for each other in a circle.
 */
export async function expireLeases(tx: Tx, workspaceId: string, queueId: string): Promise<void> {
  await tx.execute(
    `WITH gone AS (
       UPDATE lease SET state = 'expired'
        WHERE workspace_id = $1 AND queue_id = $2 AND token IN (
          SELECT token FROM lease WHERE workspace_id = $1 AND queue_id = $2 AND state = 'held' AND expires_at < now()
           FOR UPDATE SKIP LOCKED)
       RETURNING comparison_id),
     back AS (SELECT comparison_id, count(*)::int AS n FROM gone GROUP BY comparison_id),
     locked AS (
       SELECT i.comparison_id, back.n FROM queue_item i JOIN back USING (comparison_id)
        WHERE i.workspace_id = $1 AND i.queue_id = $2 ORDER BY i.comparison_id FOR UPDATE OF i)
     UPDATE queue_item i SET open_slots = i.open_slots + locked.n FROM locked
      WHERE i.workspace_id = $1 AND i.queue_id = $2 AND i.comparison_id = locked.comparison_id`,
    [workspaceId, queueId],
  );
}

/** Lets one claim of a member at a time go on, so that what it reads of their leases stays true. */
export async function lockClaims(tx: Tx, workspaceId: string, memberId: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [`${workspaceId}/${memberId}`]);
}

/** What a member holds already, renewed: a reloaded page shows the same items. */
export function renewHeld(
  tx: Tx,
  workspaceId: string,
  queueId: string,
  memberId: string,
): Promise<LeaseRow[]> {
  return tx.query<LeaseRow>(
    `WITH renewed AS (
       UPDATE lease SET expires_at = ${untilExpiry}
        WHERE workspace_id = $1 AND queue_id = $2 AND member_id = $3 AND state = 'held' RETURNING *)
     SELECT ${columns} FROM renewed ORDER BY created_at, token`,
    [workspaceId, queueId, memberId],
  );
}

/**
 * Claims up to `count` vote slots in one statement. A row that another claim holds locked is passed over, so no slot goes
 * to two; an item that this member holds, voted on or skipped is not offered again. Which side stands left is drawn here,
 * and what is shown is pinned: at the last append that this statement sees, so that the item's own is among them.
 */
export function claimSlots(
  tx: Tx,
  workspaceId: string,
  queueId: string,
  member: { memberId: string; rater: string },
  count: number,
): Promise<LeaseRow[]> {
  return tx.query<LeaseRow>(
    `WITH pick AS (
       SELECT i.comparison_id FROM queue_item i
        WHERE i.workspace_id = $1 AND i.queue_id = $2 AND i.open_slots > 0
          AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.workspace_id = $1 AND l.queue_id = $2
                             AND l.comparison_id = i.comparison_id AND l.member_id = $3
                             AND l.state IN ('held', 'voted', 'skipped'))
          AND NOT EXISTS (SELECT 1 FROM preference p WHERE p.workspace_id = $1
                             AND p.comparison_id = i.comparison_id AND p.rater = $4)
        ORDER BY i.position LIMIT $5 FOR UPDATE OF i SKIP LOCKED),
     taken AS (
       UPDATE queue_item i SET open_slots = i.open_slots - 1 FROM pick
        WHERE i.workspace_id = $1 AND i.queue_id = $2 AND i.comparison_id = pick.comparison_id
       RETURNING i.comparison_id),
     held AS (
       INSERT INTO lease (workspace_id, token, queue_id, comparison_id, member_id, state, swapped, at_seq, expires_at)
       SELECT $1, gen_random_uuid(), $2, comparison_id, $3, 'held', random() < 0.5,
              (SELECT last_seq FROM append WHERE workspace_id = $1 ORDER BY last_seq DESC LIMIT 1), ${untilExpiry}
         FROM taken
       RETURNING *)
     SELECT ${columns} FROM held ORDER BY token`,
    [workspaceId, queueId, member.memberId, member.rater, count],
  );
}

/** A lease of this member, locked against a second submit. */
export async function lockLease(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  token: string,
): Promise<LeaseRow | null> {
  const [row] = await tx.query<LeaseRow>(
    `SELECT ${columns} FROM lease WHERE workspace_id = $1 AND token = $2::uuid AND member_id = $3 FOR UPDATE`,
    [workspaceId, token, memberId],
  );
  return row ?? null;
}

/** What this member voted on or skipped last. */
export async function lockLatestSettled(
  tx: Tx,
  workspaceId: string,
  queueId: string,
  memberId: string,
): Promise<LeaseRow | null> {
  const [row] = await tx.query<LeaseRow>(
    `SELECT ${columns} FROM lease
      WHERE workspace_id = $1 AND queue_id = $2 AND member_id = $3 AND state IN ('voted', 'skipped')
      ORDER BY settled_at DESC LIMIT 1 FOR UPDATE`,
    [workspaceId, queueId, memberId],
  );
  return row ?? null;
}

/**
 * Moves a lease to another state, and its item's slots with it: a held or voted lease takes a slot, any other gives it
 * back; a vote is done. Slots go below zero when more vote than were asked: a late vote stands in for the next labeler's,
 * so what that one gives back is not offered again.
 */
export async function moveLease(
  tx: Tx,
  workspaceId: string,
  lease: LeaseRow,
  to: { state: LeaseRow["state"]; preferenceId?: string | null; skipReason?: string | null },
): Promise<void> {
  const takes = (state: LeaseRow["state"]) => (state === "held" || state === "voted" ? 1 : 0);
  const isVote = (state: LeaseRow["state"]) => (state === "voted" ? 1 : 0);
  const settles = to.state === "voted" || to.state === "skipped";
  await tx.execute(
    `UPDATE lease SET state = $3, preference_id = coalesce($4::uuid, preference_id), skip_reason = $5,
            undone_votes = undone_votes + $7::int,
            settled_at = CASE WHEN $6 THEN clock_timestamp() ELSE settled_at END,
            expires_at = CASE WHEN $3 = 'held' THEN ${untilExpiry} ELSE expires_at END
      WHERE workspace_id = $1 AND token = $2::uuid`,
    [
      workspaceId,
      lease.token,
      to.state,
      to.preferenceId ?? null,
      to.skipReason ?? null,
      settles,
      isVote(lease.state) - isVote(to.state) > 0 ? 1 : 0,
    ],
  );
  await tx.execute(
    `UPDATE queue_item SET open_slots = open_slots + $4::int, done_slots = done_slots + $5::int
      WHERE workspace_id = $1 AND queue_id = $2 AND comparison_id = $3`,
    [
      workspaceId,
      lease.queueId,
      lease.comparisonId,
      takes(lease.state) - takes(to.state),
      isVote(to.state) - isVote(lease.state),
    ],
  );
}

/** How many votes an item still wants that nobody holds; locked against claims. */
export async function lockOpenSlots(tx: Tx, workspaceId: string, lease: LeaseRow): Promise<number> {
  const [row] = await tx.query<{ open: number }>(
    `SELECT open_slots AS open FROM queue_item
      WHERE workspace_id = $1 AND queue_id = $2 AND comparison_id = $3 FOR UPDATE`,
    [workspaceId, lease.queueId, lease.comparisonId],
  );
  return row?.open ?? 0;
}

/** Renews leases that are still held; answers those tokens. */
export async function renewLeases(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  tokens: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ token: string }>(
    `UPDATE lease SET expires_at = ${untilExpiry}
      WHERE workspace_id = $1 AND member_id = $2 AND token = ANY ($3::uuid[]) AND state = 'held' RETURNING token`,
    [workspaceId, memberId, tokens],
  );
  return rows.map(row => row.token);
}
