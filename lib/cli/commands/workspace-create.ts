import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { ensureFirstOwner } from "#lib/cli/first-owner.ts";
import { useLocalDatabase } from "#lib/cli/local-database.ts";
import { createWorkspace } from "#lib/workspaces/create-workspace.ts";

const usageLine = "workspace create NAME [--json]";

/** Makes a workspace at the server's own machine, and prints its owner key: the only time that it is shown. */
export async function workspaceCommand(words: readonly string[]): Promise<number> {
  const { positionals, json } = readArguments(words, [], usageLine);
  const [action, name] = positionals;
  if (action !== "create" || name === undefined || positionals.length > 2)
    throw badUsage("A workspace has a NAME.", usageLine);
  const { workspace, key } = await useLocalDatabase(async () => {
    const { userId } = await ensureFirstOwner();
    return createWorkspace({ name, ownerUserId: userId });
  });
  if (json) console.log(JSON.stringify({ workspace, key }));
  else console.log(`Workspace ${workspace} is ready.\nIts owner key, shown this once:\n${key}`);
  return 0;
}
