import { v7 as uuidv7 } from "uuid";
import { type Tx, withoutWorkspace } from "#db/tenancy.ts";
import type { Role } from "#lib/workspaces/schemas.ts";

export interface MembershipRow {
  workspaceId: string;
  slug: string;
  memberId: string;
  role: Role;
  createdAt: Date;
}

/** Every workspace that a user is a member of. */
export function findMemberships(userId: string): Promise<MembershipRow[]> {
  return withoutWorkspace(tx =>
    tx.query<MembershipRow>(
      `SELECT workspace_id AS "workspaceId", slug, member_id AS "memberId", role, created_at AS "createdAt"
         FROM find_memberships($1)`,
      [userId],
    ),
  );
}

export interface MemberRow {
  memberId: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  createdAt: Date;
}

export function selectMembers(tx: Tx, workspaceId: string): Promise<MemberRow[]> {
  return tx.query<MemberRow>(
    `SELECT m.member_id AS "memberId", m.user_id AS "userId", u.name, u.email, m.role, m.created_at AS "createdAt"
       FROM member m JOIN auth."user" u ON u.id = m.user_id
      WHERE m.workspace_id = $1 AND m.removed_at IS NULL
      ORDER BY m.created_at, m.member_id`,
    [workspaceId],
  );
}

/** Adds a member, or brings a removed one back under the same member id. Null when they are a member already. */
export async function insertMember(
  tx: Tx,
  workspaceId: string,
  userId: string,
  role: Role,
): Promise<string | null> {
  const [row] = await tx.query<{ memberId: string }>(
    `INSERT INTO member (workspace_id, member_id, user_id, role) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id, user_id) DO UPDATE SET role = excluded.role, removed_at = NULL
       WHERE member.removed_at IS NOT NULL
     RETURNING member_id AS "memberId"`,
    [workspaceId, uuidv7(), userId, role],
  );
  return row?.memberId ?? null;
}

export async function updateMemberRole(
  tx: Tx,
  workspaceId: string,
  memberId: string,
  role: Role,
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE member SET role = $3 WHERE workspace_id = $1 AND member_id = $2 AND removed_at IS NULL`,
    [workspaceId, memberId, role],
  );
  return changed > 0;
}

export async function removeMemberRow(tx: Tx, workspaceId: string, memberId: string): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE member SET removed_at = now() WHERE workspace_id = $1 AND member_id = $2 AND removed_at IS NULL`,
    [workspaceId, memberId],
  );
  return changed > 0;
}

/** How many owners a workspace has, with their rows locked, so that the last one cannot leave twice at once. */
export async function lockOwners(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx.query<{ memberId: string }>(
    `SELECT member_id AS "memberId" FROM member
      WHERE workspace_id = $1 AND role = 'owner' AND removed_at IS NULL FOR UPDATE`,
    [workspaceId],
  );
  return rows.map(row => row.memberId);
}
