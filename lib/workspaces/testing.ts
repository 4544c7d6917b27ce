import type { Context } from "#lib/service/context.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";
import { localContext } from "#lib/workspaces/local-context.ts";

let made = 0;

/** For tests: an empty workspace of the caller's own, `w-1`, `w-2` and so on where no name is given. */
export async function freshWorkspace(name?: string): Promise<Context> {
  made += 1;
  const { workspaceId, workspace } = await createWorkspace({ name: name ?? `w-${made}` });
  return localContext(workspaceId, workspace);
}
