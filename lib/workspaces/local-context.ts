import type { Context } from "#lib/service/context.ts";
import { scopes } from "#lib/workspaces/schemas.ts";

/** A workspace as the server itself and whoever works at its own machine see it: with every right. */
export function localContext(workspaceId: string, workspace: string): Context {
  return { workspaceId, workspace, principal: { kind: "local" }, scopes };
}
