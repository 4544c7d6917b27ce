import { findWorkspace as selectWorkspace } from "#db/queries/workspaces/workspaces.ts";
import type { Context } from "#lib/service/context.ts";
import { scopes } from "#lib/workspaces/schemas.ts";

/** A workspace as somebody at the server's own machine sees it, with every right; null where there is none. */
export async function findLocalWorkspace(workspace: string): Promise<Context | null> {
  const found = await selectWorkspace(workspace);
  return found && { workspaceId: found.workspaceId, workspace, principal: { kind: "local" }, scopes };
}
