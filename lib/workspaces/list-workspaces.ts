import { findMemberships } from "#db/queries/workspaces/members.ts";
import type { WorkspaceItem } from "#lib/workspaces/schemas.ts";

/** The workspaces that a user is a member of, by name. */
export async function listWorkspaces(userId: string): Promise<WorkspaceItem[]> {
  const memberships = await findMemberships(userId);
  return memberships.map(({ slug, role, createdAt }) => ({
    workspace: slug,
    role,
    createdAt: createdAt.toISOString(),
  }));
}
