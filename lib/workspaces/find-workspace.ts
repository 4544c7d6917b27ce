import { findWorkspace as selectWorkspace } from "#db/queries/workspaces/workspaces.ts";
import type { Context } from "#lib/service/context.ts";
import { localContext } from "#lib/workspaces/local-context.ts";

/** A workspace as somebody at the server's own machine sees it, with every right; null where there is none. */
export async function findLocalWorkspace(workspace: string): Promise<Context | null> {
  const found = await selectWorkspace(workspace);
  return found && localContext(found.workspaceId, workspace);
}
