import { z } from "zod";
import { withApi } from "#lib/cli/api-client.ts";
import { badUsage, readArguments } from "#lib/cli/arguments.ts";
import { branchSchema } from "#lib/curation/schemas.ts";

const usageLine = "branch create NAME BRANCH [--from REF] | list NAME | delete NAME BRANCH [--json]";

/** Makes, lists and deletes branches. */
export async function branchCommand(words: readonly string[]): Promise<number> {
  const called = readArguments(words, ["from"], usageLine);
  const [action, workspace, branch] = called.positionals;
  if (workspace === undefined) throw badUsage("Name a workspace.", usageLine);
  if (action === "list") return listBranches(called, workspace);
  if (branch === undefined) throw badUsage("Name a branch.", usageLine);
  if (action === "create") {
    const made = branchSchema.parse(
      await withApi(called, workspace, api =>
        api.post("branches", { name: branch, from: called.options.from }),
      ),
    );
    console.log(called.json ? JSON.stringify(made) : `${made.branch} stands on ${made.baseRef}.`);
    return 0;
  }
  if (action === "delete") {
    await withApi(called, workspace, api => api.remove(`branches/${encodeURIComponent(branch)}`));
    if (!called.json) console.log(`${branch} is deleted; nothing of it is lost.`);
    return 0;
  }
  throw badUsage(`There is no ${action ?? "action"}.`, usageLine);
}

async function listBranches(called: ReturnType<typeof readArguments>, workspace: string): Promise<number> {
  const { items } = z
    .object({ items: z.array(branchSchema) })
    .parse(await withApi(called, workspace, api => api.get("branches")));
  if (called.json) console.log(JSON.stringify(items));
  else
    for (const one of items)
      console.log(`${one.branch}  ${one.ahead} ahead, ${one.behind} behind  ${one.headMessage}`);
  return 0;
}
